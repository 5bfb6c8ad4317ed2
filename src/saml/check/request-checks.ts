import type { AuthnRequest } from '../message/index.ts';
import { checkAttributeIndex } from './attribute-index.ts';
import { checkContradiction } from './contradiction.ts';
import { checkDestination } from './destination.ts';
import { checkIssueInstant } from './issue-instant.ts';
import { checkIssuer } from './issuer.ts';
import { checkNameIdPolicy } from './name-id-policy.ts';
import { runChecks, type Check } from './run.ts';
import { checkSubject } from './subject.ts';
import { checkVersionAndId } from './version-and-id.ts';

/** What a request is held against: all of it comes from configuration and the service's record. */
export interface RequestContext {
  /** Epoch milliseconds. */
  readonly now: number;
  /** Our single sign-on address, to which the request came. */
  readonly destination: string;
  /** entityID of the service whose keys verified the request. */
  readonly service: string;
  /** NameID formats this face serves. */
  readonly nameIdFormats: ReadonlySet<string>;
  /** Indexes of AttributeConsumingService that the service's metadata lists. */
  readonly attributeIndexes: readonly number[];
}

/** After the signature and the ACS; a failure is a page, never an answer (security.md 2, 8). */
export const requestChecks: readonly Check<AuthnRequest, RequestContext>[] = [
  ['version and ID', (request) => checkVersionAndId('request', request)],
  ['issuer', (request, context) => checkIssuer('request', request, context.service)],
  ['destination', (request, context) => checkDestination('request', request, context.destination)],
  ['issue instant', (request, context) => checkIssueInstant('request', request, context.now)],
];

/** A failure of these is told to the service, as a SAML status. */
export const answerableRequestChecks: readonly Check<AuthnRequest, RequestContext>[] = [
  ['contradiction', (request) => checkContradiction(request)],
  ['subject', (request) => checkSubject(request)],
  ['NameID policy', (request, context) => checkNameIdPolicy(request, context.nameIdFormats)],
  ['attribute index', (request, context) => checkAttributeIndex(request, context.attributeIndexes)],
];

/** @throws HubError of the first check that fails; its code says page or answer */
export function checkAuthnRequest(request: AuthnRequest, context: RequestContext): void {
  runChecks(requestChecks, request, context);
  runChecks(answerableRequestChecks, request, context);
}
