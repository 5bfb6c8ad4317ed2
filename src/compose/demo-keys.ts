import { createPrivateKey, type KeyObject } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Clock } from '../kernel/clock.ts';
import type { DataKeys } from '../kernel/data-keys.ts';
import type { Random } from '../kernel/random.ts';
import type { HubKeys } from '../flows/login/index.ts';
import { readDataKeys, readKeyPair } from '../outbound/index.ts';
import { newRsaKey, selfSignedCertificate } from '../pki/index.ts';
import { keyHandle } from '../saml/xmlsec/index.ts';

/** A party's key and certificate as PEM text: what the simulators take. */
export interface PemPair {
  readonly privateKeyPem: string;
  readonly certificatePem: string;
}

export interface DemoKeys {
  readonly hub: HubKeys;
  readonly dataKeys: DataKeys;
  readonly mitid: PemPair;
  readonly nemid: PemPair;
  readonly service3: PemPair;
  readonly service2: PemPair;
}

const day = 24 * 3600_000;
const strict = { allowWorldReadable: false, warn: () => {} };

/**
 * The development keys of the demo profile: made at the first start under `folder` (git-ignored), the same afterwards,
 * made anew when a certificate has less than a week left. RSA-3072 for the hub, as real OCES3 certificates are.
 */
export async function demoKeys(
  folder: string,
  { clock, random }: { clock: Clock; random: Random },
): Promise<DemoKeys> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const pair = (name: string, bits: 2048 | 3072): Promise<KeyFiles> =>
    ensurePair(folder, name, bits, clock, random);
  const [signing, decryption, mitid, nemid, service3, service2] = await Promise.all([
    pair('hub-signing', 3072),
    pair('hub-decryption', 3072),
    pair('simulated-mitid', 2048),
    pair('simulated-nemid', 2048),
    pair('simulated-service-oiosaml3', 2048),
    pair('simulated-service-oiosaml2', 2048),
  ]);
  return {
    hub: { signing: handleOf(signing), decryption: [handleOf(decryption)] },
    dataKeys: ensureDataKeys(folder, random),
    mitid: pemOf(mitid),
    nemid: pemOf(nemid),
    service3: pemOf(service3),
    service2: pemOf(service2),
  };
}

interface KeyFiles {
  readonly key: string;
  readonly certificate: string;
}

async function ensurePair(
  folder: string,
  name: string,
  bits: 2048 | 3072,
  clock: Clock,
  random: Random,
): Promise<KeyFiles> {
  const files = { key: join(folder, `${name}.key.pem`), certificate: join(folder, `${name}.crt.pem`) };
  if (existsSync(files.key) && existsSync(files.certificate) && livesOn(files, clock)) return files;
  const privateKey = await newRsaKey(bits);
  const certificate = selfSignedCertificate({
    commonName: `oiosaml-hub development: ${name}`,
    organisation: 'Development only',
    privateKey,
    notBefore: clock.now() - day,
    notAfter: clock.now() + 730 * day,
    serial: random.bytes(16),
  });
  writePrivate(files.certificate, pem('CERTIFICATE', certificate));
  writePrivate(files.key, keyText(privateKey));
  return files;
}

function livesOn(files: KeyFiles, clock: Clock): boolean {
  const handle = handleOf(files);
  return handle.notBefore <= clock.now() && clock.now() + 7 * day < handle.notAfter;
}

function handleOf({ key, certificate }: KeyFiles): HubKeys['signing'] {
  const pair = readKeyPair(key, certificate, strict);
  return keyHandle(pair.privateKey, pair.certificate);
}

function pemOf({ key, certificate }: KeyFiles): PemPair {
  return {
    privateKeyPem: keyText(createPrivateKey(readFileSync(key))),
    certificatePem: readFileSync(certificate, 'utf8'),
  };
}

function ensureDataKeys(folder: string, random: Random): DataKeys {
  const file = join(folder, 'data-keys.json');
  if (!existsSync(file)) {
    const made = (): object[] => [{ version: 1, key: random.bytes(32).toString('base64') }];
    writePrivate(file, JSON.stringify({ indexKeys: made(), keyEncryptionKeys: made() }, null, 2));
  }
  return readDataKeys(file, strict);
}

const keyText = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

function pem(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

/** Owner-only from the first byte, and whole or not at all. */
function writePrivate(file: string, text: string): void {
  const part = `${file}.part`;
  writeFileSync(part, text, { mode: 0o600 });
  renameSync(part, file);
}
