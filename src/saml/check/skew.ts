/** The one rule for clocks that differ (OIO-GE-01: 3 to 5 minutes), in milliseconds. */
export const clockSkew = 180_000;

/** How old a message may be when it arrives, in milliseconds; the skew is inside (security.md R4, A7). */
export const messageLifetime = 300_000;
