/**
 * Dialects: SAML and Danish profile words <-> the hub's own words (domain/login). One folder per dialect, the same
 * file names in each: names, attributes, demand (a service's request in), request (the hub's request out),
 * login (an identity provider's assertion in), content (the hub's assertion out).
 * All pure. Never verifies, signs or encrypts, never decides who gets what: a release comes in and is written whole.
 */
export { dialectOf } from './dialects.ts';
export type { Ask, AssertionContext, DialectProfile } from './dialect-profile.ts';
export type { AnnouncedAttribute, AttributeTable, WrittenAttribute } from './attribute-table.ts';
