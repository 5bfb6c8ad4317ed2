import { randomBytes, randomUUID } from 'node:crypto';

/** Chance as a parameter, so tests give byte-equal output. */
export interface Random {
  /** `size` random bytes. */
  bytes(size: number): Buffer;
  /** A random UUIDv4, lower case. */
  uuid(): string;
}

export const systemRandom: Random = { bytes: (size) => randomBytes(size), uuid: () => randomUUID() };

/** An XML ID: `_` and 32 hex digits, 128 random bits (SAML core 1.3.4; 16 characters at least for OIOSAML.Net). */
export function messageId(random: Random): string {
  return '_' + random.bytes(16).toString('hex');
}

/** A secret for a cookie or a URL: 128 bits as base64url. */
export function secretToken(random: Random): string {
  return random.bytes(16).toString('base64url');
}
