/** What keeps metadata out, and what only warns (security.md M3, M4). */
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { isRefused, judgeMetadata, readMetadata } from '../../../src/saml/metadata/index.ts';
import { ecKey, rsaKey, testKey } from '../../support/keys.ts';
import {
  encryptionMethod,
  endpoint,
  idpMetadata,
  keyDescriptor,
  post,
  redirect,
  spMetadata,
} from '../../support/partner-metadata.ts';

const now = Date.UTC(2026, 10, 25);
const { certificate } = rsaKey('partner');
const judge = (text: string, role: 'sp' | 'idp' = 'sp') =>
  judgeMetadata(readMetadata(text), { now, role }).map(({ severity, code }) => `${severity} ${code}`);

const dated = (notBefore: string, notAfter: string): string =>
  testKey(rsaKey('dated'), 'dated', { notBefore: new Date(notBefore), notAfter: new Date(notAfter) })
    .certificate;
const expired = dated('2020-01-01', '2026-11-24');
const notYet = dated('2026-11-26', '2030-01-01');
const soon = dated('2020-01-01', '2027-01-10');
const small = testKey(generateKeyPairSync('rsa', { modulusLength: 1024 }), 'small').certificate;
const smallCurve = testKey(generateKeyPairSync('ec', { namedCurve: 'secp224r1' }), 'small curve').certificate;

const signing = (...certificates: readonly string[]): string =>
  certificates.map((one) => keyDescriptor('signing', one)).join('');
const encryption = (...certificates: readonly string[]): string =>
  certificates.map((one) => keyDescriptor('encryption', one)).join('');

it('has nothing to say about good metadata', () => {
  expect(judge(spMetadata())).toEqual([]);
  expect(judge(idpMetadata(), 'idp')).toEqual([]);
});

it('puts refusals before warnings', () => {
  const findings = judge(spMetadata({ slo: '', attributes: ' validUntil="2026-11-24T00:00:00Z"' }));
  expect(findings).toEqual(['refuse METADATA_EXPIRED', 'warning METADATA_ENDPOINT']);
});

describe('validity and role', () => {
  it('refuses a validUntil that is past, to the millisecond', () => {
    const at = (text: string) => judge(spMetadata({ attributes: ` validUntil="${text}"` }));
    expect(at('2026-11-25T00:00:00.000Z')).toEqual(['refuse METADATA_EXPIRED']);
    expect(at('2026-11-25T00:00:00.001Z')).toEqual([]);
  });

  it('refuses a file of the other role', () => {
    expect(judge(spMetadata(), 'idp')).toEqual(['refuse METADATA_ROLE']);
    expect(judge(idpMetadata(), 'sp')).toEqual(['refuse METADATA_ROLE']);
  });

  it.each(['service', 'https://a b.example', `https://${'a'.repeat(1020)}.example`])(
    'refuses an entityID that is no absolute URI of at most 1024 characters',
    (entityId) => {
      expect(judge(spMetadata({ entityId }))).toEqual(['refuse METADATA_ENTITY_ID']);
    },
  );
});

describe('keys', () => {
  const withKeys = (keys: string) => judge(spMetadata({ keys }));

  it('refuses metadata without a signing key', () => {
    expect(withKeys(encryption(certificate))).toEqual(['refuse METADATA_NO_SIGNING_KEY']);
  });

  it('refuses RSA under 2048 and EC under 256 bits, even beside a good key', () => {
    for (const weak of [small, smallCurve])
      expect(withKeys(signing(certificate, weak) + encryption(certificate))).toEqual([
        'refuse METADATA_WEAK_KEY',
      ]);
  });

  it('accepts RSA 2048 and 3072 and EC 256 and 384 for signatures', () => {
    const keys = [rsaKey('b', 3072), ecKey('a'), ecKey('b', 'secp384r1')].map((key) => key.certificate);
    expect(withKeys(signing(certificate, ...keys) + encryption(certificate))).toEqual([]);
  });

  it('refuses when every certificate of a use has expired or is not valid yet', () => {
    const refusal = 'refuse METADATA_CERTIFICATE_EXPIRED';
    expect(withKeys(signing(expired) + encryption(certificate))).toEqual([refusal]);
    expect(withKeys(signing(notYet) + encryption(certificate))).toEqual([refusal]);
    expect(withKeys(signing(certificate) + encryption(expired))).toEqual([refusal]);
    expect(withKeys(keyDescriptor(undefined, expired))).toEqual([refusal]);
  });

  it('only warns of an expired or a coming certificate beside a valid one (row 48)', () => {
    const warning = 'warning METADATA_CERTIFICATE_EXPIRED';
    expect(withKeys(signing(expired, certificate) + encryption(certificate, expired))).toEqual([
      warning,
      warning,
    ]);
    expect(withKeys(signing(certificate, notYet) + encryption(certificate))).toEqual([warning]);
  });

  it('warns sixty days before a certificate expires', () => {
    expect(withKeys(signing(soon) + encryption(certificate))).toEqual([
      'warning METADATA_CERTIFICATE_EXPIRED',
    ]);
  });
});

describe('endpoints', () => {
  const acs = (location: string) =>
    judge(spMetadata({ entry: endpoint('AssertionConsumerService', post, location, ' index="0"') }));

  it.each([
    'http://service.example/acs',
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    '//service.example/acs',
    '/acs',
    'https://user:secret@service.example/acs',
    'https://service.example/acs#x',
    'https://service.example\\@evil.example/',
    'https://service.example/a b',
    'https://sérvice.example/',
    'http://127.0.0.1.evil.example/acs',
    'http://localhost.evil.example/acs',
    `https://service.example/${'a'.repeat(2048)}`,
  ])('refuses a hostile Location: %s (security.md M4)', (location) => {
    expect(acs(location)).toEqual(['refuse METADATA_LOCATION']);
  });

  it.each([
    'https://service.example:20002/login.ashx?x=1&amp;y=2',
    'http://localhost:3000/acs',
    'http://127.0.0.3:8080/acs',
    'http://[::1]/acs',
  ])('accepts https, and http on loopback: %s', (location) => {
    expect(acs(location)).toEqual([]);
  });

  it('looks at logout and at ResponseLocation as well', () => {
    const slo = endpoint(
      'SingleLogoutService',
      redirect,
      'https://a.example/',
      ' ResponseLocation="http://a.example/"',
    );
    expect(judge(spMetadata({ slo }))).toEqual(['refuse METADATA_LOCATION']);
  });

  it('refuses a service without a POST consumer and an identity provider without a browser binding', () => {
    const artifact = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact';
    const entry = endpoint('AssertionConsumerService', artifact, 'https://a.example/', ' index="0"');
    expect(judge(spMetadata({ entry }))).toEqual(['refuse METADATA_ENDPOINT']);
    const sso = endpoint('SingleSignOnService', artifact, 'https://a.example/');
    expect(judge(idpMetadata({ entry: sso }), 'idp')).toEqual(['refuse METADATA_ENDPOINT']);
  });

  it('accepts an identity provider that takes POST only', () => {
    const entry = endpoint('SingleSignOnService', post, 'https://a.example/');
    expect(judge(idpMetadata({ entry }), 'idp')).toEqual([]);
  });

  it('warns of an index given twice and of missing logout', () => {
    const one = endpoint('AssertionConsumerService', post, 'https://a.example/', ' index="0"');
    expect(judge(spMetadata({ entry: one + one, slo: '' }))).toEqual([
      'warning METADATA_ENDPOINT',
      'warning METADATA_ENDPOINT',
    ]);
  });
});

describe('encryption', () => {
  const withMethods = (...methods: readonly string[]) =>
    judge(
      spMetadata({
        keys: signing(certificate) + keyDescriptor('encryption', certificate, { after: methods.join('') }),
      }),
    );
  const cbc = encryptionMethod('http://www.w3.org/2001/04/xmlenc#aes256-cbc');
  const tripleDes = encryptionMethod('http://www.w3.org/2001/04/xmlenc#tripledes-cbc');
  const mgf1p = encryptionMethod('http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p');
  const pkcs1 = encryptionMethod('http://www.w3.org/2001/04/xmlenc#rsa-1_5');

  it('refuses metadata that lists forbidden methods only (oiosaml.md 3.2)', () => {
    expect(withMethods(tripleDes)).toEqual(['refuse METADATA_ENCRYPTION']);
    expect(withMethods(cbc, pkcs1)).toEqual(['refuse METADATA_ENCRYPTION']);
    expect(withMethods(encryptionMethod('http://www.w3.org/2001/04/xmlenc#aes192-cbc'), mgf1p)).toEqual([
      'refuse METADATA_ENCRYPTION',
    ]);
  });

  it('accepts a forbidden method beside an allowed one, and a list that leaves one kind open', () => {
    expect(withMethods(tripleDes, cbc, pkcs1, mgf1p)).toEqual([]);
    expect(withMethods(cbc)).toEqual([]);
    expect(withMethods(mgf1p)).toEqual([]);
  });

  it('refuses OAEP with a digest outside the profile', () => {
    const md5 = '<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#md5"/>';
    const oaep = encryptionMethod('http://www.w3.org/2009/xmlenc11#rsa-oaep', md5);
    expect(withMethods(cbc, oaep)).toEqual(['refuse METADATA_ENCRYPTION']);
  });

  it('refuses an encryption key that no key transport can use', () => {
    const keys = signing(certificate) + encryption(ecKey('enc').certificate);
    expect(judge(spMetadata({ keys }))).toEqual(['refuse METADATA_ENCRYPTION']);
  });

  it('warns of a service without an encryption key; an identity provider needs none', () => {
    expect(judge(spMetadata({ keys: signing(certificate) }))).toEqual(['warning METADATA_ENCRYPTION']);
    expect(judge(idpMetadata(), 'idp')).toEqual([]);
  });
});

it('says what is refused as a whole', () => {
  const refused = judgeMetadata(readMetadata(spMetadata()), { now, role: 'idp' });
  const warned = judgeMetadata(readMetadata(spMetadata({ slo: '' })), { now, role: 'sp' });
  expect([isRefused(refused), isRefused(warned), isRefused([])]).toEqual([true, false, false]);
});
