import { createHash } from 'node:crypto';
import { HubError } from '../../kernel/errors.ts';
import { refusal, type Direction } from './refusal.ts';
import { clockSkew } from './skew.ts';

/** Shared by all processes, kept over restarts: one insert decides (security.md R11). */
export interface ReplayStore {
  /**
   * @param key 64 hex digits
   * @param expiresAt epoch seconds: from then on the key may be forgotten
   */
  remember(key: string, expiresAt: number): Promise<'new' | 'seen'>;
}

/** Name of (kind, Issuer, ID) in a ReplayStore; JSON keeps the parts apart. */
export function replayKey(direction: Direction, issuer: string, id: string): string {
  return createHash('sha256')
    .update(JSON.stringify([direction, issuer, id]))
    .digest('hex');
}

/**
 * The message was not seen before (SAML profiles 4.1.4.5; security.md R11, A7). Fails closed: whatever the store
 * answers but `new` refuses, and its own failure is passed on.
 * @param message.until epoch milliseconds: NotOnOrAfter of an assertion, end of the lifetime of a request
 * @throws HubError REQUEST_REPLAYED | RESPONSE_REPLAYED
 */
export async function checkReplay(
  direction: Direction,
  message: { readonly issuer: string; readonly id: string; readonly until: number },
  store: ReplayStore,
): Promise<void> {
  if (!Number.isFinite(message.until)) throw new HubError('INTERNAL', 'a replay entry needs an end');
  const expiresAt = Math.ceil((message.until + clockSkew) / 1000);
  const answer = await store.remember(replayKey(direction, message.issuer, message.id), expiresAt);
  if (answer !== 'new') throw refusal(direction, 'replayed', 'this message was used before');
}
