import { refusal, type Direction } from './refusal.ts';

const ncName = /^[\p{L}_][\p{L}\p{N}\p{M}_.-]*$/u;
const leastIdLength = { request: 1, response: 16 } as const;
const mostIdLength = 256;

/**
 * Version is `2.0`; the ID is an NCName of 1 to 256 characters, of an identity provider at least 16
 * (SAML core 1.3.4, 3.2.1; security.md R9).
 * @throws HubError REQUEST_MALFORMED | RESPONSE_MALFORMED
 */
export function checkVersionAndId(
  direction: Direction,
  message: { readonly version: string; readonly id: string },
): void {
  if (message.version !== '2.0') throw refusal(direction, 'malformed', 'Version is not 2.0');
  const { length } = message.id;
  if (length < leastIdLength[direction] || length > mostIdLength || !ncName.test(message.id)) {
    throw refusal(direction, 'malformed', 'ID is not a usable NCName');
  }
}
