import type { Assertion, ResponseEnvelope } from '../message/index.ts';
import { checkAssertionCount } from './assertion-count.ts';
import { checkAudience } from './audience.ts';
import { checkAuthnInstant } from './authn-instant.ts';
import { checkConditions } from './conditions.ts';
import { checkDestination } from './destination.ts';
import { checkInResponseTo } from './in-response-to.ts';
import { checkIssueInstant } from './issue-instant.ts';
import { checkIssuer } from './issuer.ts';
import { runChecks, type Check } from './run.ts';
import { checkSessionNotOnOrAfter } from './session-not-on-or-after.ts';
import { checkStatusSuccess } from './status-success.ts';
import { checkSubjectConfirmation } from './subject-confirmation.ts';
import { checkVersionAndId } from './version-and-id.ts';

/** What an answer is held against: all of it comes from the flow and the provider's record, none from the message. */
export interface ResponseContext {
  /** Epoch milliseconds. */
  readonly now: number;
  /** Our assertion consumer address, to which the Response came. */
  readonly acs: string;
  /** ID of the request this flow sent. */
  readonly requestId: string;
  /** entityID of the identity provider this flow was sent to. */
  readonly identityProvider: string;
  /** Our entityID as a service provider. */
  readonly audience: string;
  /** This source may send an assertion in the clear. */
  readonly acceptsUnencrypted: boolean;
  /** When a forced login was asked for, epoch milliseconds. */
  readonly forcedSince?: number;
}

/** On the unsigned outside, before any key is used (security.md 2 step 6). */
export const envelopeChecks: readonly Check<ResponseEnvelope, ResponseContext>[] = [
  ['version and ID', (response) => checkVersionAndId('response', response)],
  ['destination', (response, context) => checkDestination('response', response, context.acs)],
  ['in-response-to', (response, context) => checkInResponseTo(response, context.requestId)],
  ['issuer', (response, context) => checkIssuer('response', response, context.identityProvider)],
  ['issue instant', (response, context) => checkIssueInstant('response', response, context.now)],
  [
    'status',
    (response) =>
      checkStatusSuccess(response.status, response.assertions.length + response.encryptedAssertions.length),
  ],
  ['assertion count', (response, context) => checkAssertionCount(response, context.acceptsUnencrypted)],
];

/** On the signed assertion (security.md 2 step 12); replay comes after, being a write. */
export const assertionChecks: readonly Check<Assertion, ResponseContext>[] = [
  ['version and ID', (assertion) => checkVersionAndId('response', assertion)],
  ['issuer', (assertion, context) => checkIssuer('response', assertion, context.identityProvider)],
  ['issue instant', (assertion, context) => checkIssueInstant('response', assertion, context.now)],
  [
    'subject confirmation',
    (assertion, context) => checkSubjectConfirmation(assertion.confirmations, context),
  ],
  ['conditions', (assertion, context) => checkConditions(assertion.conditions, context.now)],
  ['audience', (assertion, context) => checkAudience(assertion.conditions, context.audience)],
  [
    'authn instant',
    (assertion, context) => checkAuthnInstant(assertion.authnStatement, context.now, context.forcedSince),
  ],
  ['session end', (assertion, context) => checkSessionNotOnOrAfter(assertion.authnStatement, context.now)],
];

/** @throws HubError of the first check that fails */
export function checkEnvelope(response: ResponseEnvelope, context: ResponseContext): void {
  runChecks(envelopeChecks, response, context);
}

/** @throws HubError of the first check that fails */
export function checkAssertion(assertion: Assertion, context: ResponseContext): void {
  runChecks(assertionChecks, assertion, context);
}
