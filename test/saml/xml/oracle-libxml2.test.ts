/**
 * Our reader and our exclusive C14N against libxml2 (spec/libraries.md 5.5): what we accept it accepts, with the same
 * canonical form. Seeded, so every run sees the same documents.
 */
import { describe, expect, it } from '@jest/globals';
import { ParseOption, XmlC14NMode, XmlDocument } from 'libxml2-wasm';
import { canonicalize, parseXml } from '../../../src/saml/xml/index.ts';
import { mutated, pick, randomDocument, seededDie } from '../../support/random-documents.ts';
import { assertionText, errorResponseText, requestText, responseText } from '../samples.ts';

/** libxml2's canonical form, or undefined where it refuses the document. */
function libxml2(text: string): string | undefined {
  let document: XmlDocument | undefined;
  try {
    document = XmlDocument.fromString(text, { option: ParseOption.XML_PARSE_NONET });
    return document.canonicalizeToString({ mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0 });
  } catch {
    return undefined;
  } finally {
    document?.dispose();
  }
}

function ours(text: string): string | undefined {
  try {
    return canonicalize(parseXml(text));
  } catch (error) {
    if ((error as Error).name !== 'XmlRefused') throw error;
    return undefined;
  }
}

describe('libxml2 as oracle', () => {
  it('10,000 well-formed documents: taken, and the canonical form is the same', () => {
    const die = seededDie(2026);
    const differing: string[] = [];
    for (let made = 0; made < 10_000; made += 1) {
      const document = randomDocument(die);
      const expected = libxml2(document);
      if (expected === undefined || ours(document) !== expected) differing.push(document);
    }
    expect(differing.slice(0, 3)).toEqual([]);
  }, 120_000);

  it('100,000 mutated documents: none is accepted that libxml2 refuses, and no canonical form differs', () => {
    const die = seededDie(1104);
    const seeds = [
      assertionText(),
      requestText(),
      responseText(),
      ...Array.from({ length: 60 }, () => randomDocument(die)),
    ];
    const wrong: string[] = [];
    let accepted = 0;
    for (let made = 0; made < 100_000; made += 1) {
      const document = mutated(die, pick(die, seeds));
      const form = ours(document);
      if (form === undefined) continue;
      accepted += 1;
      if (libxml2(document) !== form) wrong.push(document);
    }
    expect(wrong.slice(0, 3)).toEqual([]);
    // Enough of the mutants live for the comparison to mean something.
    expect(accepted).toBeGreaterThan(5_000);
  }, 180_000);
});

describe('the canonical writer', () => {
  it.each([
    ['AuthnRequest', requestText(), []],
    ['Response', errorResponseText({ top: 'Responder', second: 'NoPassive', message: 'a & <b>' }), []],
    // Values of xsi:type use the prefix xs, which is why the Assertion's signature names it in its PrefixList.
    ['Assertion', assertionText(), ['xs', 'xsi']],
  ])('%s is its own exclusive canonical form; libxml2 sees the same', (_name, text, inclusivePrefixes) => {
    expect(canonicalize(parseXml(text), { inclusivePrefixes })).toBe(text);
    expect(libxml2(text)).toBe(canonicalize(parseXml(text)));
  });
});
