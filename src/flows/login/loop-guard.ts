import { createHash } from 'node:crypto';
import type { Clock } from '../../kernel/clock.ts';
import { HubError } from '../../kernel/errors.ts';
import type { Browser } from './journey.ts';

/** So many logins of one session at one service within the window are a loop, not a person. */
const maxLogins = 8;
const windowMs = 30_000;
const maxEntries = 20_000;

export interface LoopGuard {
  /** @throws HubError LOGIN_LOOP */
  readonly check: (browser: Browser, sp: string) => void;
}

/**
 * Notices a service that sends the browser back at once after every login. Counts in memory, per session cookie and
 * service, so a browser without a session (which sees a page in between) is never counted.
 */
export function createLoopGuard(clock: Clock): LoopGuard {
  const seen = new Map<string, number[]>();
  return {
    check({ sessions }, sp) {
      if (sessions.size === 0) return;
      const cookies = [...sessions.values()].map((value) => value.split('.', 1)[0]);
      const key = createHash('sha256')
        .update(JSON.stringify([cookies, sp]))
        .digest('base64url');
      const now = clock.now();
      const recent = (seen.get(key) ?? []).filter((at) => at > now - windowMs);
      seen.delete(key);
      if (seen.size >= maxEntries) seen.delete(seen.keys().next().value as string);
      seen.set(key, [...recent, now].slice(-maxLogins));
      if (recent.length >= maxLogins) throw new HubError('LOGIN_LOOP', `${sp} asks again and again`);
    },
  };
}
