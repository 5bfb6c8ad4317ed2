import { HubError } from '../../kernel/errors.ts';

/**
 * Recipient of a confirmation is there and equals the address the Response came to (SAML profiles 4.1.4.3;
 * security.md R2).
 * @throws HubError RESPONSE_MISDIRECTED
 */
export function checkRecipient(confirmation: { readonly recipient?: string }, expected: string): void {
  if (confirmation.recipient !== expected) {
    throw new HubError('RESPONSE_MISDIRECTED', 'Recipient is absent or another address');
  }
}
