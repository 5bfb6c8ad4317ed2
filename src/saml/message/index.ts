/**
 * SAML 2.0 messages as plain data: AuthnRequest, Response, Assertion, Status (SAML core 2 and 3).
 * Owns their shape, both ways: readers take verified XML only and refuse whatever is not of that shape; writers give
 * canonical text that can be signed as it stands.
 * Never decides whether a message is meant for us or still valid (that is saml/check), and knows no Danish word.
 */
export type * from './types.ts';
export * from './uris.ts';
export { formatInstant, parseInstant } from './instant.ts';
export { claimedIssuer } from './issuer.ts';
export type { MessageParts } from './parts.ts';
export { readAuthnRequest } from './read-authn-request.ts';
export { authnRequestParts, writeAuthnRequest, type AuthnRequestContent } from './write-authn-request.ts';
export { readResponse, type ResponseEnvelope } from './read-response.ts';
export { encryptedAssertion, responseParts, writeResponse, type ResponseContent } from './write-response.ts';
export { readAssertion } from './read-assertion.ts';
export { assertionParts, type AssertionContent } from './write-assertion.ts';
export type { AttributeLimits } from './attribute.ts';
