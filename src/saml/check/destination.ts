import { refusal, type Direction } from './refusal.ts';

/**
 * Destination is there and equals the address the message came to, letter by letter (SAML bindings 3.4.5.2, 3.5.5.2;
 * security.md R2, A8).
 * @throws HubError REQUEST_DESTINATION | RESPONSE_MISDIRECTED
 */
export function checkDestination(
  direction: Direction,
  message: { readonly destination?: string },
  expected: string,
): void {
  if (message.destination === undefined) throw refusal(direction, 'destination', 'no Destination');
  if (message.destination !== expected)
    throw refusal(direction, 'destination', 'Destination is another address');
}
