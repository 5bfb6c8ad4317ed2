/** What the hub encrypts with, from what a partner's metadata lists: security.md E9, oiosaml.md 3.2. */
import { describe, expect, it } from '@jest/globals';
import {
  BLOCK,
  chooseEncryption,
  DIGEST,
  encryptElement,
  MGF,
  TRANSPORT,
} from '../../../src/saml/xmlsec/index.ts';
import { ecKey } from '../../support/keys.ts';
import { codeOf } from '../../support/refusal.ts';
import { seededRandom } from '../../support/seeded-random.ts';

const usual = { block: 'aes256-cbc', transport: 'rsa-oaep-mgf1p', digest: 'sha1', mgf: 'sha1' } as const;
const tripleDes = 'http://www.w3.org/2001/04/xmlenc#tripledes-cbc';
const rsa15 = 'http://www.w3.org/2001/04/xmlenc#rsa-1_5';
const listed = (...algorithms: string[]) => algorithms.map((algorithm) => ({ algorithm }));

describe('what to encrypt with', () => {
  it('is AES-256-CBC and rsa-oaep-mgf1p, which every client reads, where nothing is listed', () => {
    expect(chooseEncryption([])).toEqual(usual);
  });
  it.each([
    [
      'the strongest cipher listed',
      listed(BLOCK['aes128-cbc'], BLOCK['aes128-gcm'], BLOCK['aes256-cbc']),
      { block: 'aes128-gcm' },
    ],
    [
      'the only cipher listed, though it is weaker',
      listed(BLOCK['aes128-cbc'], TRANSPORT['rsa-oaep-mgf1p']),
      { block: 'aes128-cbc' },
    ],
    [
      'what may be used beside what may not',
      listed(tripleDes, rsa15, BLOCK['aes256-gcm'], TRANSPORT['rsa-oaep-mgf1p']),
      { block: 'aes256-gcm' },
    ],
    [
      'the usual cipher where only a transport is listed',
      listed(TRANSPORT['rsa-oaep']),
      { transport: 'rsa-oaep' },
    ],
    [
      'the digest and mask of the transport',
      [{ algorithm: TRANSPORT['rsa-oaep'], digest: DIGEST.sha256, mgf: MGF.sha512 }],
      { transport: 'rsa-oaep', digest: 'sha256', mgf: 'sha512' },
    ],
    [
      'SHA-1 as the mask of rsa-oaep-mgf1p, whatever is listed',
      [{ algorithm: TRANSPORT['rsa-oaep-mgf1p'], digest: DIGEST.sha512, mgf: MGF.sha512 }],
      { digest: 'sha512' },
    ],
    [
      'a transport that can be used over one listed first that cannot',
      [
        { algorithm: TRANSPORT['rsa-oaep'], digest: 'urn:unknown' },
        { algorithm: TRANSPORT['rsa-oaep-mgf1p'] },
      ],
      {},
    ],
    ['the usual beside algorithms nobody knows', listed('urn:unknown', BLOCK['aes256-cbc']), {}],
  ])('is %s', (_title, methods, expected) => {
    expect(chooseEncryption(methods)).toEqual({ ...usual, ...expected });
  });
  it.each([
    ['3DES', listed(tripleDes)],
    ['AES-192-CBC', listed('http://www.w3.org/2001/04/xmlenc#aes192-cbc', TRANSPORT['rsa-oaep-mgf1p'])],
    ['rsa-1_5', listed(rsa15)],
    ['rsa-1_5, beside a good cipher', listed(BLOCK['aes256-gcm'], rsa15)],
    [
      'rsa-oaep with a digest that is not allowed',
      [{ algorithm: TRANSPORT['rsa-oaep'], digest: 'http://www.w3.org/2001/04/xmldsig-more#md5' }],
    ],
    ['names of members of every object', listed('constructor', '__proto__')],
  ])('refuses a partner that lists nothing but %s', (_title, methods) => {
    expect(codeOf(() => chooseEncryption(methods))).toBe('METADATA_ENCRYPTION');
  });
  it('refuses a certificate without an RSA key, and what is no certificate', () => {
    const encrypt = (certificate: string) => () =>
      encryptElement('<a></a>', { certificate, method: usual }, seededRandom(1));
    expect(codeOf(encrypt(ecKey().certificate))).toBe('METADATA_ENCRYPTION');
    expect(codeOf(encrypt('AAAA'))).toBe('METADATA_MALFORMED');
  });
});
