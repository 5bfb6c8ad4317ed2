/** Oracle: xml-crypto, on its own parser and canonicaliser, agrees with us on signatures, both ways. */
import { describe, expect, it } from '@jest/globals';
import { SignedXml } from 'xml-crypto';
import {
  assertionParts,
  authnRequestParts,
  responseParts,
  type MessageParts,
} from '../../../src/saml/message/index.ts';
import { canonicalize, parseXml } from '../../../src/saml/xml/index.ts';
import { DIGEST, signEnveloped, SIGNATURE, verifyEnveloped } from '../../../src/saml/xmlsec/index.ts';
import { rsaKey, type RsaBits, type TestKey } from '../../support/keys.ts';
import { assertionContent, assertionText, changed, requestContent, responseContent } from '../samples.ts';

const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

const messages: [name: string, parts: MessageParts][] = [
  ['assertion', assertionParts(assertionContent)],
  ['response', responseParts(responseContent)],
  ['request', authnRequestParts(requestContent)],
];
const sizes: RsaBits[] = [2048, 3072];
const cases = messages.flatMap(([name, parts]) => sizes.map((bits) => ({ name, bits, parts })));
const signatureOf = (text: string): string => /<ds:Signature .*?<\/ds:Signature>/s.exec(text)?.[0] ?? '';

/** What xml-crypto says was signed; undefined where it says the signature is bad, by answer or by throwing. */
function verifiedByXmlCrypto(text: string, key: TestKey): string | undefined {
  const check = new SignedXml({ publicCert: key.certificatePem });
  check.idAttributes = ['ID'];
  check.loadSignature(signatureOf(text));
  try {
    if (!check.checkSignature(text)) return undefined;
  } catch (failure) {
    expect((failure as Error).message).toMatch(/^invalid signature/);
    return undefined;
  }
  const [signed, ...more] = check.getSignedReferences();
  expect(more).toEqual([]);
  return signed;
}

describe('xml-crypto verifies what we sign', () => {
  it.each(cases)('$name, RSA-$bits: and takes as signed what we wrote', async ({ parts, bits }) => {
    const key = rsaKey('signer', bits);
    const text = await signEnveloped(parts, key.handle);
    expect(verifiedByXmlCrypto(text, key)).toBe(parts.head + parts.tail);
  });

  it.each(cases)(
    '$name, RSA-$bits: but not with another key, nor after a change',
    async ({ parts, bits }) => {
      const key = rsaKey('signer', bits);
      const text = await signEnveloped(parts, key.handle);
      expect(verifiedByXmlCrypto(text, rsaKey('somebody else', bits))).toBeUndefined();
      expect(verifiedByXmlCrypto(changed(text, 'Version="2.0"', 'Version="2.1"'), key)).toBeUndefined();
    },
  );

  it('an assertion that stands signed in a signed Response: both signatures', async () => {
    const [idp, hub] = [rsaKey('idp', 2048), rsaKey('hub', 3072)];
    const assertion = await signEnveloped(assertionParts(assertionContent), idp.handle);
    const response = await signEnveloped(responseParts({ ...responseContent, assertion }), hub.handle);
    expect(verifiedByXmlCrypto(assertion, idp)).toBe(assertionText());
    expect(verifiedByXmlCrypto(response, hub)).toBe(response.replace(signatureOf(response), ''));
  });
});

interface Signing {
  readonly bits: RsaBits;
  readonly algorithm?: string;
  readonly digest?: string;
  readonly prefixes?: readonly string[];
  readonly signaturePrefix?: string;
}

/** The message as xml-crypto signs it, its signature right after Issuer. */
function signedByXmlCrypto(text: string, signing: Signing): string {
  const key = rsaKey('their signer', signing.bits);
  const signer = new SignedXml({
    privateKey: key.privatePem,
    publicCert: key.certificatePem,
    idAttribute: 'ID',
    signatureAlgorithm: signing.algorithm ?? SIGNATURE.rsaSha256,
    canonicalizationAlgorithm: exclusive,
  });
  signer.addReference({
    xpath: '/*',
    transforms: [enveloped, exclusive],
    digestAlgorithm: signing.digest ?? DIGEST.sha256,
    inclusiveNamespacesPrefixList: [...(signing.prefixes ?? [])],
  });
  signer.computeSignature(text, {
    prefix: signing.signaturePrefix ?? 'ds',
    location: { reference: "/*/*[local-name(.)='Issuer']", action: 'after' },
  });
  return signer.getSignedXml();
}

const opened = (text: string, bits: RsaBits, name = 'their signer') => {
  const root = parseXml(text);
  return verifyEnveloped(root, root, [rsaKey(name, bits).publicKey]);
};

describe("we verify xml-crypto's signatures", () => {
  it.each(cases)('$name, RSA-$bits: and read what it signed', ({ parts, bits }) => {
    const text = signedByXmlCrypto(parts.head + parts.tail, { bits });
    const view = opened(text, bits);
    expect(view.algorithm).toBe(SIGNATURE.rsaSha256);
    expect(canonicalize(view.element)).toBe(canonicalize(parseXml(parts.head + parts.tail)));
  });

  it.each(cases)('$name, RSA-$bits: but not with another key, nor after a change', ({ parts, bits }) => {
    const text = signedByXmlCrypto(parts.head + parts.tail, { bits });
    expect(() => opened(text, bits, 'somebody else')).toThrow('signature value');
    expect(() => opened(changed(text, 'Version="2.0"', 'Version="2.1"'), bits)).toThrow('digest');
  });

  it.each([
    ['no prefix on the signature', { signaturePrefix: '' }],
    ['RSA-SHA512 and SHA-512', { algorithm: SIGNATURE.rsaSha512, digest: DIGEST.sha512 }],
  ])('with %s', (_title, more) => {
    const text = signedByXmlCrypto(assertionText(), { bits: 2048, ...more });
    expect(opened(text, 2048).element.local).toBe('Assertion');
  });

  it('where the message has namespaces, white space and quotes that are not canonical', () => {
    const text =
      '<p:Response xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:unused="urn:x"  Version="2.0"\n' +
      "  ID='_x1'><Issuer  xmlns='urn:oasis:names:tc:SAML:2.0:assertion' >æ &#xE6; <![CDATA[<&>]]> </Issuer>\n" +
      '<p:Status ><p:StatusCode b="2" a="&#9;1" /></p:Status>\n</p:Response >';
    const view = opened(signedByXmlCrypto(text, { bits: 2048 }), 2048);
    expect(canonicalize(view.element)).toBe(canonicalize(parseXml(text)));
  });
});
