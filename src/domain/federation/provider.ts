import type { EntityId, IdGroup } from '../../kernel/brands.ts';
import type { NsisLevel } from '../assurance/index.ts';

/** How a service provider is spoken to, and how an identity provider is (design.md 1). */
export type Dialect = 'oiosaml3' | 'oiosaml2';
export type Leg = 'mitid' | 'nemid' | 'local-idp' | 'eidas';
export type Sector = 'public' | 'private';
export type ProviderState = 'enabled' | 'disabled';

export interface LocalizedText {
  readonly da: string;
  readonly en: string;
}

/** One SAML endpoint as the partner's metadata lists it; neutral words for the binding. */
export interface Endpoint {
  readonly binding: 'redirect' | 'post' | 'soap' | 'artifact';
  readonly location: string;
  readonly responseLocation?: string;
  readonly index?: number;
  readonly isDefault?: boolean;
}

/** A partner's public key; from metadata only, never from a message. */
export interface PartnerKey {
  /** Base64 DER of the X.509 certificate. */
  readonly certificate: string;
  readonly use: 'signing' | 'encryption' | 'both';
  /** Epoch milliseconds. */
  readonly notBefore: number;
  readonly notAfter: number;
}

/** What the partner's metadata says it can decrypt: algorithm URIs in document order. */
export interface EncryptionMethod {
  readonly algorithm: string;
  readonly digest?: string;
  readonly mgf?: string;
}

/** An attribute that an operator allows a service to receive. `name` is a neutral name (domain/login AttributeName). */
export interface AllowedAttribute {
  readonly name: string;
  /** Recorded legal basis; without one a sensitive attribute (cprNumber) is never released. */
  readonly legalBasis?: string;
}

interface Partner {
  /** The record's own id (UUID). */
  readonly id: string;
  readonly entityId: EntityId;
  readonly state: ProviderState;
  readonly displayName: LocalizedText;
  readonly keys: readonly PartnerKey[];
  readonly encryptionMethods: readonly EncryptionMethod[];
  /** Until when (epoch ms) an expired certificate of this partner is still taken, by an operator's word. */
  readonly expiredCertificateGraceUntil?: number;
}

/** The hub's record of a service provider; sector, basis and release are the operator's words, never the metadata's. */
export interface ServiceProvider extends Partner {
  readonly role: 'sp';
  readonly dialect: Dialect;
  readonly sector: Sector;
  readonly idGroup: IdGroup;
  readonly ssoDomain: string;
  readonly acs: readonly Endpoint[];
  readonly slo: readonly Endpoint[];
  /** The least level a login for this service must have, also when its request names none. */
  readonly minimumLevel?: NsisLevel;
  /** Attributes its metadata asks for (wire names): can only narrow `allowedAttributes`. Empty = it asks for nothing by name. */
  readonly requestedAttributes: readonly { readonly name: string; readonly isRequired: boolean }[];
  /** Indexes of the AttributeConsumingServices its metadata lists; a request may name one of these only. */
  readonly attributeServiceIndexes?: readonly number[];
  /** Absent = the default set of its dialect and sector, without cprNumber. */
  readonly allowedAttributes?: readonly AllowedAttribute[];
  readonly settings: ServiceProviderSettings;
}

export interface ServiceProviderSettings {
  /** 2.0.9: which NameID profile (oiosaml.md 2.1). */
  readonly nameIdProfile: 'oces' | 'pseudonym';
  /** 2.0.9: emit AssuranceLevel 4 for High. */
  readonly legacyLevel4: boolean;
  /** 2.0.9: what happens to a user who has no PID or RID. */
  readonly missingLegacyId: 'mint' | 'refuse';
  /** 2.0.9: an operator allowed clear-text assertions for a service without an encryption key. */
  readonly allowUnencrypted: boolean;
  /** 3.0: AssuranceLevel may stand in for a missing NSIS level. */
  readonly acceptsAssuranceLevel: boolean;
  /** `DD-MM-YYYY` as observed, or ISO (divergences). */
  readonly dateOfBirthForm: 'dd-mm-yyyy' | 'yyyy-mm-dd';
  /** Form of UUID attributes other than the NameID. */
  readonly uuidForm: 'bare' | 'urn';
  /** Also sign the Response (the profile says SHOULD NOT). */
  readonly signResponse: boolean;
}

/** The hub's record of an identity provider. Keyed by (entityID, leg), never by entityID alone (oiosaml.md 0). */
export interface IdentityProvider extends Partner {
  readonly role: 'idp';
  readonly leg: Leg;
  /** The dialect it speaks to the hub. */
  readonly dialect: Dialect;
  readonly sso: readonly Endpoint[];
  readonly slo: readonly Endpoint[];
  /** The highest level that is believed from it. */
  readonly levelCap: NsisLevel;
  /** What legacy AssuranceLevel 3 of this IdP counts as; absent = no NSIS level (design.md 12 "NemID's level"). */
  readonly legacyLevelAs?: 'Low' | 'Substantial';
  /** Which kinds of identity it may assert. */
  readonly allowedKinds: readonly ('person' | 'professional')[];
  /** CVR numbers it may speak for; absent = any (MitID, NemID). */
  readonly allowedCvrs?: readonly string[];
  /** Refuse CBC block ciphers from it. */
  readonly gcmOnly: boolean;
  /** 2.0.9 sources only: an unencrypted assertion is taken. */
  readonly acceptsUnencrypted: boolean;
}

export type Provider = ServiceProvider | IdentityProvider;
