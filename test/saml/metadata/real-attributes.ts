/** The attribute lists of the real files, in document order; `*` marks a required one. */
const eid = (...names: readonly string[]): string[] =>
  names.map((name) => `https://data.gov.dk/model/core/eid/${name}`);
const nsis = (...names: readonly string[]): string[] =>
  names.map((name) => `https://data.gov.dk/concept/core/nsis/${name}`);

export const nemloginAttributes = [
  'https://data.gov.dk/model/core/specVersion',
  ...eid('bootstrapToken', 'privilegesIntermediate'),
  ...nsis('loa', 'ial', 'aal'),
  ...eid('fullName', 'firstName', 'lastName', 'alias', 'email', 'cprNumber', 'age', 'cprUuid', 'dateOfBirth'),
  ...eid('person/pid', 'professional/uuid/persistent', 'professional/rid', 'professional/cvr'),
  ...eid('professional/orgName', 'professional/productionUnit', 'professional/seNumber'),
  ...eid('professional/authorizedToRepresent'),
];

export const devtest4Attributes = [
  ...nemloginAttributes,
  ...[
    'certificatePolicyQualifier',
    'certificateSSNPersistenceLevel',
    'certificateHolderIdentifier',
    'certificateCommonName',
    'anonymizedSigner',
    'referenceText',
    'securityCode',
    'requesterID',
  ].map((name) => `https://data.gov.dk/model/core/signing/${name}`),
];

const natural = [
  'PersonIdentifier',
  'CurrentFamilyName',
  'CurrentGivenName',
  'DateOfBirth',
  'BirthName',
  'PlaceOfBirth',
  'CurrentAddress',
  'Gender',
];
const legal = [
  'LegalPersonIdentifier',
  'LegalName',
  'LegalPersonAddress',
  'VATRegistrationNumber',
  'TaxReference',
  'D-2012-17-EUIdentifier',
  'LEI',
  'EORI',
  'SEED',
  'SIC',
];
export const connectorAttributes = [
  ...natural.map((name) => `naturalperson:${name}`),
  ...natural.map((name) => `naturalperson:representative:${name}`),
  ...legal.map((name) => `legalperson:${name}`),
  ...legal.map((name) => `legalperson:representative:${name}`),
].map((name) => `dk:gov:saml:attribute:eidas:${name}`);

const required = new Set([
  'https://data.gov.dk/model/core/specVersion',
  ...nsis('loa'),
  ...eid('professional/cvr', 'professional/orgName'),
]);
export const demoOiosaml3Attributes = nemloginAttributes
  .filter((name) => !name.endsWith('/alias') && !name.endsWith('/authorizedToRepresent'))
  .map((name) => (required.has(name) ? `*${name}` : name));

export const demoOiosaml2Attributes = [
  '*urn:oid:2.5.4.4',
  '*urn:oid:2.5.4.3',
  '*urn:oid:0.9.2342.19200300.100.1.1',
  '*urn:oid:0.9.2342.19200300.100.1.3',
  '*https://data.gov.dk/concept/core/nsis/loa',
  '*dk:gov:saml:attribute:SpecVer',
  'dk:gov:saml:attribute:UniqueAccountKey',
  'dk:gov:saml:attribute:CvrNumberIdentifier',
  'urn:oid:2.5.4.10',
  'dk:gov:saml:attribute:PidNumberIdentifier',
  'dk:gov:saml:attribute:RidNumberIdentifier',
];
