import { XmlRefused } from './refused.ts';

/**
 * Characters, names, references: the lexical rules of XML 1.0 (fifth edition) and Namespaces 1.0,
 * narrowed where parsers are known to differ.
 */

const NAME_START =
  'A-Za-z_\\u00C0-\\u00D6\\u00D8-\\u00F6\\u00F8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D' +
  '\\u2070-\\u218F\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD';
/** An NCName inside the basic plane, sticky. Names of the other planes are refused: nobody's SAML has them. */
export const ncName = new RegExp(
  `[${NAME_START}][${NAME_START}0-9.\\-\\u00B7\\u0300-\\u036F\\u203F\\u2040]*`,
  'y',
);

const PCHAR = '(?:[A-Za-z0-9\\-._~!$()*+,;=:@]|%[0-9A-Fa-f]{2})';
/**
 * A namespace name is an absolute URI without `&`, quotes, brackets or user information: libxml2 and xml-crypto leave
 * `&` unescaped there when they canonicalise, and libxml2 refuses URIs it cannot parse.
 */
export const namespaceUri = new RegExp(
  `^[A-Za-z][A-Za-z0-9+.\\-]*:(?://[A-Za-z0-9.\\-]+(?::[0-9]{1,5})?(?:/(?:${PCHAR}|/)*)?|(?!//)(?:${PCHAR}|/)+)` +
    `(?:\\?(?:${PCHAR}|[/?])*)?(?:#(?:${PCHAR}|[/?])*)?$`,
);

/** The characters that XML 1.0 section 2.2 excludes, surrogates apart. */
const forbidden = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/;

/** True if every character is an XML 1.0 Char and no surrogate stands alone. */
export function onlyXmlCharacters(text: string): boolean {
  return !forbidden.test(text) && text.isWellFormed();
}

const entities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** Resolves the five entities and character references. @throws XmlRefused on any other `&`. */
export function resolveReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#x([0-9A-Fa-f]{1,6});|#([0-9]{1,7});|([a-z]{2,4});)?/g,
    (_all, hex, decimal, name) => {
      if (name !== undefined) return entities.get(name) ?? refuse('unknown entity');
      if (hex !== undefined) return character(Number.parseInt(hex, 16));
      if (decimal !== undefined) return character(Number.parseInt(decimal, 10));
      return refuse('bare ampersand');
    },
  );
}

function character(code: number): string {
  const allowed =
    code === 9 ||
    code === 10 ||
    code === 13 ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= 0x10ffff);
  return allowed ? String.fromCodePoint(code) : refuse('character reference to no character');
}

function refuse(reason: string): never {
  throw new XmlRefused(reason);
}

const textEscapes: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['\r', '&#xD;'],
]);
const attributeEscapes: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['"', '&quot;'],
  ['\t', '&#x9;'],
  ['\n', '&#xA;'],
  ['\r', '&#xD;'],
]);

/** Text as Canonical XML 1.0 section 2.3 writes it. */
export function escapeText(text: string): string {
  return /[&<>\r]/.test(text) ? text.replace(/[&<>\r]/g, (c) => textEscapes.get(c) ?? c) : text;
}

/** An attribute value as Canonical XML 1.0 section 2.3 writes it, for double quotes. */
export function escapeAttribute(value: string): string {
  return /[&<"\t\n\r]/.test(value)
    ? value.replace(/[&<"\t\n\r]/g, (c) => attributeEscapes.get(c) ?? c)
    : value;
}
