/**
 * Is this message meant for us, from whom we think, now, and for the first time? One file per rule (security.md 7, 8).
 * Owns the rules and their order. Each takes plain data and throws the HubError whose code says whose turn it is.
 * Signatures: which keys count and what a failure means is here; the cryptography is in saml/xmlsec.
 * Never reads a clock or a store by itself, never trusts a key from a message, and knows no Danish word.
 */
export { checkAcs, defaultAcs, type AcsEndpoint } from './acs.ts';
export { checkAssertionCount } from './assertion-count.ts';
export { checkAttributeIndex } from './attribute-index.ts';
export { checkAudience } from './audience.ts';
export { checkAuthnInstant } from './authn-instant.ts';
export { checkConditions } from './conditions.ts';
export { checkContradiction } from './contradiction.ts';
export { checkDestination } from './destination.ts';
export { checkInResponseTo } from './in-response-to.ts';
export { checkIssueInstant } from './issue-instant.ts';
export { checkIssuer } from './issuer.ts';
export { checkNameIdPolicy } from './name-id-policy.ts';
export { checkRecipient } from './recipient.ts';
export { openAssertion, type AssertionKeys } from './open-assertion.ts';
export { checkReplay, replayKey, type ReplayStore } from './replay.ts';
export { checkQuerySignature, verifiedMessage } from './signature.ts';
export { checkSessionNotOnOrAfter } from './session-not-on-or-after.ts';
export { publicKeysOf, usableSigningKeys, type CertifiedKey } from './signing-keys.ts';
export { clockSkew, messageLifetime } from './skew.ts';
export { checkStatusSuccess } from './status-success.ts';
export { checkSubject } from './subject.ts';
export { checkSubjectConfirmation, type ConfirmationContext } from './subject-confirmation.ts';
export { checkValidity } from './validity.ts';
export { checkVersionAndId } from './version-and-id.ts';
export { runChecks, type Check } from './run.ts';
export type { Direction } from './refusal.ts';
export {
  answerableRequestChecks,
  checkAuthnRequest,
  requestChecks,
  type RequestContext,
} from './request-checks.ts';
export {
  assertionChecks,
  checkAssertion,
  checkEnvelope,
  envelopeChecks,
  type ResponseContext,
} from './response-checks.ts';
