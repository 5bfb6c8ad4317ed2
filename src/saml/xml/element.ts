import { XmlRefused } from './refused.ts';

export interface XmlAttribute {
  readonly prefix: string;
  readonly local: string;
  /** Empty for an attribute without prefix (Namespaces in XML 1.0, 6.2). */
  readonly ns: string;
  readonly value: string;
}

/** One element of a document that was read; nothing changes it afterwards. Neighbouring text is one string. */
export class XmlElement {
  readonly prefix: string;
  readonly local: string;
  readonly ns: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly (XmlElement | string)[];
  readonly parent: XmlElement | undefined;
  /** Prefix -> namespace in scope; the empty prefix is the default namespace, empty where there is none. */
  readonly namespaces: ReadonlyMap<string, string>;

  constructor(fields: {
    prefix: string;
    local: string;
    ns: string;
    attributes: readonly XmlAttribute[];
    children: readonly (XmlElement | string)[];
    parent: XmlElement | undefined;
    namespaces: ReadonlyMap<string, string>;
  }) {
    this.prefix = fields.prefix;
    this.local = fields.local;
    this.ns = fields.ns;
    this.attributes = fields.attributes;
    this.children = fields.children;
    this.parent = fields.parent;
    this.namespaces = fields.namespaces;
  }

  /** The name as it was written, with its prefix. */
  get name(): string {
    return this.prefix === '' ? this.local : `${this.prefix}:${this.local}`;
  }
}

/** The value of the attribute of no namespace with exactly this name. */
export function attribute(element: XmlElement, name: string): string | undefined {
  return attributeNs(element, '', name);
}

/** The value of a namespaced attribute, say `xsi:type`. */
export function attributeNs(element: XmlElement, ns: string, local: string): string | undefined {
  return element.attributes.find((a) => a.local === local && a.ns === ns)?.value;
}

export function elementChildren(element: XmlElement): XmlElement[] {
  return element.children.filter((child) => typeof child !== 'string');
}

/** Direct children of this expanded name, in document order. */
export function childrenOf(element: XmlElement, ns: string, local: string): XmlElement[] {
  return elementChildren(element).filter((child) => child.local === local && child.ns === ns);
}

/** @throws XmlRefused if there is not exactly one. */
export function onlyChild(element: XmlElement, ns: string, local: string): XmlElement {
  const [first, ...more] = childrenOf(element, ns, local);
  if (first === undefined || more.length > 0)
    throw new XmlRefused(`${element.local} has ${first ? more.length + 1 : 0} ${local} where one belongs`);
  return first;
}

/** @throws XmlRefused if there is more than one. */
export function optionalChild(element: XmlElement, ns: string, local: string): XmlElement | undefined {
  const [first, ...more] = childrenOf(element, ns, local);
  if (more.length > 0) throw new XmlRefused(`${element.local} has ${more.length + 1} ${local}`);
  return first;
}

/** All text of an element that holds nothing but text, untrimmed. @throws XmlRefused on a child element. */
export function textOf(element: XmlElement): string {
  const [first, ...more] = element.children;
  if (first === undefined) return '';
  if (typeof first !== 'string' || more.length > 0) throw new XmlRefused(`${element.local} holds elements`);
  return first;
}

/** The element itself and everything below it, in document order. */
export function* descendants(element: XmlElement): Generator<XmlElement> {
  yield element;
  for (const child of element.children) if (typeof child !== 'string') yield* descendants(child);
}
