/** The writer gives text that is its own exclusive C14N, and nothing put in breaks out of it (security.md X11, X12). */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  attribute,
  canonicalize,
  el,
  parseXml,
  raw,
  signaturePlace,
  textOf,
  write,
  writeParts,
  type XmlNode,
} from '../../../src/saml/xml/index.ts';
import { assertionParts, authnRequestParts, responseParts } from '../../../src/saml/message/index.ts';
import { encryptElement, signEnveloped } from '../../../src/saml/xmlsec/index.ts';
import { rsaKey } from '../../support/keys.ts';
import { codeOf } from '../../support/refusal.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { assertionContent, assertionText, requestContent, responseContent } from '../samples.ts';

fc.configureGlobal({ seed: 20260302, numRuns: 500 });

const canonical = (text: string, inclusivePrefixes: readonly string[] = []) =>
  canonicalize(parseXml(text), { inclusivePrefixes });

/** Text of every kind XML can hold. */
const xmlText = fc
  .string({
    unit: fc.oneof(
      fc.constantFrom('<', '>', '&', '"', "'", '\r', '\n', '\t', ']]>', '<!--'),
      fc.string({ unit: 'binary', maxLength: 1 }),
    ),
  })
  .filter(
    (text) => text.isWellFormed() && !/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/.test(text),
  );
const elementName = fc.constantFrom('saml:A', 'samlp:B', 'ds:C', 'plain', 'md:D-e', 'xenc:F.g');
const attributeName = fc.constantFrom(
  'ID',
  'id',
  'xsi:type',
  'mdattr:x',
  'Version',
  'xml:lang',
  'saml:Z',
  'alg:a',
);
const { node } = fc.letrec<{ node: XmlNode; text: XmlNode; element: XmlNode }>((tie) => ({
  node: fc.oneof({ maxDepth: 3, depthSize: 'small' }, tie('text'), tie('element')),
  text: xmlText,
  element: fc
    .tuple(
      elementName,
      fc.dictionary(attributeName, xmlText, { maxKeys: 4 }),
      fc.array(tie('node'), { maxLength: 4 }),
    )
    .map(([name, attributes, children]) => el(name, attributes, children)),
}));

describe('what a writer wrote', () => {
  it('is its own canonical form, whatever it was built from', () => {
    fc.assert(
      fc.property(fc.array(node), (children) => {
        const text = write(el('samlp:Root', {}, children));
        expect(canonical(text)).toBe(text);
      }),
    );
  });

  it('is its own canonical form: assertion, response, request, each signed too, and encrypted', async () => {
    const key = rsaKey('writer');
    const signed = await signEnveloped(assertionParts(assertionContent), key.handle);
    const method = { block: 'aes256-gcm', transport: 'rsa-oaep', digest: 'sha256', mgf: 'sha1' } as const;
    const encrypted = encryptElement(signed, { certificate: key.certificate, method }, seededRandom(1));
    const parts = [
      assertionParts(assertionContent),
      responseParts(responseContent),
      authnRequestParts(requestContent),
    ];
    for (const part of parts) {
      for (const text of [part.head + part.tail, await signEnveloped(part, key.handle)])
        expect(canonical(text, part.inclusivePrefixes)).toBe(text);
    }
    expect(canonical(encrypted)).toBe(encrypted);
  });

  it('reads back as what was put in: text', () => {
    fc.assert(
      fc.property(xmlText, (text) => {
        expect(textOf(parseXml(write(el('a', {}, [text]))))).toBe(text);
      }),
    );
  });
  it('reads back as what was put in: attribute values', () => {
    fc.assert(
      fc.property(xmlText, (value) => {
        expect(attribute(parseXml(write(el('a', { v: value }))), 'v')).toBe(value);
      }),
    );
  });

  it.each(['</a><b/>', ']]>', '<![CDATA[x]]>', '<!-- x -->', '<?x ?>', '&x;', '" onload="x'])(
    'holds %s as text and as a value, with no tag more',
    (hostile) => {
      const root = parseXml(write(el('a', { v: hostile }, [hostile])));
      expect([root.children, attribute(root, 'v'), root.attributes.length]).toEqual([[hostile], hostile, 1]);
    },
  );
});

describe('the form of what is written', () => {
  it('declares a namespace where it is first used and not again, leaves out undefined, closes every tag', () => {
    const node = el('samlp:A', { b: undefined, ID: '1', 'xsi:type': 'x', a: '2' }, [
      el('samlp:B'),
      el('saml:C', {}, [el('saml:D')]),
      el('saml:C'),
    ]);
    expect(write(node)).toBe(
      '<samlp:A xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ' +
        'ID="1" a="2" xsi:type="x"><samlp:B></samlp:B>' +
        '<saml:C xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"><saml:D></saml:D></saml:C>' +
        '<saml:C xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"></saml:C></samlp:A>',
    );
  });

  it('declares what only values use where it is told to, canonical with these prefixes', () => {
    const text = assertionText();
    expect(text.slice(0, text.indexOf('>'))).toContain(' xmlns:xs="http://www.w3.org/2001/XMLSchema"');
    expect(canonical(text, ['xs', 'xsi'])).toBe(text);
    expect(canonical(text)).not.toBe(text);
  });

  it('cuts the text where the signature belongs', () => {
    expect(writeParts(el('a', {}, [el('b'), signaturePlace, el('c')]))).toEqual({
      head: '<a><b></b>',
      tail: '<c></c></a>',
    });
  });
});

describe('faults of ours are stopped, never written', () => {
  it.each<[title: string, node: XmlNode]>([
    ['a character XML cannot hold, in text', el('a', {}, ['\u0000'])],
    ['a lone surrogate, in text', el('a', {}, ['\uD83D'])],
    ['a character XML cannot hold, in a value', el('a', { v: '\u000B' })],
    ['a prefix without a namespace', el('nobody:a')],
    ['a prefix named like a member of every object', el('constructor:a')],
    ['an element name with markup', el('a><b')],
    ['an attribute name with markup', el('a', { 'x="1" y': 'z' })],
    ['an attribute that is a declaration', el('a', { 'xmlns:p': 'urn:p' })],
    ['raw text that declares again what stands above', el('saml:A', {}, [raw(assertionText())])],
    ['a place for a signature that stays empty', el('a', {}, [signaturePlace])],
  ])('%s', (_title, node) => {
    expect(codeOf(() => write(node))).toBe('INTERNAL');
  });
  it.each<[title: string, node: XmlNode]>([
    ['no place', el('a')],
    ['two places', el('a', {}, [signaturePlace, signaturePlace])],
  ])('halves with %s for a signature', (_title, node) => {
    expect(codeOf(() => writeParts(node))).toBe('INTERNAL');
  });
});
