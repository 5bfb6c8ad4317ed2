import { DOMParser, type Document, type Element } from '@xmldom/xmldom';

/** An attribute; `ns` is '' where the attribute has no prefix. Namespace declarations are not listed. */
export interface DocumentAttribute {
  readonly ns: string;
  readonly local: string;
  readonly value: string;
}

/** An element as it was read: comments dropped, CDATA is text, neighbouring text joined. */
export interface DocumentElement {
  readonly ns: string;
  readonly local: string;
  readonly attributes: readonly DocumentAttribute[];
  readonly children: readonly (DocumentElement | string)[];
}

/** The document is not one that the hub reads; the message says why, in words an operator can act on. */
export class DocumentRefused extends Error {
  override readonly name = 'DocumentRefused';
}

/** Bounds (security.md 16): 5 MB of text; markup, depth and attributes far above any real metadata file. */
const limits = { bytes: 5_000_000, tags: 200_000, depth: 60, attributes: 60 } as const;

/**
 * Reads a document into plain elements.
 * @throws DocumentRefused for a DOCTYPE, a processing instruction, a control character, an encoding other than UTF-8,
 *   anything over the limits, and everything the parser reports at any level.
 */
export function parseDocument(text: string): DocumentElement {
  return toElement(rootOf(parseDom(text)), 1);
}

/** As parseDocument, but as a DOM: for this folder only. */
export function parseDom(text: string): Document {
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text;
  refuseBeforeParsing(source);
  let reported: unknown;
  try {
    return new DOMParser({
      locator: false,
      normalizeLineEndings: (raw) => raw.replace(/\r\n?/g, '\n'),
      // Every level stops: what xmldom calls a warning, libxml2 calls an error.
      onError: (_level, message) => {
        reported ??= message;
        throw new DocumentRefused(String(message));
      },
    }).parseFromString(source, 'text/xml');
  } catch (error) {
    throw new DocumentRefused(`not well-formed XML: ${firstLine(reported ?? error)}`);
  }
}

export function rootOf(document: Document): Element {
  const root = document.documentElement;
  if (root === null) throw new DocumentRefused('no root element');
  return root;
}

function refuseBeforeParsing(source: string): void {
  if (Buffer.byteLength(source, 'utf8') > limits.bytes) throw new DocumentRefused('larger than 5 MB');
  // XML 1.0 production 2 (Char); a lone surrogate is refused too.
  if (/[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]|\p{Surrogate}/u.test(source))
    throw new DocumentRefused('holds a character that XML does not allow');
  if (source.includes('<!DOCTYPE')) throw new DocumentRefused('holds a DOCTYPE');
  if ((source.match(/</g)?.length ?? 0) > limits.tags) throw new DocumentRefused('holds too many elements');
  const declaration = /^<\?xml\s[^?]*\?>/.exec(source)?.[0] ?? '';
  if (declaration !== '' && !/\sversion\s*=\s*["']1\.0["']/.test(declaration))
    throw new DocumentRefused('not declared as XML 1.0');
  const encoding = /\sencoding\s*=\s*["']([^"']*)["']/.exec(declaration)?.[1];
  if (encoding !== undefined && encoding.toLowerCase() !== 'utf-8')
    throw new DocumentRefused('not declared as UTF-8');
  if (source.indexOf('<?', declaration.length) !== -1)
    throw new DocumentRefused('holds a processing instruction');
  refuseWhatTheParserForgives(source);
}

/** xmldom takes a bare ampersand and `]]>` in text without a word; XML does not (spec/security.md 1, finding 4). */
function refuseWhatTheParserForgives(source: string): void {
  const text = source.replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g, '');
  if (/&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});)/.test(text))
    throw new DocumentRefused('holds an ampersand that begins no known entity');
  if (text.includes(']]>')) throw new DocumentRefused('holds ]]> outside CDATA');
}

function toElement(node: Element, depth: number): DocumentElement {
  if (depth > limits.depth) throw new DocumentRefused('nested too deeply');
  if (node.attributes.length > limits.attributes) throw new DocumentRefused('too many attributes');
  return {
    ns: node.namespaceURI ?? '',
    local: node.localName ?? node.nodeName,
    attributes: readAttributes(node),
    children: readChildren(node, depth),
  };
}

const xmlnsNamespace = 'http://www.w3.org/2000/xmlns/';

function readAttributes(node: Element): DocumentAttribute[] {
  const attributes: DocumentAttribute[] = [];
  const seen = new Set<string>();
  for (const { namespaceURI, localName, nodeName, value } of Array.from(node.attributes)) {
    if (namespaceURI === xmlnsNamespace) continue;
    const attribute = { ns: namespaceURI ?? '', local: localName ?? nodeName, value: demandChars(value) };
    const key = `{${attribute.ns}}${attribute.local}`;
    if (seen.has(key)) throw new DocumentRefused('one attribute given twice');
    seen.add(key);
    attributes.push(attribute);
  }
  return attributes;
}

function readChildren(node: Element, depth: number): (DocumentElement | string)[] {
  const children: (DocumentElement | string)[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    switch (child.nodeType) {
      case child.ELEMENT_NODE:
        children.push(toElement(child as Element, depth + 1));
        break;
      case child.TEXT_NODE:
      case child.CDATA_SECTION_NODE:
        addText(children, demandChars(child.nodeValue ?? ''));
        break;
      case child.COMMENT_NODE:
        break;
      default:
        throw new DocumentRefused(`holds a node of an unexpected kind (${child.nodeName})`);
    }
  }
  return children;
}

function addText(children: (DocumentElement | string)[], text: string): void {
  const last = children.at(-1);
  if (typeof last === 'string') children[children.length - 1] = last + text;
  else children.push(text);
}

/** A character reference can still smuggle in what the text itself may not hold. */
function demandChars(text: string): string {
  if (/[\0-\x08\x0B\x0C\x0E-\x1F\uFFFE\uFFFF]|\p{Surrogate}/u.test(text))
    throw new DocumentRefused('holds a reference to a character that XML does not allow');
  return text;
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split('\n')[0] ?? '').slice(0, 200);
}

/** The value of an attribute without a namespace. */
export function attributeOf(element: DocumentElement, local: string): string | undefined {
  return element.attributes.find((one) => one.ns === '' && one.local === local)?.value;
}

export function childElements(element: DocumentElement): DocumentElement[] {
  return element.children.filter((child) => typeof child !== 'string');
}

/** Child elements of that name, in document order. */
export function elementsNamed(element: DocumentElement, ns: string, local: string): DocumentElement[] {
  return childElements(element).filter((child) => child.ns === ns && child.local === local);
}

/** The element and everything below it, in document order. */
export function* everyElement(element: DocumentElement): Generator<DocumentElement> {
  yield element;
  for (const child of childElements(element)) yield* everyElement(child);
}

/** Text directly inside the element, trimmed. */
export function textContent(element: DocumentElement): string {
  return element.children
    .filter((child) => typeof child === 'string')
    .join('')
    .trim();
}
