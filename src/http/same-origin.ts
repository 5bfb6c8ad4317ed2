import type { IncomingHttpHeaders } from 'node:http';

/**
 * Second lock on our own forms beside their token (security.md B4): the browser says that the post came from a page
 * of ours. Sec-Fetch-Site decides where there is one. An Origin of `null` says nothing, because our own pages send it
 * too: their Referrer-Policy is no-referrer (Fetch standard, "append a request Origin header"). Browsers and
 * programs that send neither are let through to the token.
 */
export function comesFromOwnPage(headers: IncomingHttpHeaders, ownOrigin: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const { origin } = headers;
  return origin === undefined || origin === 'null' || origin === ownOrigin;
}
