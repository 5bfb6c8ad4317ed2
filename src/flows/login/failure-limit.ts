import type { Clock } from '../../kernel/clock.ts';
import { HubError } from '../../kernel/errors.ts';

/** Answers that could not be decrypted or verified, per address and minute (security.md E2). */
const mostFailures = 20;
const windowMs = 60_000;
const maxEntries = 50_000;

export interface FailureLimit {
  /** @throws HubError TOO_MANY_FAILURES when this address has had its share */
  check(address: string): void;
  count(address: string): void;
}

/**
 * Bounds how often one address may have a Response fail between decryption and signature: a CBC oracle needs thousands
 * of tries. Only failures count, so the many people behind one address log in undisturbed. In memory, per process.
 */
export function createFailureLimit(clock: Clock): FailureLimit {
  const failures = new Map<string, number[]>();
  const recent = (address: string): number[] =>
    (failures.get(address) ?? []).filter((at) => at > clock.now() - windowMs);
  return {
    check(address) {
      if (recent(address).length >= mostFailures) {
        throw new HubError('TOO_MANY_FAILURES', 'too many answers of this address could not be verified');
      }
    },
    count(address) {
      const kept = recent(address);
      failures.delete(address);
      const oldest = failures.keys().next();
      if (failures.size >= maxEntries && !oldest.done) failures.delete(oldest.value);
      failures.set(address, [...kept, clock.now()]);
    },
  };
}
