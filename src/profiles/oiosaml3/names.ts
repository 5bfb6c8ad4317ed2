import { nameIdFormat } from '../../saml/message/index.ts';

/** The URIs of OIOSAML Web SSO Profile 3.0.3, letter by letter. */
export const specVersion = 'OIO-SAML-3.0';

export const specVersionName = 'https://data.gov.dk/model/core/specVersion';
export const loaName = 'https://data.gov.dk/concept/core/nsis/loa';
/** Old name, also inside a 3.0 assertion: stands in for loa when an authentication has no NSIS level; never beside it. */
export const assuranceLevelName = 'dk:gov:saml:attribute:AssuranceLevel';

/** `<loaName>/<level>`: class reference in requests, and the class reference the hub answers with. */
export const loaClassRef = (level: string): string => `${loaName}/${level}`;

export const selectors = {
  person: 'https://data.gov.dk/eid/Person',
  professional: 'https://data.gov.dk/eid/Professional',
} as const;

/** NemLog-in's own selectors of a credential; what follows is the type. */
export const credentialPrefix = 'https://nemlogin.dk/internal/credential/type/';

/** NameID values are these and a bare lower-case UUID. */
export const subjectPrefixes = {
  person: 'https://data.gov.dk/model/core/eid/person/uuid/',
  professional: 'https://data.gov.dk/model/core/eid/professional/uuid/',
} as const;

/** The formats of the profile; nothing else is accepted (oiosaml.md 1.2). */
export const nameIdFormats: ReadonlyMap<string, 'persistent' | 'transient'> = new Map([
  [nameIdFormat.persistent, 'persistent'],
  [nameIdFormat.transient, 'transient'],
]);

/** Where there is no NSIS level to name. */
export const unspecifiedClassRef = 'urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified';
