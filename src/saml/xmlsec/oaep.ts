import { constants, createHash, hash, privateDecrypt, publicEncrypt, type KeyObject } from 'node:crypto';
import { type DigestName } from '../../kernel/key-handle.ts';
import { type Random } from '../../kernel/random.ts';

/**
 * RSAES-OAEP (RFC 8017, 7.1) with digest and MGF1 digest chosen apart, which Node cannot do: `rsa-oaep-mgf1p` with
 * DigestMethod SHA-256 keeps MGF1-SHA1. Padding is done here, RSA itself by OpenSSL. The label is always empty.
 */
export interface OaepDigests {
  readonly digest: DigestName;
  readonly mgf: DigestName;
}

/** @throws RangeError if the message is too long for the key. */
export function oaepEncrypt(key: KeyObject, message: Buffer, by: OaepDigests, random: Random): Buffer {
  const size = modulusBytes(key);
  const label = hash(by.digest, '', 'buffer');
  const room = size - 2 * label.length - 2;
  if (message.length > room) throw new RangeError('message too long for the key');
  const seed = random.bytes(label.length);
  const block = Buffer.concat([label, Buffer.alloc(room - message.length), Buffer.of(1), message]);
  const maskedBlock = xor(block, mgf1(seed, block.length, by.mgf));
  const maskedSeed = xor(seed, mgf1(maskedBlock, seed.length, by.mgf));
  const padded = Buffer.concat([Buffer.of(0), maskedSeed, maskedBlock]);
  return publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, padded);
}

/**
 * Undoes it. No branch and no memory access depends on the padding until one verdict is known, so the caller cannot
 * tell which of its rules was broken (Manger's attack); as constant in time as JavaScript allows.
 * @throws Error with one text for every failure.
 */
export function oaepDecrypt(key: KeyObject, ciphertext: Buffer, by: OaepDigests): Buffer {
  const size = modulusBytes(key);
  const label = hash(by.digest, '', 'buffer');
  if (ciphertext.length !== size || size < 2 * label.length + 2) throw new Error('OAEP');
  const padded = privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, ciphertext);
  const maskedSeed = padded.subarray(1, 1 + label.length);
  const maskedBlock = padded.subarray(1 + label.length);
  const seed = xor(maskedSeed, mgf1(maskedBlock, maskedSeed.length, by.mgf));
  const block = xor(maskedBlock, mgf1(seed, maskedBlock.length, by.mgf));

  let bad = padded[0] ?? 1;
  for (let i = 0; i < label.length; i++) bad |= (block[i] ?? 0) ^ (label[i] ?? 0);
  let searching = 1; // 1 until the 0x01 that ends the zeros
  let start = 0;
  for (let i = label.length; i < block.length; i++) {
    const octet = block[i] ?? 0;
    const isOne = isZero(octet ^ 1);
    start |= -(searching & isOne) & i;
    bad |= searching & (1 - isOne) & (1 - isZero(octet));
    searching &= 1 - isOne;
  }
  if ((bad | searching) !== 0) throw new Error('OAEP');
  return block.subarray(start + 1);
}

/** 1 for 0, 0 for 1 to 255, without a branch. */
function isZero(octet: number): number {
  return ((octet - 1) >>> 31) & 1;
}

function mgf1(seed: Buffer, length: number, digest: DigestName): Buffer {
  const parts: Buffer[] = [];
  const counter = Buffer.alloc(4);
  for (let made = 0, i = 0; made < length; i++) {
    counter.writeUInt32BE(i);
    const part = createHash(digest).update(seed).update(counter).digest();
    parts.push(part);
    made += part.length;
  }
  return Buffer.concat(parts).subarray(0, length);
}

function xor(a: Buffer, b: Buffer): Buffer {
  const out = Buffer.alloc(a.length);
  for (let i = 0; i < a.length; i++) out[i] = (a[i] ?? 0) ^ (b[i] ?? 0);
  return out;
}

function modulusBytes(key: KeyObject): number {
  const bits = key.asymmetricKeyType === 'rsa' ? key.asymmetricKeyDetails?.modulusLength : undefined;
  if (bits === undefined) throw new Error('not an RSA key');
  return Math.ceil(bits / 8);
}
