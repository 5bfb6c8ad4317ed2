/**
 * What keeps the old world served: PID and RID for users who never had one (design.md 5, nemlogin.md 1.6).
 * Owns the reserved blocks that such numbers are minted from. Never translates between two identities, never gives
 * one number to two of them, never changes a number that a service may know. Goes when OIOSAML 2.0.9 goes.
 */
export { createLegacyBlocks, type LegacyBlocks } from './blocks.ts';
export { legacyIdsFor, type LegacyIdDeps, type LegacyIds } from './legacy-ids.ts';
