import type { KeyObject } from 'node:crypto';
import { HubError } from '../../kernel/errors.ts';
import { publicKeyOf } from '../xmlsec/index.ts';
import type { Direction } from './refusal.ts';

/** A partner's certificate from its metadata, never from a message. Times in epoch milliseconds. */
export interface CertifiedKey {
  /** Base64 DER. */
  readonly certificate: string;
  readonly use: 'signing' | 'encryption' | 'both';
  readonly notBefore: number;
  readonly notAfter: number;
}

/**
 * The keys whose signature counts now: use signing or unsaid, certificate valid (security.md S1, S17). An operator may
 * let an expired certificate pass until a date; one that is not valid yet never passes.
 * @param now epoch milliseconds
 * @param graceUntil end of the operator's grace, epoch milliseconds
 * @throws HubError PARTNER_CERTIFICATE_EXPIRED when there are signing keys but none is valid;
 *   REQUEST_SIGNATURE | RESPONSE_REFUSED when the partner has no signing key at all
 */
export function usableSigningKeys<K extends CertifiedKey>(
  direction: Direction,
  keys: readonly K[],
  now: number,
  graceUntil?: number,
): readonly K[] {
  const signing = keys.filter(({ use }) => use !== 'encryption');
  if (signing.length === 0) {
    throw new HubError(
      direction === 'request' ? 'REQUEST_SIGNATURE' : 'RESPONSE_REFUSED',
      'partner without signing key',
    );
  }
  const inGrace = graceUntil !== undefined && now < graceUntil;
  const usable = signing.filter(
    ({ notBefore, notAfter }) => notBefore <= now && (now <= notAfter || inGrace),
  );
  if (usable.length === 0) {
    const end = Math.max(...signing.map(({ notAfter }) => notAfter));
    throw new HubError('PARTNER_CERTIFICATE_EXPIRED', 'no signing certificate of this partner is valid now', {
      validUntil: new Date(end).toISOString().slice(0, 10),
    });
  }
  return usable;
}

/** The public keys of certificates, each parsed once per process. */
export function publicKeysOf(keys: readonly CertifiedKey[]): readonly KeyObject[] {
  return keys.map(({ certificate }) => publicKeyOf(certificate));
}
