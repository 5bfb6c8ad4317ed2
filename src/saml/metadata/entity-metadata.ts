/** What a metadata document says, as plain data: SAML words, nothing judged. Times in epoch milliseconds. */

/** The names that SAML metadata 2.0 and its companions use. */
export const metadataNames = {
  md: 'urn:oasis:names:tc:SAML:2.0:metadata',
  saml: 'urn:oasis:names:tc:SAML:2.0:assertion',
  ds: 'http://www.w3.org/2000/09/xmldsig#',
  xenc11: 'http://www.w3.org/2009/xmlenc11#',
  mdui: 'urn:oasis:names:tc:SAML:metadata:ui',
  protocol: 'urn:oasis:names:tc:SAML:2.0:protocol',
} as const;

export const bindings = {
  redirect: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect',
  post: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
  soap: 'urn:oasis:names:tc:SAML:2.0:bindings:SOAP',
  artifact: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact',
} as const;

/** A certificate of a KeyDescriptor (metadata 2.4.1.1). */
export interface MetadataKey {
  /** `both` where the KeyDescriptor names no use. */
  readonly use: 'signing' | 'encryption' | 'both';
  /** Base64 DER, one line. */
  readonly certificate: string;
  readonly notBefore: number;
  readonly notAfter: number;
  /** As node:crypto names it: rsa, rsa-pss, ec, ... */
  readonly keyType: string;
  /** RSA modulus or EC curve size; 0 if unknown. */
  readonly bits: number;
  /** RFC 2253-like, one line. */
  readonly subject: string;
  /** SHA-256 of the DER, hex. */
  readonly fingerprint: string;
}

export interface MetadataEncryptionMethod {
  readonly algorithm: string;
  readonly digest?: string;
  readonly mgf?: string;
}

/** An endpoint (metadata 2.2.2, 2.2.3); `binding` is the URI. */
export interface MetadataEndpoint {
  readonly binding: string;
  readonly location: string;
  readonly responseLocation?: string;
  readonly index?: number;
  readonly isDefault?: boolean;
}

export interface MetadataAttribute {
  readonly name: string;
  readonly nameFormat?: string;
  readonly friendlyName?: string;
}

export interface MetadataRequestedAttribute extends MetadataAttribute {
  readonly isRequired: boolean;
}

export interface LocalizedName {
  readonly lang: string;
  readonly text: string;
}

interface RoleMetadata {
  readonly keys: readonly MetadataKey[];
  /** Of every KeyDescriptor that is good for encryption, in document order, without repeats. */
  readonly encryptionMethods: readonly MetadataEncryptionMethod[];
  readonly slo: readonly MetadataEndpoint[];
  readonly nameIdFormats: readonly string[];
  /** Names for people: UIInfo, then ServiceName, then Organization. */
  readonly names: readonly LocalizedName[];
}

export interface ServiceProviderMetadata extends RoleMetadata {
  readonly authnRequestsSigned: boolean;
  readonly wantAssertionsSigned: boolean;
  readonly acs: readonly MetadataEndpoint[];
  /** Indexes of its attribute consuming services, in document order: a request may name one of these. */
  readonly attributeServiceIndexes: readonly number[];
  /** Of all its attribute consuming services together; required if any of them requires it. */
  readonly requestedAttributes: readonly MetadataRequestedAttribute[];
}

export interface IdentityProviderMetadata extends RoleMetadata {
  readonly wantAuthnRequestsSigned: boolean;
  readonly sso: readonly MetadataEndpoint[];
  readonly attributes: readonly MetadataAttribute[];
}

export interface MetadataContact {
  readonly type: string;
  readonly company?: string;
  readonly givenName?: string;
  readonly surName?: string;
  readonly emails: readonly string[];
  readonly phones: readonly string[];
}

/**
 * How far the document's own signature carries: `pinned` verifies with a certificate the caller named, `embedded` only
 * with the one it brings along (says that nothing changed on the way, not who wrote it), `broken` does not verify,
 * or is missing though the caller named a certificate.
 */
export type MetadataSignature = 'none' | 'pinned' | 'embedded' | 'broken';

export interface EntityMetadata {
  readonly entityId: string;
  readonly id?: string;
  /** The earliest one of the entity, its role and any EntitiesDescriptor around it. */
  readonly validUntil?: number;
  readonly signature: MetadataSignature;
  /** Present when the entity has an SPSSODescriptor for SAML 2.0. */
  readonly sp?: ServiceProviderMetadata;
  /** Present when the entity has an IDPSSODescriptor for SAML 2.0. */
  readonly idp?: IdentityProviderMetadata;
  readonly contacts: readonly MetadataContact[];
}
