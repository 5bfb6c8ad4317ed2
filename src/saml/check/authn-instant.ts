import { HubError } from '../../kernel/errors.ts';
import { clockSkew } from './skew.ts';

/**
 * AuthnInstant is no future time, and for a forced login none from before it was asked for (security.md A11).
 * @param forcedSince when the forced login was asked for, epoch milliseconds; absent = not forced
 * @throws HubError RESPONSE_EXPIRED
 */
export function checkAuthnInstant(
  statement: { readonly authnInstant: number },
  now: number,
  forcedSince?: number,
): void {
  if (!(statement.authnInstant <= now + clockSkew)) {
    throw new HubError('RESPONSE_EXPIRED', 'AuthnInstant in the future');
  }
  if (forcedSince !== undefined && !(statement.authnInstant >= forcedSince - clockSkew)) {
    throw new HubError('RESPONSE_EXPIRED', 'AuthnInstant before the forced login was asked for');
  }
}
