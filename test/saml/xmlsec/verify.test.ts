/** Enveloped signatures: presence, reference and place, security.md section 4 (S1, S3, S6, S7, S9, S17). */
import { describe, expect, it } from '@jest/globals';
import { assertionParts, authnRequestParts, readAssertion } from '../../../src/saml/message/index.ts';
import { canonicalize, descendants, NS, parseXml } from '../../../src/saml/xml/index.ts';
import { signEnveloped, verifyEnveloped } from '../../../src/saml/xmlsec/index.ts';
import { rsaKey } from '../../support/keys.ts';
import { seededDie } from '../../support/random-documents.ts';
import { assertionContent, changed, requestContent } from '../samples.ts';
import { refusalOf as malformed } from '../xml/refused.ts';
import { bent, good, refusalOf, signer, untouchable } from './bent-signatures.ts';

const verified = (text: string) => {
  const root = parseXml(text);
  return verifyEnveloped(root, root, [signer().publicKey]);
};
const other = assertionParts({ ...assertionContent, id: '_other', issuer: 'https://other.example' });

describe('a good signature', () => {
  it('gives the signed bytes read anew: without the Signature, without a parent', async () => {
    const text = await signEnveloped(good, signer().handle);
    const { element, algorithm } = verified(text);
    expect(canonicalize(element, { inclusivePrefixes: ['xs', 'xsi'] })).toBe(good.head + good.tail);
    expect([...descendants(element)].some(({ ns }) => ns === NS.ds)).toBe(false);
    expect(element.parent).toBeUndefined();
    expect(algorithm).toBe('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256');
    expect(readAssertion(element).id).toBe(assertionContent.id);
  });
  it('is what the bends below start from', () => {
    expect(refusalOf(bent())).toBeUndefined();
  });
  it('may be of any one of several keys', () => {
    expect(refusalOf(bent(), [rsaKey('former').publicKey, signer().publicKey])).toBeUndefined();
  });
  it('may stand in a document around it', () => {
    const root = parseXml(`<r>\n${bent()}</r>`);
    const [, assertion] = [...descendants(root)];
    expect(assertion && verifyEnveloped(assertion, root, [signer().publicKey]).element.local).toBe(
      'Assertion',
    );
  });
  it('may have white space between its parts', () => {
    expect(refusalOf(bent({ info: (text) => text.replaceAll('><', '>\n  <') }))).toBeUndefined();
  });
});

describe('no signature, no key (security.md S1, S3)', () => {
  it.each([
    ['no Signature', good.head + good.tail, 'no Signature after Issuer'],
    [
      'an empty Signature',
      good.head + `<ds:Signature xmlns:ds="${NS.ds}"/>` + good.tail,
      'shape of Signature',
    ],
    [
      'a Signature of another namespace',
      changed(bent(), `xmlns:ds="${NS.ds}"><ds:SignedInfo`, 'xmlns:ds="urn:x"><ds:SignedInfo'),
      'no Signature after Issuer',
    ],
    [
      'no SignatureValue',
      changed(bent(), /<ds:SignatureValue>.*<\/ds:SignatureValue>/, ''),
      'shape of Signature',
    ],
    [
      'an empty SignatureValue',
      changed(bent(), /(?<=<ds:SignatureValue>)[^<]*/, ''),
      'SignatureValue is not base64',
    ],
    [
      'an empty DigestValue',
      bent({ info: (text) => changed(text, /(?<=<ds:DigestValue>)[^<]*/, '') }),
      'DigestValue is not base64',
    ],
    [
      'a SignatureValue with other characters',
      changed(bent(), '</ds:SignatureValue>', '*</ds:SignatureValue>'),
      'SignatureValue is not base64',
    ],
  ])('refuses %s', (_title, text, reason) => {
    expect(refusalOf(text)).toBe(reason);
  });
  it('refuses a partner without keys', () => {
    expect(refusalOf(bent(), [])).toBe('no key for this algorithm');
  });
  it('refuses the key of somebody else (security.md S17)', () => {
    expect(refusalOf(bent(), [rsaKey('somebody else').publicKey])).toBe('signature value');
  });
  it('reads the same or refuses, whatever one character is changed: 600 places', () => {
    const text = bent();
    const die = seededDie(3);
    let refused = 0;
    for (let i = 0; i < 600; i++) {
      const at = die(text.length);
      const flipped =
        text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ (1 << die(6))) + text.slice(at + 1);
      if (malformed(flipped) !== undefined || refusalOf(flipped) !== undefined) refused++;
      else expect(canonicalize(verified(flipped).element)).toBe(canonicalize(verified(text).element));
    }
    expect(refused).toBeGreaterThan(550);
  });
});

describe('what is referenced (security.md S6, S7, S9)', () => {
  it.each([
    '',
    '#',
    '#_other',
    'https://attacker.example/x',
    '#xpointer(/)',
    `#xpointer(id('${assertionContent.id}'))`,
    assertionContent.id,
    `x#${assertionContent.id}`,
  ])('refuses a reference to %j', (uri) => {
    expect(refusalOf(bent({ uri }), [untouchable])).toBe('reference to something else');
  });
  it('refuses a reference without URI', () => {
    const text = bent({ info: (info) => changed(info, / URI="[^"]*"/, '') });
    expect(refusalOf(text, [untouchable])).toBe('reference to something else');
  });
  it.each([
    ['another assertion', other],
    ['a request', authnRequestParts(requestContent)],
  ])('refuses a good signature of the same key over %s', (_title, parts) => {
    const signature = /<ds:Signature.*<\/ds:Signature>/.exec(bent({ parts }))?.[0] ?? '';
    expect(refusalOf(good.head + signature + good.tail)).toBe('reference to something else');
    const digested = parts.head + parts.tail;
    expect(refusalOf(bent({ digested }))).toBe('digest');
  });
  it.each([
    ['nothing', ''],
    ['the assertion without the prefixes of its values', canonicalize(parseXml(good.head + good.tail))],
    ['another assertion', other.head + other.tail],
  ])('refuses a digest of %s', (_title, digested) => {
    expect(refusalOf(bent({ digested }))).toBe('digest');
  });
  it.each([
    ['none', / ID="[^"]*"/, '', 'signed element has no ID'],
    ['an empty one', / ID="[^"]*"/, ' ID=""', 'signed element has no ID'],
    [
      'one with a quote for an XPath (security.md W16)',
      / ID="[^"]*"/,
      ` ID="x' or '1'='1"`,
      'signed element has no ID',
    ],
    ['Id instead', / ID=/, ' Id=', 'signed element has no ID'],
    ['id instead', / ID=/, ' id=', 'signed element has no ID'],
    ['ID and Id (security.md W12)', / ID="[^"]*"/, '$& Id="_x"', 'element with two IDs'],
    ['ID and saml:ID', / ID="[^"]*"/, '$& saml:ID="_x"', 'element with two IDs'],
  ])('refuses an element whose ID is %s', (_title, from, to, reason) => {
    expect(refusalOf(bent().replace(from, to), [untouchable])).toBe(reason);
  });
  it.each(['ID', 'Id', 'id', 'saml:ID'])('refuses the same value as %s of another element', (name) => {
    const text = changed(bent(), '<saml:Subject>', `<saml:Subject ${name}="${good.id}">`);
    expect(refusalOf(text, [untouchable])).toBe('ID given twice');
  });
  it('refuses an element that is not in the document', () => {
    const [one, two] = [parseXml(bent()), parseXml('<r/>')];
    expect(() => verifyEnveloped(one, two, [untouchable])).toThrow('signed element has no ID');
  });
});

describe('place (security.md W1 to W8)', () => {
  const signature = /<ds:Signature.*<\/ds:Signature>/;
  const moved = bent().replace(signature, '');
  const [cut = ''] = signature.exec(bent()) ?? [];
  it.each([
    ['first', changed(moved, '<saml:Issuer>', `${cut}<saml:Issuer>`), 'Issuer is not first'],
    ['third', changed(moved, '</saml:Subject>', `</saml:Subject>${cut}`), 'no Signature after Issuer'],
    ['last', changed(moved, '</saml:Assertion>', `${cut}</saml:Assertion>`), 'no Signature after Issuer'],
    ['there twice', changed(bent(), signature, cut + cut), 'second Signature'],
    [
      'there, and another one further inside',
      changed(bent(), '</saml:Subject>', `${cut}</saml:Subject>`),
      'Signature further inside',
    ],
    [
      'within the Issuer',
      changed(moved, '</saml:Issuer>', `${cut}</saml:Issuer>`),
      'no Signature after Issuer',
    ],
  ])('refuses a Signature that stands %s', (_title, text, reason) => {
    expect(refusalOf(text, [untouchable])).toBe(reason);
  });
});
