import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import type { DataKeys } from '../kernel/data-keys.ts';
import { HubError } from '../kernel/errors.ts';

/** A private key read from files, with its certificate. */
export interface KeyPairFile {
  readonly privateKey: KeyObject;
  /** Base64 DER, one line. */
  readonly certificate: string;
}

export interface KeyFileOptions {
  /** Take a world-readable file, with a warning (design.md 12). */
  readonly allowWorldReadable: boolean;
  readonly warn: (message: string) => void;
}

/**
 * Reads a PEM private key and its PEM certificate.
 *
 * @throws HubError KEY_FILE: unreadable, wrong file mode, not a key, too short, or a pair that does not belong together
 */
export function readKeyPair(keyFile: string, certificateFile: string, options: KeyFileOptions): KeyPairFile {
  const privateKey = privateKeyOf(keyFile, readPrivate(keyFile, options));
  const certificate = certificateOf(certificateFile);
  if (!certificate.checkPrivateKey(privateKey)) {
    throw refusal(
      certificateFile,
      `is not the certificate of ${keyFile}; put the pair that belongs together`,
    );
  }
  return { privateKey, certificate: certificate.raw.toString('base64') };
}

/**
 * Reads the keys that protect data in the store.
 *
 * @throws HubError KEY_FILE
 */
export function readDataKeys(file: string, options: KeyFileOptions): DataKeys {
  const form = 'must be {"indexKeys":[{"version":1,"key":"<32 bytes, base64>"}],"keyEncryptionKeys":[…]}';
  let parsed: { indexKeys?: unknown; keyEncryptionKeys?: unknown };
  try {
    parsed = JSON.parse(readPrivate(file, options)) as typeof parsed;
  } catch (cause) {
    throw cause instanceof HubError ? cause : refusal(file, form);
  }
  return {
    indexKeys: versionedKeys(parsed.indexKeys, () => refusal(file, form)),
    keyEncryptionKeys: versionedKeys(parsed.keyEncryptionKeys, () => refusal(file, form)),
  };
}

function versionedKeys(value: unknown, refuse: () => HubError): DataKeys['indexKeys'] {
  if (!Array.isArray(value) || value.length === 0) throw refuse();
  const keys = value.map((entry: { version?: unknown; key?: unknown }) => {
    const key = typeof entry?.key === 'string' ? Buffer.from(entry.key, 'base64') : Buffer.alloc(0);
    const version = entry?.version;
    if (
      key.length !== 32 ||
      typeof version !== 'number' ||
      !Number.isInteger(version) ||
      version < 1 ||
      version > 65535
    ) {
      throw refuse();
    }
    return { version, key };
  });
  if (new Set(keys.map(({ version }) => version)).size !== keys.length) throw refuse();
  return keys;
}

/** design.md 12: not writable by group or others, not readable by others; group-readable is fine. */
function readPrivate(file: string, { allowWorldReadable, warn }: KeyFileOptions): string {
  let mode: number;
  let text: string;
  try {
    mode = statSync(file).mode;
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new HubError('KEY_FILE', `${file}: cannot be read`, { file }, cause);
  }
  if (process.platform === 'win32') return text;
  if ((mode & 0o022) !== 0) throw refusal(file, 'is writable by group or others; chmod 0600 it');
  if ((mode & 0o004) !== 0 && !allowWorldReadable)
    throw refusal(file, 'is readable by everybody; chmod 0600 it');
  if ((mode & 0o004) !== 0) warn(`${file} is readable by everybody on this machine`);
  return text;
}

function privateKeyOf(file: string, pem: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey(pem);
  } catch {
    throw refusal(file, 'is not an unencrypted PEM private key');
  }
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (key.asymmetricKeyType !== 'rsa' || bits < 2048)
    throw refusal(file, 'must be an RSA key of at least 2048 bits');
  return key;
}

function certificateOf(file: string): X509Certificate {
  try {
    return new X509Certificate(readFileSync(file));
  } catch {
    throw refusal(file, 'is not a readable X.509 certificate in PEM or DER');
  }
}

function refusal(file: string, remedy: string): HubError {
  return new HubError('KEY_FILE', `${file}: ${remedy}`, { file, remedy });
}
