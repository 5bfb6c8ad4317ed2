import { HubError } from '../../kernel/errors.ts';
import { confirmationMethod, type SubjectConfirmation } from '../message/index.ts';
import { checkInResponseTo } from './in-response-to.ts';
import { checkRecipient } from './recipient.ts';
import { checkValidity } from './validity.ts';

export interface ConfirmationContext {
  /** Epoch milliseconds. */
  readonly now: number;
  /** The address the Response came to. */
  readonly acs: string;
  /** ID of this flow's request. */
  readonly requestId: string;
}

/**
 * One bearer confirmation meets Recipient, times and InResponseTo together (SAML profiles 4.1.4.3; security.md R6).
 * Confirmations of other methods count for nothing.
 * @throws HubError RESPONSE_CONTENT without a bearer confirmation, else what the first one fails on
 */
export function checkSubjectConfirmation(
  confirmations: readonly SubjectConfirmation[],
  context: ConfirmationContext,
): void {
  const bearers = confirmations.filter(({ method }) => method === confirmationMethod.bearer);
  if (bearers.length === 0) throw new HubError('RESPONSE_CONTENT', 'no bearer confirmation');
  const failures: unknown[] = [];
  for (const bearer of bearers) {
    try {
      checkInResponseTo(bearer, context.requestId);
      checkRecipient(bearer, context.acs);
      checkValidity(bearer, context.now, 'SubjectConfirmationData');
      return;
    } catch (failure) {
      failures.push(failure);
    }
  }
  throw failures[0];
}
