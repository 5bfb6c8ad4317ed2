/** NSIS levels of assurance, weakest first (nemlogin.md 6.1). */
export const nsisLevels = ['Low', 'Substantial', 'High'] as const;
export type NsisLevel = (typeof nsisLevels)[number];

/** The AssuranceLevel of OIOSAML 2.0.9 (oiosaml.md 2.1). */
export type LegacyLevel = 1 | 2 | 3 | 4;
