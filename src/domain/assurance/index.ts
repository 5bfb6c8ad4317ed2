/**
 * Levels of assurance: comparing, capping and translating them (nemlogin.md 6, oiosaml.md 2.3).
 * Owns every rule about a level; never raises one.
 */
export * from './nsis.ts';
