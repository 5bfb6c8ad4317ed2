import { HubError } from '../../kernel/errors.ts';

/**
 * Exactly one assertion, encrypted; plain only from a source that may send it so (security.md 2 step 5, R8, E4).
 * @throws HubError RESPONSE_MALFORMED
 */
export function checkAssertionCount(
  response: { readonly encryptedAssertions: readonly unknown[]; readonly assertions: readonly unknown[] },
  acceptsUnencrypted: boolean,
): void {
  const [encrypted, plain] = [response.encryptedAssertions.length, response.assertions.length];
  if (encrypted + plain !== 1) throw new HubError('RESPONSE_MALFORMED', `${encrypted + plain} assertions`);
  if (plain === 1 && !acceptsUnencrypted)
    throw new HubError('RESPONSE_MALFORMED', 'assertion is not encrypted');
}
