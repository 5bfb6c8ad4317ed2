/**
 * The one way to make HTML: a tagged template that escapes everything that is not itself SafeHtml.
 * Values may stand in text or between double quotes of an attribute, nowhere else (security.md B5).
 */
const made = Symbol('made by html');

/** Text that is known to be HTML, because only `html` can make one. */
export interface SafeHtml {
  readonly [made]: true;
  toString(): string;
}

export type HtmlValue = SafeHtml | string | number | false | undefined | readonly HtmlValue[];

const escapes = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
  ['`', '&#96;'],
  // A bare CR would be read as LF, and NUL can't be written in HTML at all.
  ['\r', '&#13;'],
  ['\0', '\u{FFFD}'],
]);

/** Escapes for text and quoted attributes; NUL and half surrogates become U+FFFD, all else is kept to the letter. */
export function escapeHtml(text: string): string {
  return text.toWellFormed().replace(/[&<>"'`\r\0]/g, (character) => escapes.get(character) ?? '');
}

const isSafe = (value: object): value is SafeHtml => made in value;

function render(value: HtmlValue): string {
  if (value === undefined || value === false) return '';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return escapeHtml(value);
  if (isSafe(value)) return value.toString();
  return value.map(render).join('');
}

/** `html\`<p>${text}</p>\``: strings are escaped, SafeHtml is kept, lists are joined, undefined and false are nothing. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): SafeHtml {
  let text = parts[0] ?? '';
  values.forEach((value, index) => (text += render(value) + (parts[index + 1] ?? '')));
  return { [made]: true, toString: () => text };
}

/**
 * An address that may stand in `href` or `action`: http(s), or a path of our own. Gives it back unchanged.
 * @throws TypeError for any other scheme, `javascript:` and `data:` among them.
 */
export function linkTarget(address: string): string {
  if (/^\/(?![/\\])[^\s\\]*$/.test(address) || /^#[A-Za-z0-9-]+$/.test(address)) return address;
  if (!URL.canParse(address)) throw new TypeError('no link to what is no address');
  const { protocol } = new URL(address);
  if (protocol !== 'https:' && protocol !== 'http:') throw new TypeError(`no link to a ${protocol} address`);
  return address;
}
