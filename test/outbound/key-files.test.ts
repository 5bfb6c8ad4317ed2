import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readDataKeys, readKeyPair } from '../../src/outbound/index.ts';
import { newRsaKey, selfSignedCertificate } from '../../src/pki/index.ts';

let folder: string;
const warnings: string[] = [];
const strict = { allowWorldReadable: false, warn: (text: string) => warnings.push(text) };
const write = (name: string, data: string | Buffer, mode = 0o600): string => {
  const file = join(folder, name);
  writeFileSync(file, data);
  chmodSync(file, mode);
  return file;
};
let key: string;
let certificate: string;
let otherCertificate: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'keys-'));
  const wish = {
    commonName: 'x',
    organisation: 'y',
    notBefore: 0,
    notAfter: 4e12,
    serial: Buffer.alloc(16, 1),
  };
  const [one, two] = await Promise.all([newRsaKey(2048), newRsaKey(2048)]);
  key = write('one.key', one.export({ type: 'pkcs8', format: 'pem' }).toString());
  certificate = write('one.crt', selfSignedCertificate({ ...wish, privateKey: one }));
  otherCertificate = write('two.crt', selfSignedCertificate({ ...wish, privateKey: two }));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('key files (design.md 12, security.md M8)', () => {
  it('reads a pair that belongs together', () => {
    expect(readKeyPair(key, certificate, strict).privateKey.asymmetricKeyDetails?.modulusLength).toBe(2048);
  });
  it('refuses a mismatched pair', () => {
    expect(() => readKeyPair(key, otherCertificate, strict)).toThrow(/is not the certificate of/);
  });
  it.each([
    [0o600, true],
    [0o640, true],
    [0o440, true],
    [0o660, false],
    [0o604, false],
    [0o602, false],
  ])('mode %o is taken: %s', (mode, taken) => {
    chmodSync(key, mode);
    const read = (): unknown => readKeyPair(key, certificate, strict);
    if (taken) expect(read).not.toThrow();
    else expect(read).toThrow(/KEY_FILE/);
    chmodSync(key, 0o600);
  });
  it('takes a world-readable file only when told to, and warns', () => {
    chmodSync(key, 0o644);
    readKeyPair(key, certificate, { ...strict, allowWorldReadable: true });
    expect(warnings).toEqual([`${key} is readable by everybody on this machine`]);
    chmodSync(key, 0o600);
  });
  it('refuses a short key', async () => {
    const { generateKeyPairSync } = await import('node:crypto');
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({
      type: 'pkcs8',
      format: 'pem',
    });
    expect(() => readKeyPair(write('weak.key', weak.toString()), certificate, strict)).toThrow(
      /at least 2048/,
    );
  });
  it('never puts the file content into an error', () => {
    const secret = write('bad.key', 'no key but secret');
    expect(() => readKeyPair(secret, certificate, strict)).toThrow(
      /^(?!.*secret but)(?!.*no key but secret).*$/s,
    );
  });
});

describe('data keys', () => {
  const keyText = Buffer.alloc(32, 7).toString('base64');
  it('reads versions', () => {
    const keys = [{ version: 2, key: keyText }];
    const file = write('data.json', JSON.stringify({ indexKeys: keys, keyEncryptionKeys: keys }));
    expect(readDataKeys(file, strict).indexKeys).toEqual([{ version: 2, key: Buffer.alloc(32, 7) }]);
  });
  it.each([
    [
      'short key',
      { indexKeys: [{ version: 1, key: 'AAAA' }], keyEncryptionKeys: [{ version: 1, key: keyText }] },
    ],
    ['no keys', { indexKeys: [], keyEncryptionKeys: [{ version: 1, key: keyText }] }],
    [
      'two of one version',
      { indexKeys: [1, 1].map((version) => ({ version, key: keyText })), keyEncryptionKeys: [] },
    ],
  ])('refuses %s', (name, content) => {
    const file = write('data-bad.json', JSON.stringify(content));
    expect(() => readDataKeys(file, strict)).toThrow(/KEY_FILE/);
  });
});
