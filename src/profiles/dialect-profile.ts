import { type NsisLevel } from '../domain/assurance/index.ts';
import { type IdentityProvider, type ServiceProvider } from '../domain/federation/index.ts';
import { type LoginDemand, type LoginFacts, type Release } from '../domain/login/index.ts';
import { type EntityId } from '../kernel/brands.ts';
import {
  type Assertion,
  type AssertionContent,
  type AuthnRequest,
  type AuthnRequestContent,
} from '../saml/message/index.ts';
import { type AttributeTable } from './attribute-table.ts';

/** What an AuthnRequest of the hub is made of. Times are epoch milliseconds. */
export interface Ask {
  readonly demand: LoginDemand;
  /** The least level an operator set for the service; asked for also when its request names none. */
  readonly minimumLevel?: NsisLevel;
  readonly id: string;
  readonly issueInstant: number;
  /** The identity provider's single sign-on location. */
  readonly destination: string;
  /** The hub's entityID as a service provider. */
  readonly issuer: string;
  readonly acsUrl: string;
  /** The service on whose behalf the hub asks. */
  readonly requesterId: EntityId;
  readonly idp: IdentityProvider;
}

/** What an assertion is made of beside the release. Times are epoch milliseconds. */
export interface AssertionContext {
  readonly assertionId: string;
  /** When the answer is sent, not when the user logged in (OIOSAML.Java takes five minutes). */
  readonly issueInstant: number;
  /** The face's entityID. */
  readonly issuer: string;
  /** The assertion consumer service the answer is posted to. */
  readonly recipient: string;
  /** Id of the service's AuthnRequest. */
  readonly inResponseTo: string;
  readonly sessionIndex: string;
  readonly authnInstant: number;
}

/**
 * A dialect turns protocol words into neutral ones and back (design.md 1). All functions are pure.
 */
export interface DialectProfile {
  /**
   * What a service's request wants of the login.
   * @throws HubError NO_AUTHN_CONTEXT (it names only what the hub does not know), REQUEST_CONTRADICTION (forced and
   *   passive at once), NAMEID_POLICY (a format or a qualifier that this service is not served with)
   */
  readDemand(request: AuthnRequest, sp: ServiceProvider): LoginDemand;
  /** What the hub asks an identity provider of this dialect: for `writeAuthnRequest` or `authnRequestParts`. */
  requestContent(ask: Ask): AuthnRequestContent;
  /** The same as canonical text, unsigned: for the redirect binding. */
  writeRequest(ask: Ask): string;
  /**
   * What an identity provider said. The assertion was verified and checked before (saml/check).
   * @throws HubError RESPONSE_CONTENT, never with a value of the assertion in it
   */
  readLogin(assertion: Assertion, idp: IdentityProvider): LoginFacts;
  /**
   * The assertion that tells a service its release, and nothing that is not in the release.
   * @throws HubError NO_AUTHN_CONTEXT (no level that this service takes), LEGACY_ID_MISSING (2.0.9 without PID or RID)
   */
  assertionContent(release: Release, sp: ServiceProvider, context: AssertionContext): AssertionContent;
  /** Wire names <-> neutral names, to match a service's RequestedAttribute with a release. */
  readonly attributes: AttributeTable;
  /** For the NameIDFormat elements of the face's metadata. */
  readonly nameIdFormats: readonly string[];
}
