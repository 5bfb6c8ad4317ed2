import { HubError } from '../../kernel/errors.ts';
import { compare } from './canonicalize.ts';
import { escapeAttribute, escapeText, onlyXmlCharacters } from './characters.ts';
import { namespaceOf, type Prefix } from './names.ts';

/** What a message is built from; a plain string is text and is escaped. */
export type XmlNode = string | ElementNode | RawNode | SignaturePlace;
export type Attributes = Readonly<Record<string, string | undefined>>;

interface ElementNode {
  readonly kind: 'element';
  readonly name: string;
  readonly attributes: Attributes;
  readonly children: readonly XmlNode[];
  readonly declare: readonly Prefix[];
}
interface RawNode {
  readonly kind: 'raw';
  readonly text: string;
}
interface SignaturePlace {
  readonly kind: 'signature-place';
}

/**
 * An element. Names carry a prefix of names.ts (`samlp:Response`), or none for no namespace; attributes whose value is
 * undefined are left out; namespaces are declared by `write`.
 * @param declare prefixes to declare here although only values use them (`xs` and `xsi` of `xsi:type="xs:string"`).
 *   Such text is its own canonical form only with these prefixes as inclusivePrefixes.
 */
export function el(
  name: string,
  attributes: Attributes = {},
  children: readonly XmlNode[] = [],
  declare: readonly Prefix[] = [],
): XmlNode {
  return { kind: 'element', name, attributes, children, declare };
}

/** A subtree that is canonical already, say a signed assertion; it must declare every namespace it uses. */
export function raw(canonicalText: string): XmlNode {
  return { kind: 'raw', text: canonicalText };
}

/** Where the enveloped signature will stand: the second child, right after Issuer. See `writeParts`. */
export const signaturePlace: XmlNode = { kind: 'signature-place' };

/**
 * The document as text that is its own exclusive C14N: attributes in canonical order, each namespace declared where it
 * is first used and not again below, no self-closing tags (Canonical XML 1.0 section 1.1, Exclusive C14N section 3).
 * @throws HubError INTERNAL on a character XML cannot hold, an unknown prefix, or a place for a signature.
 */
export function write(node: XmlNode): string {
  const { head, tail } = render(node);
  if (tail !== undefined) throw new HubError('INTERNAL', 'a place for a signature stayed empty');
  return head;
}

/** The text before and after `signaturePlace`, for `signEnveloped`. @throws HubError INTERNAL as `write`, or if there is not one place. */
export function writeParts(node: XmlNode): { head: string; tail: string } {
  const { head, tail } = render(node);
  if (tail === undefined) throw new HubError('INTERNAL', 'no place for a signature');
  return { head, tail };
}

interface Output {
  head: string;
  tail: string | undefined;
}

function render(node: XmlNode): Output {
  const out: Output = { head: '', tail: undefined };
  walk(node, new Set(), out);
  return out;
}

function put(out: Output, text: string): void {
  if (out.tail === undefined) out.head += text;
  else out.tail += text;
}

function walk(node: XmlNode, declared: ReadonlySet<string>, out: Output): void {
  if (typeof node === 'string') return put(out, escapeText(checked(node)));
  switch (node.kind) {
    case 'raw':
      return put(out, checkedRaw(node.text, declared));
    case 'signature-place':
      if (out.tail !== undefined) throw new HubError('INTERNAL', 'two places for a signature');
      out.tail = '';
      return;
    case 'element':
      return writeElement(node, declared, out);
  }
}

function writeElement(node: ElementNode, declared: ReadonlySet<string>, out: Output): void {
  const { prefix } = split(node.name);
  const attributes = Object.entries(node.attributes)
    .filter((entry): entry is [string, string] => entry[1] !== undefined)
    .map(([name, value]) => ({ name, value, ...split(name) }))
    .sort((a, b) => compare(a.ns, b.ns) || compare(a.local, b.local));
  const used = new Set([prefix, ...attributes.map((a) => a.prefix), ...node.declare]);
  const fresh = [...used].filter((p) => p !== '' && p !== 'xml' && !declared.has(p)).sort(compare);

  put(out, `<${node.name}`);
  for (const p of fresh) put(out, ` xmlns:${p}="${namespaceOf(p)}"`);
  for (const a of attributes) put(out, ` ${a.name}="${escapeAttribute(checked(a.value))}"`);
  put(out, '>');
  const below = fresh.length === 0 ? declared : new Set([...declared, ...fresh]);
  for (const child of node.children) walk(child, below, out);
  put(out, `</${node.name}>`);
}

function split(name: string): { prefix: string; local: string; ns: string } {
  const found = /^(?:([A-Za-z][A-Za-z0-9]*):)?([A-Za-z_][A-Za-z0-9_.-]*)$/.exec(name);
  if (found === null) throw new HubError('INTERNAL', 'not a name the hub writes');
  const prefix = found[1] ?? '';
  return { prefix, local: found[2] ?? '', ns: prefix === '' ? '' : namespaceOf(prefix) };
}

function checked(text: string): string {
  if (!onlyXmlCharacters(text)) throw new HubError('INTERNAL', 'a value holds a character XML cannot hold');
  return text;
}

/** A declaration made above must not be made again below, or the whole is no longer canonical. */
function checkedRaw(text: string, declared: ReadonlySet<string>): string {
  const startTag = text.slice(0, text.indexOf('>') + 1);
  for (const prefix of declared)
    if (startTag.includes(` xmlns:${prefix}="`))
      throw new HubError('INTERNAL', `raw text declares ${prefix} again`);
  return text;
}
