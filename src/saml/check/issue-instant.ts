import { refusal, type Direction } from './refusal.ts';
import { clockSkew, messageLifetime } from './skew.ts';

/**
 * IssueInstant lies at most 5 minutes back, the skew being inside, and at most the skew ahead (security.md R4, A7).
 * @param now epoch milliseconds
 * @throws HubError REQUEST_EXPIRED | RESPONSE_EXPIRED
 */
export function checkIssueInstant(
  direction: Direction,
  message: { readonly issueInstant: number },
  now: number,
): void {
  const age = now - message.issueInstant;
  if (!(age <= messageLifetime)) throw refusal(direction, 'expired', 'IssueInstant over 5 minutes ago');
  if (!(age >= -clockSkew)) throw refusal(direction, 'expired', 'IssueInstant in the future');
}
