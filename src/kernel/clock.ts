/** Time as a parameter. Everything that depends on "now" takes a Clock, so tests decide what time it is. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
}

/** The machine's own clock; handed out by compose only. */
export const systemClock: Clock = { now: () => Date.now() };

/** Whole seconds since the epoch: the unit of `expiresAt` in the store. */
export function epochSeconds(clock: Clock): number {
  return Math.floor(clock.now() / 1000);
}
