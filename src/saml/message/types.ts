/**
 * SAML 2.0 messages as plain data. Times are epoch milliseconds, texts are exact (nothing is trimmed where two
 * texts will be compared), an absent part is an absent field. URIs stay URIs: what they mean is a dialect's affair.
 */
export interface NameId {
  readonly value: string;
  readonly format?: string;
  readonly nameQualifier?: string;
  readonly spNameQualifier?: string;
}

export type Comparison = 'exact' | 'minimum' | 'maximum' | 'better';

/** SAML core 3.4.1. */
export interface AuthnRequest {
  readonly id: string;
  readonly version: string;
  readonly issueInstant: number;
  readonly destination?: string;
  readonly issuer: string;
  readonly issuerFormat?: string;
  readonly acsUrl?: string;
  readonly acsIndex?: number;
  readonly protocolBinding?: string;
  readonly attributeConsumingServiceIndex?: number;
  readonly forceAuthn: boolean;
  readonly isPassive: boolean;
  readonly nameIdPolicy?: NameIdPolicy;
  readonly requestedAuthnContext?: RequestedAuthnContext;
  /** Scoping/RequesterID: for whom the issuer asks, nearest last. */
  readonly requesterIds: readonly string[];
  /** Scoping/IDPList: ProviderID of each entry; Loc and GetComplete are never read. */
  readonly idpList: readonly string[];
  /** The request names a Subject; whom is never read (security.md A10). */
  readonly hasSubject: boolean;
  /** Conditions/AudienceRestriction: the one audience the issuer wants in the assertion. */
  readonly audience?: string;
  readonly appSwitch?: AppSwitch;
}

export interface NameIdPolicy {
  readonly format?: string;
  readonly spNameQualifier?: string;
  readonly allowCreate?: boolean;
}

export interface RequestedAuthnContext {
  /** `exact` when the request names none (SAML core 3.3.2.2.1). */
  readonly comparison: Comparison;
  readonly classRefs: readonly string[];
}

/** The extension by which a mobile app asks to be switched back to (oiosaml.md 1.3). */
export interface AppSwitch {
  readonly platform: string;
  readonly returnUrl: string;
}

export type TopStatus = 'Success' | 'Requester' | 'Responder' | 'VersionMismatch';

/** SAML core 3.2.2, without the prefix `urn:oasis:names:tc:SAML:2.0:status:`. */
export interface Status {
  readonly top: TopStatus;
  /** A word for a standard code, a whole URI for any other. */
  readonly second?: string;
  readonly message?: string;
}

export interface SubjectConfirmation {
  readonly method: string;
  readonly recipient?: string;
  readonly notBefore?: number;
  readonly notOnOrAfter?: number;
  readonly inResponseTo?: string;
}

export interface Conditions {
  readonly notBefore?: number;
  readonly notOnOrAfter?: number;
  /** The audiences of each AudienceRestriction: every restriction must hold the reader (SAML core 2.5.1.4). */
  readonly audiences: readonly (readonly string[])[];
  readonly oneTimeUse: boolean;
  /** ProxyRestriction Count. */
  readonly proxyCount?: number;
  /** Names of conditions that are none of SAML's own; one is enough to refuse (SAML core 2.5.1). */
  readonly unknown: readonly string[];
}

export interface AuthnStatement {
  readonly authnInstant: number;
  readonly sessionIndex?: string;
  readonly sessionNotOnOrAfter?: number;
  readonly classRef?: string;
}

export interface Attribute {
  readonly name: string;
  readonly nameFormat?: string;
  readonly friendlyName?: string;
  /** Plain texts; a value marked `xsi:nil` is left out. */
  readonly values: readonly string[];
}

/** SAML core 2.3.3, of the shape that a login needs: one NameID, one AuthnStatement, one AttributeStatement. */
export interface Assertion {
  readonly id: string;
  readonly version: string;
  readonly issueInstant: number;
  readonly issuer: string;
  readonly issuerFormat?: string;
  readonly nameId: NameId;
  readonly confirmations: readonly SubjectConfirmation[];
  readonly conditions: Conditions;
  readonly authnStatement: AuthnStatement;
  /** In document order; no two of the same name. */
  readonly attributes: readonly Attribute[];
}
