import { HubError } from '../../kernel/errors.ts';

/**
 * The upstream session has not ended yet (SAML core 2.7.2; security.md R4: in the future, no skew).
 * @throws HubError RESPONSE_EXPIRED
 */
export function checkSessionNotOnOrAfter(
  statement: { readonly sessionNotOnOrAfter?: number },
  now: number,
): void {
  const end = statement.sessionNotOnOrAfter;
  if (end !== undefined && !(end > now))
    throw new HubError('RESPONSE_EXPIRED', 'SessionNotOnOrAfter is past');
}
