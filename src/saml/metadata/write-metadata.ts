import { el, write, type XmlNode } from '../xml/index.ts';
import {
  metadataNames as names,
  type LocalizedName,
  type MetadataAttribute,
  type MetadataContact,
  type MetadataEncryptionMethod,
  type MetadataEndpoint,
  type MetadataRequestedAttribute,
} from './entity-metadata.ts';

interface OwnRole {
  /** Base64 DER. The active one first: some clients try only that (oiosaml.md 3.5 and section 8 row 11). */
  readonly signingCertificates: readonly string[];
  readonly slo: readonly MetadataEndpoint[];
  readonly nameIdFormats: readonly string[];
}

/** The hub as identity provider: one face. */
export interface OwnIdentityProvider extends OwnRole {
  readonly sso: readonly MetadataEndpoint[];
  readonly attributes: readonly MetadataAttribute[];
}

/** The hub as service provider towards identity providers. */
export interface OwnServiceProvider extends OwnRole {
  readonly encryptionCertificates: readonly string[];
  readonly encryptionMethods: readonly MetadataEncryptionMethod[];
  readonly acs: readonly MetadataEndpoint[];
  /** Absent or empty: nothing is asked for by name. */
  readonly requested?: {
    readonly serviceNames: readonly LocalizedName[];
    readonly attributes: readonly MetadataRequestedAttribute[];
  };
}

/** One entity of the hub. `id` is an XML ID; `validUntil` (epoch ms) is best left out (oiosaml.md 3.5). */
export interface OwnEntity {
  readonly entityId: string;
  readonly id: string;
  readonly validUntil?: number;
  readonly idp?: OwnIdentityProvider;
  readonly sp?: OwnServiceProvider;
  readonly organisation?: {
    readonly names: readonly LocalizedName[];
    readonly urls: readonly LocalizedName[];
  };
  readonly contacts: readonly MetadataContact[];
}

/**
 * What the hub can decrypt, best first ([OIO-ALG-01] of OIOSAML 3.0.3): a partner that obeys takes GCM,
 * one that knows only CBC still finds it.
 */
export const ownEncryptionMethods: readonly MetadataEncryptionMethod[] = [
  { algorithm: 'http://www.w3.org/2009/xmlenc11#aes256-gcm' },
  { algorithm: 'http://www.w3.org/2009/xmlenc11#aes192-gcm' },
  { algorithm: 'http://www.w3.org/2009/xmlenc11#aes128-gcm' },
  { algorithm: 'http://www.w3.org/2001/04/xmlenc#aes256-cbc' },
  { algorithm: 'http://www.w3.org/2001/04/xmlenc#aes128-cbc' },
  { algorithm: 'http://www.w3.org/2009/xmlenc11#rsa-oaep' },
  { algorithm: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p' },
];

/**
 * The metadata document of one of the hub's entities, unsigned as NemLog-in's is, in exclusive canonical form and in
 * the order that the OASIS schema wants (metadata 2.3 to 2.4.4).
 */
export function writeMetadata(entity: OwnEntity): string {
  return write(
    el(
      'md:EntityDescriptor',
      {
        ID: entity.id,
        entityID: entity.entityId,
        validUntil: entity.validUntil === undefined ? undefined : new Date(entity.validUntil).toISOString(),
      },
      [
        ...(entity.idp ? [identityProvider(entity.idp)] : []),
        ...(entity.sp ? [serviceProvider(entity.sp)] : []),
        ...(entity.organisation ? [organisation(entity.organisation)] : []),
        ...entity.contacts.map(contact),
      ],
    ),
  );
}

function identityProvider(role: OwnIdentityProvider): XmlNode {
  return el(
    'md:IDPSSODescriptor',
    { WantAuthnRequestsSigned: 'true', protocolSupportEnumeration: names.protocol },
    [
      ...role.signingCertificates.map((certificate) => keyDescriptor('signing', certificate)),
      ...role.slo.map((one) => endpoint('md:SingleLogoutService', one)),
      ...role.nameIdFormats.map((format) => el('md:NameIDFormat', {}, [format])),
      ...role.sso.map((one) => endpoint('md:SingleSignOnService', one)),
      ...role.attributes.map((one) => el('saml:Attribute', attributeNaming(one))),
    ],
  );
}

function serviceProvider(role: OwnServiceProvider): XmlNode {
  return el(
    'md:SPSSODescriptor',
    {
      AuthnRequestsSigned: 'true',
      WantAssertionsSigned: 'true',
      protocolSupportEnumeration: names.protocol,
    },
    [
      ...role.signingCertificates.map((certificate) => keyDescriptor('signing', certificate)),
      ...role.encryptionCertificates.map((certificate) =>
        keyDescriptor('encryption', certificate, role.encryptionMethods),
      ),
      ...role.slo.map((one) => endpoint('md:SingleLogoutService', one)),
      ...role.nameIdFormats.map((format) => el('md:NameIDFormat', {}, [format])),
      ...role.acs.map((one, position) =>
        endpoint('md:AssertionConsumerService', { index: position, isDefault: position === 0, ...one }),
      ),
      ...consumingService(role.requested),
    ],
  );
}

function keyDescriptor(
  use: 'signing' | 'encryption',
  certificate: string,
  methods: readonly MetadataEncryptionMethod[] = [],
): XmlNode {
  const x509 = el('ds:X509Data', {}, [el('ds:X509Certificate', {}, [certificate])]);
  return el('md:KeyDescriptor', { use }, [el('ds:KeyInfo', {}, [x509]), ...methods.map(encryptionMethod)]);
}

function encryptionMethod({ algorithm, digest, mgf }: MetadataEncryptionMethod): XmlNode {
  return el('md:EncryptionMethod', { Algorithm: algorithm }, [
    ...(digest === undefined ? [] : [el('ds:DigestMethod', { Algorithm: digest })]),
    ...(mgf === undefined ? [] : [el('xenc11:MGF', { Algorithm: mgf })]),
  ]);
}

function endpoint(name: string, one: MetadataEndpoint): XmlNode {
  return el(name, {
    Binding: one.binding,
    Location: one.location,
    ResponseLocation: one.responseLocation,
    index: one.index?.toString(),
    isDefault: one.isDefault?.toString(),
  });
}

function consumingService(requested: OwnServiceProvider['requested']): XmlNode[] {
  if (requested === undefined || requested.attributes.length === 0) return [];
  const attributes = requested.attributes.map((one) =>
    el('md:RequestedAttribute', {
      ...attributeNaming(one),
      isRequired: one.isRequired ? 'true' : undefined,
    }),
  );
  return [
    el('md:AttributeConsumingService', { index: '0', isDefault: 'true' }, [
      ...requested.serviceNames.map((name) => localized('md:ServiceName', name)),
      ...attributes,
    ]),
  ];
}

const attributeNaming = (one: MetadataAttribute): Record<string, string | undefined> => ({
  Name: one.name,
  NameFormat: one.nameFormat,
  FriendlyName: one.friendlyName,
});

function organisation(one: NonNullable<OwnEntity['organisation']>): XmlNode {
  return el('md:Organization', {}, [
    ...one.names.map((name) => localized('md:OrganizationName', name)),
    ...one.names.map((name) => localized('md:OrganizationDisplayName', name)),
    ...one.urls.map((url) => localized('md:OrganizationURL', url)),
  ]);
}

const localized = (name: string, { lang, text }: LocalizedName): XmlNode =>
  el(name, { 'xml:lang': lang }, [text]);

function contact(person: MetadataContact): XmlNode {
  const optional = (name: string, text: string | undefined): XmlNode[] =>
    text === undefined ? [] : [el(name, {}, [text])];
  return el('md:ContactPerson', { contactType: person.type }, [
    ...optional('md:Company', person.company),
    ...optional('md:GivenName', person.givenName),
    ...optional('md:SurName', person.surName),
    ...person.emails.map((address) => el('md:EmailAddress', {}, [address])),
    ...person.phones.map((phone) => el('md:TelephoneNumber', {}, [phone])),
  ]);
}
