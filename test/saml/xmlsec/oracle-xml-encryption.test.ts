/** Oracle: xml-encryption 6 and we read each other's ciphertexts, each block cipher and each key transport both ways. */
import { describe, expect, it } from '@jest/globals';
import { decrypt, encrypt } from 'xml-encryption';
import { encryptedAssertion } from '../../../src/saml/message/index.ts';
import { parseXml } from '../../../src/saml/xml/index.ts';
import {
  BLOCK,
  decryptElement,
  DIGEST,
  encryptElement,
  MGF,
  TRANSPORT,
  type BlockCipherName,
  type EncryptionChoice,
  type OaepDigest,
} from '../../../src/saml/xmlsec/index.ts';
import { rsaKey, type RsaBits } from '../../support/keys.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { assertionText } from '../samples.ts';

const plain = assertionText();
const usual: EncryptionChoice = {
  block: 'aes256-cbc',
  transport: 'rsa-oaep-mgf1p',
  digest: 'sha1',
  mgf: 'sha1',
};
const keyOf = (bits: RsaBits) => rsaKey('recipient', bits);

const digests: OaepDigest[] = ['sha1', 'sha256', 'sha512'];
/** All that can be said: `rsa-oaep-mgf1p` fixes MGF1 with SHA-1, `rsa-oaep` lets both be chosen. */
const transports: EncryptionChoice[] = [
  ...digests.map((digest): EncryptionChoice => ({ ...usual, digest })),
  ...digests.flatMap((digest) =>
    digests.map((mgf): EncryptionChoice => ({ ...usual, transport: 'rsa-oaep', digest, mgf })),
  ),
];
const theirBlocks: BlockCipherName[] = ['aes128-cbc', 'aes256-cbc', 'aes128-gcm', 'aes256-gcm'];
const known: EncryptionChoice[] = [...theirBlocks.map((block) => ({ ...usual, block })), ...transports];
const longKey: EncryptionChoice = { ...usual, block: 'aes256-gcm', digest: 'sha256' };

function byUs(method: EncryptionChoice, bits: RsaBits = 2048): string {
  const recipient = { certificate: keyOf(bits).certificate, method };
  return encryptElement(plain, recipient, seededRandom(`${method.block} ${method.transport}`));
}

async function byThem(choice: EncryptionChoice, bits: RsaBits = 2048): Promise<string> {
  const key = keyOf(bits);
  return settled((callback) =>
    encrypt(
      plain,
      {
        rsa_pub: key.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
        pem: key.certificatePem,
        encryptionAlgorithm: BLOCK[choice.block],
        keyEncryptionAlgorithm: TRANSPORT[choice.transport],
        keyEncryptionDigest: choice.digest,
        ...(choice.transport === 'rsa-oaep' ? { keyEncryptionMgf: choice.mgf } : {}),
        disallowEncryptionWithInsecureAlgorithm: false,
        warnInsecureAlgorithm: false,
      },
      callback,
    ),
  );
}

async function openedByThem(encrypted: string, bits: RsaBits = 2048): Promise<string> {
  const options = {
    key: keyOf(bits).privatePem,
    disallowDecryptionWithInsecureAlgorithm: false,
    warnInsecureAlgorithm: false,
  };
  return settled((callback) => decrypt(encrypted, options, callback));
}

async function openedByUs(encryptedData: string, bits: RsaBits = 2048): Promise<string> {
  const parent = parseXml(encryptedAssertion(encryptedData.trim()));
  return decryptElement(parent, [keyOf(bits).handle], { gcmOnly: false });
}

async function settled(
  call: (callback: (error: Error | null, result: string) => void) => void,
): Promise<string> {
  return new Promise((resolve, reject) => {
    call((error, result) => (error === null ? resolve(result) : reject(error)));
  });
}

describe('xml-encryption decrypts what we encrypt', () => {
  it.each(known)('$block with $transport, $digest, MGF1 $mgf', async (choice) => {
    expect(await openedByThem(byUs(choice))).toBe(plain);
  });
  it('for an RSA-3072 key too', async () => {
    expect(await openedByThem(byUs(longKey, 3072), 3072)).toBe(plain);
  });
});

describe('we decrypt what xml-encryption encrypts', () => {
  it.each(known)('$block with $transport, $digest, MGF1 $mgf', async (choice) => {
    expect(await openedByUs(await byThem(choice))).toBe(plain);
  });
  it('for an RSA-3072 key too', async () => {
    expect(await openedByUs(await byThem(longKey, 3072), 3072)).toBe(plain);
  });
});

describe('round trip through our own code alone', () => {
  it.each(transports)('$transport, $digest, MGF1 $mgf', async (choice) => {
    const text = byUs(choice);
    expect(text).toContain(`Algorithm="${DIGEST[choice.digest]}"`);
    expect(text.includes(`Algorithm="${MGF[choice.mgf]}"`)).toBe(choice.transport === 'rsa-oaep');
    expect(await openedByUs(text)).toBe(plain);
  });

  it('aes192-gcm, which xml-encryption cannot do', async () => {
    await expect(byThem({ ...usual, block: 'aes192-gcm' })).rejects.toThrow('not supported');
    expect(await openedByUs(byUs({ ...usual, block: 'aes192-gcm' }))).toBe(plain);
  });

  it.each([...theirBlocks, 'aes192-gcm'] as const)('%s, of every length modulo the block', async (block) => {
    const recipient = { certificate: keyOf(2048).certificate, method: { ...usual, block } };
    for (let length = 0; length < 17; length++) {
      const text = `<a>${'x'.repeat(length)}</a>`;
      const encrypted = encryptElement(text, recipient, seededRandom(`${block} ${length}`));
      expect(await openedByUs(encrypted)).toBe(text);
    }
  });
});
