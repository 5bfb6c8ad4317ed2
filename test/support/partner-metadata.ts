/** Metadata of made-up partners, as text: what a partner would hand in, right unless a part is replaced. */
import { rsaKey } from './keys.ts';

const md = 'urn:oasis:names:tc:SAML:2.0:metadata';
const protocol = 'urn:oasis:names:tc:SAML:2.0:protocol';
export const redirect = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
export const post = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';
export const soap = 'urn:oasis:names:tc:SAML:2.0:bindings:SOAP';

export interface PartnerParts {
  readonly entityId: string;
  /** More attributes of EntityDescriptor, say ` validUntil="..."`. */
  readonly attributes: string;
  /** KeyDescriptors. */
  readonly keys: string;
  readonly slo: string;
  readonly nameIdFormats: string;
  /** The AssertionConsumerServices or SingleSignOnServices. */
  readonly entry: string;
  /** What follows them inside the role descriptor. */
  readonly inRole: string;
  /** What follows the role descriptor. */
  readonly afterRole: string;
}

/** A KeyDescriptor; `inKeyInfo` and `after` put markup into KeyInfo or behind it. */
export function keyDescriptor(
  use: 'signing' | 'encryption' | undefined,
  certificate: string,
  { inKeyInfo = '', after = '' } = {},
): string {
  const attribute = use === undefined ? '' : ` use="${use}"`;
  return `<md:KeyDescriptor${attribute}><ds:KeyInfo><ds:X509Data><ds:X509Certificate>${certificate}</ds:X509Certificate></ds:X509Data>${inKeyInfo}</ds:KeyInfo>${after}</md:KeyDescriptor>`;
}

export const endpoint = (element: string, binding: string, location: string, more = ''): string =>
  `<md:${element} Binding="${binding}" Location="${location}"${more}/>`;

export const encryptionMethod = (algorithm: string, inside = ''): string =>
  `<md:EncryptionMethod Algorithm="${algorithm}">${inside}</md:EncryptionMethod>`;

export const requestedAttribute = (name: string, more = ''): string =>
  `<md:RequestedAttribute Name="${name}"${more}/>`;

export const consumingService = (name: string, attributes: readonly string[], index = 0): string =>
  `<md:AttributeConsumingService index="${index}"><md:ServiceName xml:lang="da">${name}</md:ServiceName>${attributes.join('')}</md:AttributeConsumingService>`;

/** A public service provider that speaks OIOSAML 3.0. */
export function spMetadata(parts: Partial<PartnerParts> = {}): string {
  const { certificate } = rsaKey('partner');
  return entity('SPSSODescriptor', 'AuthnRequestsSigned="true" WantAssertionsSigned="true"', {
    entityId: 'https://saml.service.example',
    attributes: '',
    keys: keyDescriptor('signing', certificate) + keyDescriptor('encryption', certificate),
    slo: endpoint('SingleLogoutService', redirect, 'https://service.example/logout'),
    nameIdFormats: '<md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>',
    entry: endpoint(
      'AssertionConsumerService',
      post,
      'https://service.example/acs',
      ' index="0" isDefault="true"',
    ),
    inRole: '',
    afterRole: '',
    ...parts,
  });
}

/** An identity provider. */
export function idpMetadata(parts: Partial<PartnerParts> = {}): string {
  const { certificate } = rsaKey('partner');
  return entity('IDPSSODescriptor', 'WantAuthnRequestsSigned="true"', {
    entityId: 'https://saml.idp.example',
    attributes: '',
    keys: keyDescriptor('signing', certificate),
    slo: endpoint('SingleLogoutService', redirect, 'https://idp.example/slo'),
    nameIdFormats: '',
    entry: endpoint('SingleSignOnService', redirect, 'https://idp.example/sso'),
    inRole: '',
    afterRole: '',
    ...parts,
  });
}

function entity(role: string, flags: string, parts: PartnerParts): string {
  const { entityId, attributes, keys, slo, nameIdFormats, entry, inRole, afterRole } = parts;
  return (
    `<md:EntityDescriptor xmlns:md="${md}" xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" entityID="${entityId}"${attributes}>` +
    `<md:${role} ${flags} protocolSupportEnumeration="${protocol}">${keys}${slo}${nameIdFormats}${entry}${inRole}</md:${role}>` +
    `${afterRole}</md:EntityDescriptor>`
  );
}

/** An EntitiesDescriptor around entities. */
export const aggregate = (entities: readonly string[], attributes = ''): string =>
  `<md:EntitiesDescriptor xmlns:md="${md}"${attributes}>${entities.join('')}</md:EntitiesDescriptor>`;
