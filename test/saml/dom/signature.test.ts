/** Signed metadata documents (security.md M1, S8, section 5): one good signature over the whole root, by a named certificate. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { SignedXml } from 'xml-crypto';
import { parseDocument, verifyDocumentSignature } from '../../../src/saml/dom/index.ts';
import { rsaKey } from '../../support/keys.ts';
import { spMetadata } from '../../support/partner-metadata.ts';

const signer = rsaKey('federation');
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';

function signed(
  text: string,
  more: { digest?: string; algorithm?: string; transforms?: string[] } = {},
): string {
  const xml = new SignedXml({
    privateKey: signer.privatePem,
    signatureAlgorithm: (more.algorithm ?? 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256') as never,
    canonicalizationAlgorithm: exclusive as never,
  });
  xml.addReference({
    xpath: '/*',
    uri: '#_root',
    digestAlgorithm: (more.digest ?? 'http://www.w3.org/2001/04/xmlenc#sha256') as never,
    transforms: (more.transforms ?? [enveloped, exclusive]) as never,
  });
  xml.computeSignature(text, { location: { reference: '/*', action: 'prepend' } });
  return xml.getSignedXml();
}

const plain = spMetadata({ attributes: ' ID="_root"' });
const verdict = (text: string, certificates = [signer.certificate]): string => {
  try {
    verifyDocumentSignature(text, certificates);
    return 'verified';
  } catch (error) {
    return (error as Error).name;
  }
};

describe('the signature of a document', () => {
  it('by a named certificate over the root is good, and gives exactly what was signed', () => {
    const text = verifyDocumentSignature(signed(plain), [rsaKey('other').certificate, signer.certificate]);
    expect(text).toContain('entityID=');
    expect(text).not.toContain('Signature');
  });

  it.each([
    ['unsigned', plain, undefined],
    ['by another certificate', signed(plain), [rsaKey('other').certificate]],
    ['with no certificate named', signed(plain), []],
    ['changed afterwards', signed(plain).replace('https://', 'https://evil.'), undefined],
    ['with SHA-1 digest', signed(plain, { digest: 'http://www.w3.org/2000/09/xmldsig#sha1' }), undefined],
    ['with RSA-SHA1', signed(plain, { algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' }), undefined],
    ['with one transform', signed(plain, { transforms: [enveloped] }), undefined],
    [
      'wrapped into another root',
      `<md:EntitiesDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" ID="_outer">${signed(plain)}</md:EntitiesDescriptor>`,
      undefined,
    ],
  ])('%s: not trusted', (_name, text, certificates) => {
    expect(verdict(text, certificates)).toBe('SignatureUntrusted');
  });
});

describe('a document', () => {
  const refused = (text: string): string | undefined => {
    try {
      parseDocument(text);
      return undefined;
    } catch (error) {
      return (error as Error).name;
    }
  };
  it('may carry comments and a declaration', () => {
    expect(
      refused(
        '<?xml version="1.0" encoding="UTF-8"?><!-- c & d --><a><!-- d -->x &amp; &#xE6;<![CDATA[ & ]]></a>',
      ),
    ).toBeUndefined();
  });
  it.each([
    ['a DOCTYPE (X1, X2)', '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'],
    ['a processing instruction (X8)', '<a><?b c?></a>'],
    ['two roots (X4)', '<a/><b/>'],
    ['text around the root (X4)', 'x<a/>'],
    ['a bare ampersand (X5)', '<a>b & c</a>'],
    ['an unknown entity (X5)', '<a>&b;</a>'],
    [']]> in text (X5)', '<a>]]></a>'],
    ['a control character (X5)', '<a>\u0001</a>'],
    ['an undeclared prefix (X5)', '<p:a/>'],
    ['nothing', ''],
    ['over 5 MB', `<a>${'x'.repeat(5_000_001)}</a>`],
  ])('with %s is refused', (_name, text) => expect(refused(text)).toBe('DocumentRefused'));

  it('nested 100,000 deep is refused at once, not overflown (X9)', () => {
    expect(refused('<a>'.repeat(100_000))).toBe('DocumentRefused');
  });
});

it('the digest of an oracle is of the canonical text', () => {
  const text = verifyDocumentSignature(signed(plain), [signer.certificate]);
  const digest = createHash('sha256').update(text).digest('base64');
  expect(signed(plain)).toContain(`<DigestValue>${digest}</DigestValue>`);
});
