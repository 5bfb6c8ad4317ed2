import type { Clock } from '../../src/kernel/clock.ts';

/** A clock that stands still until it is moved. */
export interface SettableClock extends Clock {
  set(now: number): void;
  advance(milliseconds: number): void;
}

export function settableClock(start = Date.UTC(2026, 2, 2, 9, 0, 0)): SettableClock {
  let time = start;
  return {
    now: () => time,
    set(now) {
      time = now;
    },
    advance(milliseconds) {
      time += milliseconds;
    },
  };
}
