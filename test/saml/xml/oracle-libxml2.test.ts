/**
 * Oracle: libxml2, another parser and another canonicaliser in another language. On documents both read the canonical
 * forms are equal; whatever libxml2 refuses, we refuse.
 */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { ParseOption, XmlC14NMode, XmlDocument, type XmlElement } from 'libxml2-wasm';
import { canonicalize, descendants, parseXml } from '../../../src/saml/xml/index.ts';
import { signEnveloped } from '../../../src/saml/xmlsec/index.ts';
import { assertionParts, writeResponse } from '../../../src/saml/message/index.ts';
import { rsaKey } from '../../support/keys.ts';
import { mutated, pick, randomDocument, seededDie, type Die } from '../../support/random-documents.ts';
import { assertionContent, requestText, responseContent } from '../samples.ts';

const generated = 20_000;
const mutations = 100_000;

/** libxml2's exclusive canonical form; undefined where it refuses to read or to canonicalise (relative namespaces). */
function byLibxml2(text: string, inclusiveNamespacePrefixes: string[] = []): string | undefined {
  let document: XmlDocument | undefined;
  try {
    document = XmlDocument.fromString(text, { option: ParseOption.XML_PARSE_NONET });
    const mode = XmlC14NMode.XML_C14N_EXCLUSIVE_1_0;
    return document.canonicalizeToString({ mode, inclusiveNamespacePrefixes });
  } catch {
    return undefined;
  } finally {
    document?.dispose();
  }
}

/** The same of the element at this place in document order. */
function subtreeByLibxml2(text: string, place: number, inclusiveNamespacePrefixes: string[]): string {
  const document = XmlDocument.fromString(text, { option: ParseOption.XML_PARSE_NONET });
  try {
    const mode = XmlC14NMode.XML_C14N_EXCLUSIVE_1_0;
    const element = document.find('//*')[place] as XmlElement;
    return element.canonicalizeToString({ mode, inclusiveNamespacePrefixes });
  } finally {
    document.dispose();
  }
}

/** Ours; undefined where we refuse. Anything but a refusal is a fault. */
function byUs(text: string, inclusivePrefixes: string[] = []): string | undefined {
  try {
    return canonicalize(parseXml(text), { inclusivePrefixes });
  } catch (failure) {
    expect((failure as Error).name).toBe('XmlRefused');
    return undefined;
  }
}

/** Runs both on many documents; keeps the first documents they do not agree on, to be read in the failure. */
function compared(documents: Iterable<[text: string, prefixes: string[]]>) {
  const count = { documents: 0, ours: 0, theirs: 0 };
  const disagreed: unknown[] = [];
  for (const [text, prefixes] of documents) {
    const ours = byUs(text, prefixes);
    const theirs = byLibxml2(text, prefixes);
    count.documents++;
    if (ours !== undefined) count.ours++;
    if (theirs !== undefined) count.theirs++;
    if (ours !== undefined && ours !== theirs && disagreed.length < 3)
      disagreed.push({ text, prefixes, ours, theirs });
  }
  return { ...count, disagreed };
}

function* documents(die: Die, count: number): Generator<[string, string[]]> {
  const lists = [[], [], ['xs'], ['p', 'q'], ['xs', 'a1', 'nobody']];
  for (let i = 0; i < count; i++) yield [randomDocument(die), pick(die, lists)];
}

describe('generated documents', () => {
  it(`${generated} of them, with and without PrefixList: our exclusive C14N is libxml2's`, () => {
    const all = compared(documents(seededDie(20260302), generated));
    expect(all.disagreed).toEqual([]);
    expect([all.documents, all.ours, all.theirs]).toEqual([generated, generated, generated]);
  });

  it('1000 subtrees with what they inherit: ours is the one libxml2 cuts out', () => {
    const die = seededDie(20260304);
    for (let i = 0; i < 1_000; i++) {
      const text = randomDocument(die);
      const elements = [...descendants(parseXml(text))];
      const chosen = die(elements.length);
      const inclusivePrefixes = pick(die, [[], ['xs', 'p']]);
      const ours = canonicalize(elements[chosen] as (typeof elements)[number], { inclusivePrefixes });
      expect({ text, chosen, form: ours }).toEqual({
        text,
        chosen,
        form: subtreeByLibxml2(text, chosen, inclusivePrefixes),
      });
    }
  });

  it("is libxml2's on the messages the hub writes, which are their own canonical form", () => {
    const messages = [requestText(), writeResponse({ ...responseContent, status: { top: 'Requester' } })];
    for (const text of messages) expect(byLibxml2(text, ['xs', 'xsi'])).toBe(text);
  });
});

describe('mutated documents', () => {
  let bases: string[];
  beforeAll(async () => {
    const assertion = await signEnveloped(assertionParts(assertionContent), rsaKey('idp').handle);
    const die = seededDie(7);
    const small = Array.from({ length: 60 }, () => randomDocument(die));
    bases = [writeResponse({ ...responseContent, assertion }), requestText(), ...small];
  });

  it(`${mutations} of them: none is accepted that libxml2 refuses, and canonical forms are equal`, () => {
    const die = seededDie(20260303);
    const texts = function* (): Generator<[string, string[]]> {
      for (let i = 0; i < mutations; i++)
        yield [mutated(die, i % 2 === 0 ? pick(die, bases) : randomDocument(die)), []];
    };
    const all = compared(texts());
    expect(all.disagreed).toEqual([]);
    expect(all.documents).toBe(mutations);
    // Both ends of the comparison must really have happened: many refused by libxml2, many accepted by us.
    expect(all.ours).toBeGreaterThan(mutations / 20);
    expect(all.documents - all.theirs).toBeGreaterThan(mutations / 20);
  });
});

describe('a fault would be seen', () => {
  it.each([
    ['an order of attributes', '<a b="1" a="2"/>', '<a b="1" a="2"></a>'],
    ['an escape', '<a>&#13;</a>', '<a>\r</a>'],
    ['an unused declaration kept', '<a xmlns:p="urn:p"/>', '<a xmlns:p="urn:p"></a>'],
  ])('%s', (_title, text, wrong) => {
    expect(byUs(text)).toBe(byLibxml2(text));
    expect(byLibxml2(text)).not.toBe(wrong);
  });
  it.each(['<a', '<a><b></a>', '<a x="1" x="2"/>', '<p:a/>', '<a>&x;</a>', '<a/><b/>'])(
    'libxml2 refuses %s',
    (text) => {
      expect(byLibxml2(text)).toBeUndefined();
    },
  );
});
