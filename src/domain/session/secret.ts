import { createHash, timingSafeEqual } from 'node:crypto';

/**
 * The cookie's value is `sid.secret`: the sid finds the session, the secret proves that this browser holds it. Only
 * the secret's hash is stored, and it changes at every login, so an id planted beforehand is worth nothing
 * (security.md B1).
 */
export function cookieValue(sid: string, secret: string): string {
  return `${sid}.${secret}`;
}

/** Undefined for anything that the hub cannot have given. */
export function parseCookieValue(
  value: string,
): { readonly sid: string; readonly secret: string } | undefined {
  const [, sid, secret] = /^([\w-]{22})\.([\w-]{22})$/.exec(value) ?? [];
  return sid === undefined || secret === undefined ? undefined : { sid, secret };
}

/** SHA-256 is enough: the secret is 128 random bits, not a password. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** In constant time. */
export function secretMatches(secret: string, storedHash: string): boolean {
  const given = Buffer.from(hashSecret(secret));
  const stored = Buffer.from(storedHash);
  return given.length === stored.length && timingSafeEqual(given, stored);
}
