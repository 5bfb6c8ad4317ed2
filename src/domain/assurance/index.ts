/**
 * Levels of assurance: comparing, capping and translating them (nemlogin.md 6, oiosaml.md 2.3).
 * Owns every rule about a level; never raises one: what comes out is at most what was asserted, what the
 * identity provider is registered for, and what the identity was registered at.
 */
export * from './nsis.ts';
export * from './compare.ts';
export * from './achieved.ts';
