/** Which algorithms and keys count, in XML and in the query; the others by name, no key touched: security.md S11 to S14. */
import { generateKeyPairSync, createHmac, sign, type KeyObject } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { NS } from '../../../src/saml/xml/index.ts';
import {
  DIGEST,
  SIGNATURE,
  signQuery,
  signatureAlgorithmOf,
  verifyQuery,
} from '../../../src/saml/xmlsec/index.ts';
import { ecKey, rsaKey, type Curve } from '../../support/keys.ts';
import { changed } from '../samples.ts';
import {
  bent,
  refusalOf,
  rsaPss,
  rsaSha256,
  signatureRefusal,
  signer,
  untouchable,
} from './bent-signatures.ts';

const forbidden = [
  ...['http://www.w3.org/2000/09/xmldsig#rsa-sha1', 'http://www.w3.org/2001/04/xmldsig-more#rsa-md5'],
  ...[
    'http://www.w3.org/2001/04/xmldsig-more#rsa-sha224',
    'http://www.w3.org/2001/04/xmldsig-more#rsa-ripemd160',
  ],
  ...['http://www.w3.org/2000/09/xmldsig#dsa-sha1', 'http://www.w3.org/2009/xmldsig11#dsa-sha256'],
  ...[
    'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha1',
    'http://www.w3.org/2007/05/xmldsig-more#sha1-rsa-MGF1',
  ],
  ...['http://www.w3.org/2000/09/xmldsig#hmac-sha1', 'http://www.w3.org/2001/04/xmldsig-more#hmac-sha256'],
  ...['', 'rsa-sha256', `${SIGNATURE.rsaSha256} `, SIGNATURE.rsaSha256.toUpperCase()],
  ...['constructor', '__proto__', 'toString', 'hasOwnProperty', 'get', 'size'],
];
const forbiddenDigests = [
  ...[
    DIGEST.sha1,
    'http://www.w3.org/2001/04/xmldsig-more#md5',
    'http://www.w3.org/2001/04/xmldsig-more#sha224',
  ],
  ...['http://www.w3.org/2001/04/xmlenc#ripemd160', '', 'sha256', 'constructor', '__proto__'],
];

describe('refused by name, before any key is touched', () => {
  it.each(forbidden)('signature algorithm %j', (uri) => {
    const reason = `signature algorithm ${JSON.stringify(uri)}`;
    expect(refusalOf(bent({ signatureMethod: uri }), [untouchable])).toBe(reason);
    expect(signatureRefusal(() => verifyQuery('SAMLRequest=x', uri, Buffer.alloc(256), [untouchable]))).toBe(
      reason,
    );
  });
  it.each(forbiddenDigests)('digest %j', (uri) => {
    expect(refusalOf(bent({ digestMethod: uri }), [untouchable])).toBe(`digest ${JSON.stringify(uri)}`);
  });
  it('no algorithm at all, of the signature and of the digest', () => {
    const without = (element: string) => ({
      info: (text: string) =>
        changed(text, new RegExp(`<ds:${element} Algorithm="[^"]*"/>`), `<ds:${element}/>`),
    });
    expect(refusalOf(bent(without('SignatureMethod')), [untouchable])).toBe('signature algorithm (none)');
    expect(refusalOf(bent(without('DigestMethod')), [untouchable])).toBe('digest (none)');
  });
  it('a parameter of an algorithm that has none (security.md S12)', () => {
    const method = `<ds:SignatureMethod Algorithm="${SIGNATURE.rsaSha256}"><ds:HMACOutputLength>0</ds:HMACOutputLength></ds:SignatureMethod>`;
    const text = bent({ info: (info) => changed(info, /<ds:SignatureMethod[^>]*>/, method) });
    expect(refusalOf(text, [untouchable])).toBe('shape of SignatureMethod');
  });
  it('a name cut for the log, however long', () => {
    const reason = refusalOf(bent({ signatureMethod: 'x'.repeat(10_000) }), [untouchable]);
    expect(reason?.length).toBeLessThan(200);
  });
});

it('an HMAC made with the public key stays refused when it claims to be RSA (security.md S11)', () => {
  const secret = signer().publicKey.export({ type: 'spki', format: 'pem' });
  const hmac = (octets: Buffer) => createHmac('sha256', secret).update(octets).digest();
  expect(refusalOf(bent({ signed: hmac }))).toBe('signature value');
});

describe('allowed, in XML and in the query', () => {
  const rsa = (digest: string) => (octets: Buffer) => sign(digest, octets, signer().privateKey);
  it.each([
    ['RSA-SHA256', SIGNATURE.rsaSha256, rsa('sha256')],
    ['RSA-SHA384', SIGNATURE.rsaSha384, rsa('sha384')],
    ['RSA-SHA512', SIGNATURE.rsaSha512, rsa('sha512')],
    ['RSASSA-PSS with SHA-256', SIGNATURE.pssSha256, rsaPss('sha256')],
    ['RSASSA-PSS with SHA-384', SIGNATURE.pssSha384, rsaPss('sha384')],
    ['RSASSA-PSS with SHA-512', SIGNATURE.pssSha512, rsaPss('sha512')],
    ['RSASSA-PSS with default parameters', SIGNATURE.rsaPss, rsaPss('sha256')],
  ])('%s', (_title, signatureMethod, signed) => {
    expect(refusalOf(bent({ signatureMethod, signed }))).toBeUndefined();
    expect(refusalOf(bent({ signatureMethod, signed }), [ecKey().publicKey])).toBe(
      'no key for this algorithm',
    );
    expect(
      refusalOf(bent({ signatureMethod, signed: (octets) => signed(Buffer.concat([octets, Buffer.of(0)])) })),
    ).toBe('signature value');
    const octets = 'SAMLRequest=a%2Bb&RelayState=x&SigAlg=y';
    const query = (text: string) => () =>
      verifyQuery(text, signatureMethod, signed(Buffer.from(octets)), [signer().publicKey]);
    expect(signatureRefusal(query(octets))).toBeUndefined();
    expect(signatureRefusal(query(`${octets}&`))).toBe('query signature');
  });

  it.each<[string, Curve, string, string]>([
    ['ECDSA-SHA256 on P-256', 'prime256v1', SIGNATURE.ecdsaSha256, 'sha256'],
    ['ECDSA-SHA384 on P-384', 'secp384r1', SIGNATURE.ecdsaSha384, 'sha384'],
    ['ECDSA-SHA512 on P-521', 'secp521r1', SIGNATURE.ecdsaSha512, 'sha512'],
  ])('%s', (_title, curve, signatureMethod, digest) => {
    const key = ecKey('curve', curve);
    const signed = (dsaEncoding: 'ieee-p1363' | 'der') => (octets: Buffer) =>
      sign(digest, octets, { key: key.privateKey, dsaEncoding });
    expect(
      refusalOf(bent({ signatureMethod, signed: signed('ieee-p1363') }), [key.publicKey]),
    ).toBeUndefined();
    expect(refusalOf(bent({ signatureMethod, signed: signed('der') }), [key.publicKey])).toBe(
      'signature value',
    );
    expect(refusalOf(bent({ signatureMethod, signed: signed('ieee-p1363') }))).toBe(
      'no key for this algorithm',
    );
    for (const encoding of ['ieee-p1363', 'der'] as const) {
      const value = signed(encoding)(Buffer.from('a=b'));
      expect(
        signatureRefusal(() => verifyQuery('a=b', signatureMethod, value, [key.publicKey])),
      ).toBeUndefined();
      expect(signatureRefusal(() => verifyQuery('a=c', signatureMethod, value, [key.publicKey]))).toBe(
        'query signature',
      );
    }
  });

  it.each([
    ['SHA-384', DIGEST.sha384, 'sha384'],
    ['SHA-512', DIGEST.sha512, 'sha512'],
  ])('digest %s', (_title, digestMethod, digestName) => {
    expect(refusalOf(bent({ digestMethod, digestName }))).toBeUndefined();
    expect(refusalOf(bent({ digestMethod }))).toBe('digest');
  });
});

describe('RSASSA-PSS parameters (RFC 9231, 2.3.9)', () => {
  interface Parameters {
    digest?: string;
    mgf?: string;
    mgfDigest?: string;
    salt?: string;
    more?: string;
  }
  const withParameters = ({
    digest = DIGEST.sha512,
    mgf = 'MGF1',
    mgfDigest = digest,
    salt = '64',
    more = '',
  }: Parameters) =>
    bent({
      signed: rsaPss('sha512'),
      info: (text) =>
        changed(
          text,
          /<ds:SignatureMethod[^>]*>/,
          `<ds:SignatureMethod Algorithm="${SIGNATURE.rsaPss}"><p:RSAPSSParams xmlns:p="${NS.dsm}"><ds:DigestMethod Algorithm="${digest}"/>` +
            `<p:MaskGenerationFunction Algorithm="${NS.dsm}${mgf}"><ds:DigestMethod Algorithm="${mgfDigest}"/></p:MaskGenerationFunction>` +
            `<p:SaltLength>${salt}</p:SaltLength>${more}</p:RSAPSSParams></ds:SignatureMethod>`,
        ),
    });
  it('are taken where they say what is done', () => {
    expect(refusalOf(withParameters({}))).toBeUndefined();
    expect(refusalOf(withParameters({ more: '<p:TrailerField>1</p:TrailerField>' }))).toBeUndefined();
  });
  it.each<[string, Parameters]>([
    ['SHA-1', { digest: DIGEST.sha1 }],
    ['another digest of the mask', { mgfDigest: DIGEST.sha256 }],
    ['another mask', { mgf: 'MGF2' }],
    ['no salt', { salt: '0' }],
    ['a salt of another length', { salt: '32' }],
    ['a salt that is no number', { salt: '64.0' }],
    ['another trailer', { more: '<p:TrailerField>2</p:TrailerField>' }],
    ['two trailers', { more: '<p:TrailerField>1</p:TrailerField>'.repeat(2) }],
    ['something more', { more: '<p:x/>' }],
    ['text', { more: 'x' }],
  ])('are refused with %s, no key touched', (_title, parameters) => {
    expect(refusalOf(withParameters(parameters), [untouchable])).toBe('RSASSA-PSS parameters');
  });
});

describe('keys too weak or of another kind are no keys', () => {
  let short: KeyObject;
  let koblitz: ReturnType<typeof generateKeyPairSync>;
  beforeAll(() => {
    short = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey;
    koblitz = generateKeyPairSync('ec', { namedCurve: 'secp256k1' });
  });
  it('RSA under 2048 bits, a curve that is not of NIST, Ed25519, a private or a secret key', () => {
    const none = 'no key for this algorithm';
    expect(refusalOf(bent(), [short])).toBe(none);
    const ecdsa = bent({
      signatureMethod: SIGNATURE.ecdsaSha256,
      signed: (octets) =>
        sign('sha256', octets, { key: koblitz.privateKey as KeyObject, dsaEncoding: 'ieee-p1363' }),
    });
    expect(refusalOf(ecdsa, [koblitz.publicKey as KeyObject])).toBe(none);
    expect(refusalOf(bent(), [generateKeyPairSync('ed25519').publicKey])).toBe(none);
    expect(refusalOf(bent(), [signer().privateKey])).toBe(none);
    expect(
      signatureRefusal(() => verifyQuery('a=b', SIGNATURE.rsaSha256, rsaSha256(Buffer.from('a=b')), [short])),
    ).toBe(none);
  });
});

describe('query signature as we make it', () => {
  it.each([
    ['RSA-SHA256 with an RSA key', rsaKey('query'), SIGNATURE.rsaSha256],
    ['ECDSA-SHA256 with an EC key', ecKey('query'), SIGNATURE.ecdsaSha256],
  ])('%s', async (_title, key, algorithm) => {
    expect(signatureAlgorithmOf(key.handle)).toBe(algorithm);
    const value = Buffer.from(await signQuery('SAMLResponse=x&SigAlg=y', key.handle), 'base64');
    expect(
      signatureRefusal(() => verifyQuery('SAMLResponse=x&SigAlg=y', algorithm, value, [key.publicKey])),
    ).toBeUndefined();
    expect(signatureRefusal(() => verifyQuery('SAMLResponse=x&SigAlg=y', algorithm, value, []))).toBe(
      'no key for this algorithm',
    );
    expect(
      signatureRefusal(() =>
        verifyQuery('SAMLResponse=x&SigAlg=y', algorithm, Buffer.alloc(0), [key.publicKey]),
      ),
    ).toBe('query signature');
  });
  it('is over the octets as they came: another escape of the same value is refused', async () => {
    const value = Buffer.from(await signQuery('SAMLRequest=a%2fb', signer().handle), 'base64');
    const refusal = signatureRefusal(() =>
      verifyQuery('SAMLRequest=a%2Fb', SIGNATURE.rsaSha256, value, [signer().publicKey]),
    );
    expect(refusal).toBe('query signature');
  });
});
