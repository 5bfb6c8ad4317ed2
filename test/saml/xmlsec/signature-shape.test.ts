/** The one shape of a Signature that is taken, and that its KeyInfo means nothing: security.md S4, S8, S10, S15, S16. */
import { describe, expect, it } from '@jest/globals';
import { NS } from '../../../src/saml/xml/index.ts';
import { DIGEST, signEnveloped } from '../../../src/saml/xmlsec/index.ts';
import { rsaKey } from '../../support/keys.ts';
import { changed } from '../samples.ts';
import { refusalOf as malformed } from '../xml/refused.ts';
import { bent, enveloped, exclusive, good, refusalOf, untouchable } from './bent-signatures.ts';

const inTransforms = (transforms: string) => ({
  info: (text: string) => changed(text, /<ds:Transforms>.*<\/ds:Transforms>/, transforms),
});
const transform = (algorithm: string, content = '') =>
  `<ds:Transform Algorithm="${algorithm}">${content}</ds:Transform>`;

describe('shape (security.md S4, S8, S10, S15)', () => {
  const shadow = '<ds:SignatureMethod Algorithm="http://www.w3.org/2000/09/xmldsig#hmac-sha1"/>';
  const info = (from: string | RegExp, to: string) => ({ info: (text: string) => changed(text, from, to) });
  const all = (from: string | RegExp, to: string) => ({
    signature: (text: string) => changed(text, from, to),
  });
  const digestMethod = `<ds:DigestMethod Algorithm="${DIGEST.sha256}"><x/></ds:DigestMethod>`;
  const [reference = ''] = /<ds:Reference.*<\/ds:Reference>/.exec(bent()) ?? [];
  it.each([
    ['two SignedInfo', all('<ds:SignatureValue>', '<ds:SignedInfo/><ds:SignatureValue>')],
    ['a SignedInfo of nothing before', all('<ds:SignedInfo', '<ds:SignedInfo/><ds:SignedInfo')],
    ['a shadow SignatureMethod before', all('<ds:SignedInfo', `${shadow}<ds:SignedInfo`)],
    ['a shadow SignatureMethod inside', info('<ds:SignatureMethod', `${shadow}<ds:SignatureMethod`)],
    [
      'SignatureValue first',
      {
        signature: (text: string) =>
          text.replace(
            /(<ds:SignedInfo.*<\/ds:SignedInfo>)(<ds:SignatureValue>.*<\/ds:SignatureValue>)/,
            '$2$1',
          ),
      },
    ],
    [
      'two SignatureValue',
      all('<ds:SignatureValue>', '<ds:SignatureValue>AA==</ds:SignatureValue><ds:SignatureValue>'),
    ],
    ['two KeyInfo', all('</ds:Signature>', '<ds:KeyInfo/><ds:KeyInfo/></ds:Signature>')],
    ['an Object', all('</ds:Signature>', '<ds:Object/></ds:Signature>')],
    ['a Manifest', all('</ds:Signature>', '<ds:Object><ds:Manifest/></ds:Object></ds:Signature>')],
    ['text', all('</ds:Signature>', 'x</ds:Signature>')],
    ['two References', info('</ds:SignedInfo>', `${reference}</ds:SignedInfo>`)],
    ['no Reference', info(/<ds:Reference.*<\/ds:Reference>/, '')],
    ['two DigestValue', info('<ds:DigestValue>', '<ds:DigestValue>AA==</ds:DigestValue><ds:DigestValue>')],
    ['no Transforms', info(/<ds:Transforms>.*<\/ds:Transforms>/, '')],
    ['a child of DigestMethod', info(/<ds:DigestMethod[^>]*>/, digestMethod)],
    ['a Reference of another namespace', info('<ds:Reference', '<ds:Reference xmlns:ds="urn:x"')],
  ])('refuses %s', (_title, bend) => {
    expect(refusalOf(bent(bend), [untouchable])).toMatch(/^shape of /);
  });
  it('refuses an element in DigestValue, and a comment there before any of this', () => {
    expect(refusalOf(bent(info('<ds:DigestValue>', '<ds:DigestValue><x/>')), [untouchable])).toBe(
      'DigestValue holds elements',
    );
    expect(malformed(changed(bent(), '<ds:DigestValue>', '<ds:DigestValue><!-- AA== -->'))).toBe('comment');
  });

  const c14n = transform(exclusive);
  it.each([
    ['only exclusive C14N', c14n],
    ['only enveloped-signature', transform(enveloped)],
    ['the two in the other order', c14n + transform(enveloped)],
    ['three', transform(enveloped) + c14n + c14n],
    ['a thousand', transform(enveloped) + c14n.repeat(1_000)],
    ['XSLT', transform(enveloped) + transform('http://www.w3.org/TR/1999/REC-xslt-19991116', '<x/>')],
    [
      'XPath',
      transform(enveloped) +
        transform('http://www.w3.org/TR/1999/REC-xpath-19991116', '<ds:XPath>1</ds:XPath>'),
    ],
    ['XPath filter 2', transform(enveloped) + transform('http://www.w3.org/2002/06/xmldsig-filter2')],
    ['base64', transform(enveloped) + transform(`${NS.ds}base64`)],
    ['decryption', transform(enveloped) + transform('http://www.w3.org/2002/07/decrypt#XML')],
    ['C14N with comments', transform(enveloped) + transform(`${exclusive}WithComments`)],
    ['inclusive C14N', transform(enveloped) + transform('http://www.w3.org/TR/2001/REC-xml-c14n-20010315')],
    ['an algorithm named like a member of every object', transform(enveloped) + transform('constructor')],
    ['a parameter of enveloped-signature', transform(enveloped, '<x/>') + c14n],
    ['an unknown parameter of C14N', transform(enveloped) + transform(exclusive, '<x/>')],
    ['text in C14N', transform(enveloped) + transform(exclusive, 'x')],
  ])('refuses as transforms: %s', (_title, transforms) => {
    const text = bent(inTransforms(`<ds:Transforms>${transforms}</ds:Transforms>`));
    expect(refusalOf(text, [untouchable])).toEqual(expect.any(String));
  });
  it.each([
    `${exclusive}WithComments`,
    'http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
    'http://www.w3.org/2006/12/xml-c14n11',
    '',
    'toString',
  ])('refuses SignedInfo canonicalised by %j, by name', (algorithm) => {
    const text = bent(info(/(?<=<ds:CanonicalizationMethod Algorithm=")[^"]*/, algorithm));
    expect(refusalOf(text, [untouchable])).toBe(`canonicalization ${JSON.stringify(algorithm)}`);
  });
});

describe('KeyInfo is not trusted and not read (security.md S16)', () => {
  const attacker = rsaKey('attacker');
  it('refuses what another key signed, its certificate enclosed', async () => {
    expect(refusalOf(await signEnveloped(good, attacker.handle))).toBe('signature value');
  });
  it.each([
    ['no', ''],
    ['an empty', '<ds:KeyInfo/>'],
    [
      "somebody else's",
      `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${attacker.certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>`,
    ],
    ['a fetching', '<ds:KeyInfo><ds:RetrievalMethod URI="http://127.0.0.1:1/key"/></ds:KeyInfo>'],
    [
      'a broken',
      '<ds:KeyInfo>x<ds:X509Data><ds:X509Certificate>*</ds:X509Certificate></ds:X509Data></ds:KeyInfo>',
    ],
  ])('verifies with the key it was given beside %s KeyInfo', (_title, keyInfo) => {
    expect(refusalOf(bent({ keyInfo }))).toBeUndefined();
    expect(refusalOf(bent({ keyInfo }), [attacker.publicKey])).toBe('signature value');
  });
});
