import { createDecipheriv, randomBytes } from 'node:crypto';
import { type PrivateKeyHandle } from '../../kernel/key-handle.ts';
import { type XmlElement } from '../xml/index.ts';
import { type BlockCipher } from './algorithms.ts';
import { readEncrypted, type EncryptedShape, type WrappedKey } from './encrypted-shape.ts';
import { DecryptionRefused, isRefusal } from './refusals.ts';

export interface DecryptionPolicy {
  /** Refuse CBC, by agreement with this partner. */
  readonly gcmOnly: boolean;
}

/**
 * Decrypts what an EncryptedAssertion (or another parent of one EncryptedData) holds.
 *
 * Failures are uniform: where no key opens an EncryptedKey the work goes on with a random key, and wrong padding is noted
 * but decoded all the same, so each failure takes the same steps and ends in the same error. What stays measurable is that
 * nothing was verified afterwards; callers limit failures per flow and address (security.md E2).
 * @param encrypted the parent of EncryptedData.
 * @param keys the hub's decryption keys, active and retiring; each is tried on each EncryptedKey, KeyInfo is not read.
 * @returns the plaintext, not yet looked at: give it to `parseXml` (with `encrypted` as context).
 * @throws DecryptionRefused, whatever is wrong.
 */
export async function decryptElement(
  encrypted: XmlElement,
  keys: readonly PrivateKeyHandle[],
  policy: DecryptionPolicy,
): Promise<string> {
  const { cipher, content, keys: wrapped } = allowed(encrypted, policy);
  const contentKey = await unwrap(wrapped, keys, cipher.keyBytes);
  const plain = decipher(cipher, contentKey, content);
  const text = utf8(plain.bytes);
  if (!plain.good || text === undefined) throw new DecryptionRefused('decryption');
  return text;
}

/** Everything that can be refused by name, before any key is touched. */
function allowed(encrypted: XmlElement, policy: DecryptionPolicy): EncryptedShape {
  let shape: EncryptedShape;
  try {
    shape = readEncrypted(encrypted);
  } catch (error) {
    if (isRefusal(error) && error.name !== 'DecryptionRefused')
      throw new DecryptionRefused(error.message, error);
    throw error;
  }
  if (policy.gcmOnly && shape.cipher.mode !== 'gcm')
    throw new DecryptionRefused(`${shape.cipher.name} where GCM is agreed`);
  return shape;
}

/** The first key of the right length that opens; a random one if none does. */
async function unwrap(
  wrapped: readonly WrappedKey[],
  keys: readonly PrivateKeyHandle[],
  keyBytes: number,
): Promise<Buffer> {
  for (const one of wrapped) {
    for (const key of keys) {
      const opened = await attempt(key, one);
      if (opened?.length === keyBytes) return opened;
    }
  }
  return randomBytes(keyBytes);
}

async function attempt(
  key: PrivateKeyHandle,
  { wrapped, digest, mgf }: WrappedKey,
): Promise<Buffer | undefined> {
  try {
    return await key.decryptOaep(wrapped, digest, mgf);
  } catch {
    return undefined;
  }
}

interface Plain {
  readonly bytes: Buffer;
  readonly good: boolean;
}

function decipher(cipher: BlockCipher, key: Buffer, content: Buffer): Plain {
  return cipher.mode === 'gcm'
    ? openGcm(cipher.openssl, key, content)
    : openCbc(cipher.openssl, key, content);
}

/** 96-bit vector and 128-bit tag, nothing shorter (XML Encryption 1.1, 5.2.4; security.md E3). */
function openGcm(name: 'aes-128-gcm' | 'aes-192-gcm' | 'aes-256-gcm', key: Buffer, content: Buffer): Plain {
  const end = content.length - 16;
  if (end < 12) return { bytes: Buffer.alloc(0), good: false };
  const decipher = createDecipheriv(name, key, content.subarray(0, 12), { authTagLength: 16 });
  decipher.setAuthTag(content.subarray(end));
  const bytes = decipher.update(content.subarray(12, end));
  try {
    decipher.final();
    return { bytes, good: true };
  } catch {
    return { bytes, good: false };
  }
}

/** The last octet says how many to drop; the others of the padding may be anything (XML Encryption 1.1, 5.2). */
function openCbc(name: string, key: Buffer, content: Buffer): Plain {
  if (content.length < 32 || content.length % 16 !== 0) return { bytes: Buffer.alloc(0), good: false };
  const decipher = createDecipheriv(name, key, content.subarray(0, 16)).setAutoPadding(false);
  const bytes = Buffer.concat([decipher.update(content.subarray(16)), decipher.final()]);
  const padding = bytes[bytes.length - 1] ?? 0;
  const good = padding >= 1 && padding <= 16;
  return { bytes: bytes.subarray(0, bytes.length - (good ? padding : 0)), good };
}

function utf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
