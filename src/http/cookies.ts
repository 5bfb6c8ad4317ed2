/** Cookies by the letter of RFC 6265: what is not of the form is not there. Knows no names; see hub-cookies.ts. */

/** Cookies of one request in the order sent: the oldest first (RFC 6265 5.4). */
export type CookieList = readonly (readonly [name: string, value: string])[];

const pair = /^([!#$%&'*+.^_`|~0-9A-Za-z-]{1,200})=([\x21\x23-\x2b\x2d-\x3a\x3c-\x5b\x5d-\x7e]{0,500})$/;

/** A name that comes twice is ambiguous, so somebody may have planted one: neither counts. */
export function parseCookies(header: string | undefined): CookieList {
  const found: (readonly [string, string])[] = [];
  const seen = new Map<string, number>();
  for (const part of (header ?? '').split(';')) {
    const [, name, value] = pair.exec(part.trim()) ?? [];
    if (name === undefined || value === undefined) continue;
    found.push([name, value]);
    seen.set(name, (seen.get(name) ?? 0) + 1);
  }
  return found.filter(([name]) => seen.get(name) === 1);
}

export interface CookieFlags {
  readonly secure: boolean;
  /** Seconds; 0 takes the cookie away; absent = until the browser closes. */
  readonly maxAge?: number;
}

/**
 * One Set-Cookie header. With Secure goes SameSite=None, because messages come by cross-site POST (security.md B2).
 * @throws TypeError for a name or value that is no cookie.
 */
export function serializeCookie(name: string, value: string, flags: CookieFlags): string {
  if (!pair.test(`${name}=${value}`)) throw new TypeError('not a cookie');
  const parts = [`${name}=${value}`, 'Path=/', 'HttpOnly'];
  parts.push(...(flags.secure ? ['Secure', 'SameSite=None'] : ['SameSite=Lax']));
  if (flags.maxAge !== undefined) parts.push(`Max-Age=${Math.floor(flags.maxAge)}`);
  return parts.join('; ');
}
