import { createCipheriv, createDecipheriv, type KeyObject } from 'node:crypto';
import { HubError } from '../../kernel/errors.ts';
import type { Random } from '../../kernel/random.ts';

/** Where a sealed value stands; part of the authenticated data, so a value cannot be moved (storage.md 7). */
export interface FieldPlace {
  readonly collection: string;
  readonly id: string;
  readonly field: string;
}

const format = 1;
const nonceAt = 3;
const textAt = nonceAt + 12;
const tagBytes = 16;

/**
 * AES-256-GCM. Form: version(1) + key id(2) + nonce(12) + ciphertext + tag(16), base64url.
 * `keyId` (0 to 65535) says which key to open it with; it and the version are authenticated too.
 */
export function sealField(
  plaintext: Buffer,
  key: KeyObject,
  keyId: number,
  place: FieldPlace,
  random: Random,
): string {
  const head = Buffer.alloc(textAt);
  head.writeUInt8(format, 0);
  head.writeUInt16BE(keyId, 1);
  random.bytes(12).copy(head, nonceAt);
  const cipher = createCipheriv('aes-256-gcm', key, head.subarray(nonceAt), { authTagLength: tagBytes });
  cipher.setAAD(additionalData(head, place));
  const ciphertext = [cipher.update(plaintext), cipher.final()];
  return Buffer.concat([head, ...ciphertext, cipher.getAuthTag()]).toString('base64url');
}

/** Which key a sealed value wants. @throws HubError KEY_UNAVAILABLE when it is not a sealed value of a known version. */
export function keyIdOf(sealed: string): number {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < textAt + tagBytes || bytes.readUInt8(0) !== format) throw unopened('unknown form');
  return bytes.readUInt16BE(1);
}

/** @throws HubError KEY_UNAVAILABLE when the key, the place or a single bit is not that of the sealing. */
export function openField(sealed: string, key: KeyObject, place: FieldPlace): Buffer {
  keyIdOf(sealed);
  const bytes = Buffer.from(sealed, 'base64url');
  const head = bytes.subarray(0, textAt);
  const decipher = createDecipheriv('aes-256-gcm', key, head.subarray(nonceAt), { authTagLength: tagBytes });
  decipher.setAAD(additionalData(head, place));
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(textAt, -tagBytes)), decipher.final()]);
  } catch {
    throw unopened(`${place.collection}.${place.field} is altered, moved, or under another key`);
  }
}

/** JSON keeps the parts apart: no two places give the same bytes. */
function additionalData(head: Buffer, { collection, id, field }: FieldPlace): Buffer {
  return Buffer.concat([head.subarray(0, nonceAt), Buffer.from(JSON.stringify([collection, id, field]))]);
}

function unopened(why: string): HubError {
  return new HubError('KEY_UNAVAILABLE', `sealed value does not open: ${why}`);
}
