import { escapeAttribute, escapeText } from './characters.ts';
import { type XmlAttribute, type XmlElement } from './element.ts';
import { canonicalLimits } from './limits.ts';
import { XmlRefused } from './refused.ts';

export interface CanonicalForm {
  /** A descendant that is left out with all it holds: what the enveloped-signature transform does. */
  readonly omit?: XmlElement;
  /** InclusiveNamespaces PrefixList; `#default` is the default namespace. */
  readonly inclusivePrefixes?: readonly string[];
}

/**
 * Exclusive XML Canonicalization 1.0 without comments of the subtree, as text whose UTF-8 bytes are digested.
 * @throws XmlRefused if it would grow over 4 MB: a namespace name declared once is repeated wherever it is used.
 */
export function canonicalize(element: XmlElement, form: CanonicalForm = {}): string {
  const inclusive = (form.inclusivePrefixes ?? [])
    .map((prefix) => (prefix === '#default' ? '' : prefix))
    .filter((prefix) => prefix !== 'xml');
  const out: Output = { text: '' };
  walk(element, new Map([['', '']]), { omit: form.omit, inclusive }, out);
  return out.text;
}

interface Output {
  text: string;
}
interface Rules {
  readonly omit: XmlElement | undefined;
  readonly inclusive: readonly string[];
}

function walk(element: XmlElement, rendered: ReadonlyMap<string, string>, rules: Rules, out: Output): void {
  const fresh = undeclared(element, rendered, rules.inclusive);
  out.text += `<${element.name}`;
  for (const [prefix, uri] of fresh)
    out.text +=
      prefix === '' ? ` xmlns="${escapeAttribute(uri)}"` : ` xmlns:${prefix}="${escapeAttribute(uri)}"`;
  for (const a of inOrder(element.attributes))
    out.text += ` ${a.prefix === '' ? '' : a.prefix + ':'}${a.local}="${escapeAttribute(a.value)}"`;
  out.text += '>';
  if (out.text.length > canonicalLimits.size) throw new XmlRefused('canonical form too large');
  const below = fresh.length === 0 ? rendered : new Map([...rendered, ...fresh]);
  for (const child of element.children) {
    if (typeof child === 'string') out.text += escapeText(child);
    else if (child !== rules.omit) walk(child, below, rules, out);
  }
  out.text += `</${element.name}>`;
}

/** The declarations this element needs and no output ancestor has made, in order of their prefixes. */
function undeclared(
  element: XmlElement,
  rendered: ReadonlyMap<string, string>,
  inclusive: readonly string[],
): [prefix: string, uri: string][] {
  const needed = new Map<string, string>();
  const need = (prefix: string) => {
    const uri = element.namespaces.get(prefix) ?? '';
    if ((rendered.get(prefix) ?? '') !== uri) needed.set(prefix, uri);
  };
  if (element.prefix !== 'xml') need(element.prefix);
  for (const a of element.attributes) if (a.prefix !== '' && a.prefix !== 'xml') need(a.prefix);
  for (const prefix of inclusive) if (element.namespaces.has(prefix)) need(prefix);
  return needed.size < 2 ? [...needed] : [...needed].sort(([a], [b]) => compare(a, b));
}

function inOrder(attributes: readonly XmlAttribute[]): readonly XmlAttribute[] {
  if (attributes.length < 2) return attributes;
  return [...attributes].sort((a, b) => compare(a.ns, b.ns) || compare(a.local, b.local));
}

/** Code point order; names of this reader stay inside the basic plane, so code unit order is the same. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
