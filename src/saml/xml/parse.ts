import { namespaceUri, ncName, onlyXmlCharacters, resolveReferences } from './characters.ts';
import { XmlElement, type XmlAttribute } from './element.ts';
import { defaultLimits, type XmlLimits } from './limits.ts';
import { NS } from './names.ts';
import { XmlRefused } from './refused.ts';

const outside: ReadonlyMap<string, string> = new Map([
  ['', ''],
  ['xml', NS.xml],
]);
const declaration =
  /^<\?xml[ \t\n]+version[ \t\n]*=[ \t\n]*(?:"1\.0"|'1\.0')(?:[ \t\n]+encoding[ \t\n]*=[ \t\n]*(?:"[Uu][Tt][Ff]-8"|'[Uu][Tt][Ff]-8'))?(?:[ \t\n]+standalone[ \t\n]*=[ \t\n]*(?:"(?:yes|no)"|'(?:yes|no)'))?[ \t\n]*\?>/;

/**
 * Reads one document from bytes. UTF-8 only; bytes that are no UTF-8 (so UTF-16, UTF-7 and Latin-1 too) are refused.
 * @throws XmlRefused
 */
export function parseXmlBytes(bytes: Uint8Array, limits: Partial<XmlLimits> = {}): XmlElement {
  if (bytes.length > 3 * (limits.size ?? defaultLimits.size)) throw new XmlRefused('document too large');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new XmlRefused('not UTF-8');
  }
  return parseXml(text, limits);
}

/**
 * Reads one document, in time linear in its length, and gives its root element.
 * CDATA is read as text. A byte order mark and an XML declaration (1.0, UTF-8) may stand in front.
 * @param context namespaces in scope around a fragment: the parent of the EncryptedData it was decrypted from.
 * @throws XmlRefused on anything that is not well-formed, forbidden (DOCTYPE, processing instruction, comment,
 *   `xml:id`), or over a limit.
 */
export function parseXml(text: string, limits: Partial<XmlLimits> = {}, context?: XmlElement): XmlElement {
  const bounds = { ...defaultLimits, ...limits };
  if (text.length > bounds.size) throw new XmlRefused('document too large');
  if (!onlyXmlCharacters(text)) throw new XmlRefused('character not allowed');
  return new Reader(text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text, bounds, context).document();
}

/** An element whose end tag has not come yet. */
interface Open {
  readonly element: XmlElement;
  readonly children: (XmlElement | string)[];
  readonly around: Open | undefined;
}

class Reader {
  readonly #text: string;
  readonly #limits: XmlLimits;
  readonly #context: ReadonlyMap<string, string>;
  #at = 0;
  #open: Open | undefined;
  #root: XmlElement | undefined;
  #depth = 0;
  #elements = 0;
  #declarations = 0;

  constructor(text: string, limits: XmlLimits, context: XmlElement | undefined) {
    this.#text = text;
    this.#limits = limits;
    this.#context = context?.namespaces ?? outside;
  }

  document(): XmlElement {
    this.#prologue();
    while (this.#at < this.#text.length) {
      if (this.#text[this.#at] !== '<') this.#characters();
      else if (this.#text[this.#at + 1] === '/') this.#endTag();
      else if (this.#text[this.#at + 1] === '!') this.#cdata();
      else if (this.#text[this.#at + 1] === '?') throw new XmlRefused('processing instruction');
      else this.#startTag();
    }
    if (this.#open !== undefined || this.#root === undefined) throw new XmlRefused('document ends early');
    return this.#root;
  }

  #prologue(): void {
    if (this.#text.startsWith('\uFEFF')) this.#at = 1;
    if (!this.#text.startsWith('<?xml', this.#at)) return;
    const found = declaration.exec(this.#text.slice(this.#at, this.#at + 200));
    if (found === null) throw new XmlRefused('XML declaration');
    this.#at += found[0].length;
  }

  #characters(): void {
    const next = this.#text.indexOf('<', this.#at);
    const end = next < 0 ? this.#text.length : next;
    const text = this.#text.slice(this.#at, end);
    this.#at = end;
    if (this.#open === undefined) {
      if (/[^ \t\n]/.test(text)) throw new XmlRefused('text outside the root element');
      return;
    }
    if (text.includes(']]>')) throw new XmlRefused(']]> in text');
    this.#append(this.#open, resolveReferences(text));
  }

  /** The only thing with `<!` that may stand in a message is CDATA. */
  #cdata(): void {
    if (this.#text.startsWith('<!--', this.#at)) throw new XmlRefused('comment');
    if (!this.#text.startsWith('<![CDATA[', this.#at)) throw new XmlRefused('DOCTYPE or other declaration');
    const end = this.#text.indexOf(']]>', this.#at);
    if (this.#open === undefined || end < 0) throw new XmlRefused('CDATA');
    this.#append(this.#open, this.#text.slice(this.#at + 9, end));
    this.#at = end + 3;
  }

  #append({ children }: Open, text: string): void {
    const last = children.length - 1;
    const before = children[last];
    if (typeof before === 'string') children[last] = before + text;
    else if (text !== '') children.push(text);
  }

  #endTag(): void {
    const open = this.#open;
    if (open === undefined) throw new XmlRefused('end tag without start');
    this.#at += 2;
    if (!this.#text.startsWith(open.element.name, this.#at))
      throw new XmlRefused('end tag of another element');
    this.#at += open.element.name.length;
    this.#space();
    this.#expect('>');
    this.#open = open.around;
    this.#depth--;
  }

  #startTag(): void {
    this.#at++;
    if (this.#open === undefined && this.#root !== undefined) throw new XmlRefused('second root element');
    if (++this.#elements > this.#limits.elements) throw new XmlRefused('too many elements');
    if (++this.#depth > this.#limits.depth) throw new XmlRefused('nested too deep');
    const [prefix, local] = this.#qualifiedName();
    const parent = this.#open?.element;
    const { found, declared } = this.#attributes();
    const around = parent?.namespaces ?? this.#context;
    const namespaces = declared.size === 0 ? around : new Map([...around, ...declared]);
    const children: (XmlElement | string)[] = [];
    const element = new XmlElement({
      prefix,
      local,
      ns: resolve(namespaces, prefix),
      attributes: withNamespaces(found, namespaces),
      children,
      parent,
      namespaces,
    });
    if (this.#open === undefined) this.#root = element;
    else this.#open.children.push(element);
    if (this.#text[this.#at] === '/') {
      this.#at++;
      this.#depth--;
    } else this.#open = { element, children, around: this.#open };
    this.#expect('>');
  }

  /** Reads up to, not including, `>` or `/`. */
  #attributes(): { found: XmlAttribute[]; declared: Map<string, string> } {
    const found: XmlAttribute[] = [];
    const declared = new Map<string, string>();
    for (;;) {
      const spaced = this.#space();
      const next = this.#text[this.#at];
      if (next === '>' || next === '/') return { found, declared };
      if (!spaced) throw new XmlRefused('attributes run together');
      const [prefix, local] = this.#qualifiedName();
      this.#space();
      this.#expect('=');
      this.#space();
      const value = this.#attributeValue();
      if (prefix === 'xmlns') this.#declare(declared, local, value);
      else if (prefix === '' && local === 'xmlns') this.#declare(declared, '', value);
      else found.push({ prefix, local, ns: '', value });
      if (found.length > this.#limits.attributesPerElement) throw new XmlRefused('too many attributes');
    }
  }

  #declare(declared: Map<string, string>, prefix: string, uri: string): void {
    if (++this.#declarations > this.#limits.namespaceDeclarations)
      throw new XmlRefused('too many namespace declarations');
    if (declared.has(prefix)) throw new XmlRefused('namespace declared twice');
    if (prefix === 'xml' || prefix === 'xmlns') throw new XmlRefused('reserved prefix');
    if (uri === NS.xml || uri === 'http://www.w3.org/2000/xmlns/') throw new XmlRefused('reserved namespace');
    const undeclaring = prefix === '' && uri === '';
    if (!undeclaring && (uri.length > this.#limits.nameLength || !namespaceUri.test(uri)))
      throw new XmlRefused('namespace name');
    declared.set(prefix, uri);
  }

  #attributeValue(): string {
    const quote = this.#text[this.#at];
    if (quote !== '"' && quote !== "'") throw new XmlRefused('attribute value without quotes');
    const end = this.#text.indexOf(quote, this.#at + 1);
    if (end < 0) throw new XmlRefused('attribute value does not end');
    const value = this.#text.slice(this.#at + 1, end);
    this.#at = end + 1;
    if (value.includes('<')) throw new XmlRefused('< in an attribute value');
    return resolveReferences(/[\t\n]/.test(value) ? value.replace(/[\t\n]/g, ' ') : value);
  }

  #qualifiedName(): [prefix: string, local: string] {
    const first = this.#name();
    if (this.#text[this.#at] !== ':') return ['', first];
    this.#at++;
    return [first, this.#name()];
  }

  #name(): string {
    ncName.lastIndex = this.#at;
    const name = ncName.exec(this.#text)?.[0];
    if (name === undefined || name.length > this.#limits.nameLength) throw new XmlRefused('name');
    this.#at += name.length;
    return name;
  }

  #space(): boolean {
    const start = this.#at;
    for (;;) {
      const c = this.#text.charCodeAt(this.#at);
      if (c !== 0x20 && c !== 0x0a && c !== 0x09) return this.#at > start;
      this.#at++;
    }
  }

  #expect(character: string): void {
    if (this.#text[this.#at] !== character) throw new XmlRefused(`${character} expected`);
    this.#at++;
  }
}

function resolve(namespaces: ReadonlyMap<string, string>, prefix: string): string {
  const uri = namespaces.get(prefix);
  if (uri === undefined) throw new XmlRefused('prefix not declared');
  return uri;
}

function withNamespaces(
  attributes: XmlAttribute[],
  namespaces: ReadonlyMap<string, string>,
): readonly XmlAttribute[] {
  if (attributes.length === 0) return attributes;
  const seen = new Set<string>();
  return attributes.map((a) => {
    const ns = a.prefix === '' ? '' : resolve(namespaces, a.prefix);
    // Allowed by XML, but a second ID attribute to some verifiers and none to others (security.md W12).
    if (ns === NS.xml && a.local === 'id') throw new XmlRefused('xml:id');
    const key = `${ns} ${a.local}`;
    if (seen.has(key)) throw new XmlRefused('attribute given twice');
    seen.add(key);
    return ns === '' ? a : { ...a, ns };
  });
}
