/**
 * The words of a login between the dialects: demand, facts, release.
 * Owns types only; decides nothing and knows no SAML.
 */
export * from './words.ts';
