import { nameIdFormat } from '../../saml/message/index.ts';

/** The names of OIOSAML Web SSO Profile 2.0.9 and 2.1.0, letter by letter. */
export const specVersion = 'DK-SAML-2.0';

export const specVersionName = 'dk:gov:saml:attribute:SpecVer';
export const assuranceLevelName = 'dk:gov:saml:attribute:AssuranceLevel';
export const uidName = 'urn:oid:0.9.2342.19200300.100.1.1';

/** The NameID format of each of a service's two profiles (oiosaml.md 2.1). */
export const nameIdFormats = {
  oces: nameIdFormat.x509SubjectName,
  pseudonym: nameIdFormat.persistent,
} as const;

/** What stands for the organisation of a citizen, who has none. */
export const noOrganisation = 'Ingen organisatorisk tilknytning';

/** Requested by KOMBIT's services; what follows is 1 to 4. 2.0.9 itself has no way to ask for a level. */
export const levelClassPrefix = 'urn:dk:gov:saml:attribute:AssuranceLevel:';

export const classRefs = {
  password: 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password',
  x509: 'urn:oasis:names:tc:SAML:2.0:ac:classes:X509',
} as const;

/**
 * The nine OCES attributes that 2.1.0 withdrew (digitaliser.dk 5833271): ignored when read, never written.
 * serialNumber, userCertificate, certificate issuer, IsYouthCert, UserAdministratorIndicator, UniqueAccountKey,
 * postal address, title, organization unit.
 */
export const withdrawnNames: readonly string[] = [
  'urn:oid:2.5.4.5',
  'urn:oid:1.3.6.1.4.1.1466.115.121.1.8',
  'urn:oid:2.5.29.29',
  'dk:gov:saml:attribute:IsYouthCert',
  'dk:gov:saml:attribute:UserAdministratorIndicator',
  'dk:gov:saml:attribute:UniqueAccountKey',
  'urn:oid:2.5.4.16',
  'urn:oid:2.5.4.12',
  'urn:oid:2.5.4.11',
];
