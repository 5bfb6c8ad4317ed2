import { HubError } from '../../kernel/errors.ts';
import { nameIdFormat } from '../message/index.ts';
import { refusal, type Direction } from './refusal.ts';

/**
 * The Issuer is exactly the party that was expected (the identity provider this flow was sent to: security.md R5, R13,
 * R18; the service whose keys verified the request: A9), and its Format is absent or `entity`.
 * @throws HubError RESPONSE_MISDIRECTED for another identity provider, SP_UNKNOWN for another service;
 *   REQUEST_MALFORMED | RESPONSE_MALFORMED for another Format.
 */
export function checkIssuer(
  direction: Direction,
  message: { readonly issuer: string; readonly issuerFormat?: string },
  expected: string,
): void {
  if (message.issuerFormat !== undefined && message.issuerFormat !== nameIdFormat.entity) {
    throw refusal(direction, 'malformed', 'Format of Issuer is not entity');
  }
  if (message.issuer !== expected) {
    throw direction === 'request'
      ? new HubError('SP_UNKNOWN', 'Issuer is not the service whose request was verified')
      : refusal(direction, 'destination', 'Issuer is not the identity provider that was asked');
  }
}
