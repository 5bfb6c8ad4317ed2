import { HubError } from '../../kernel/errors.ts';
import { attributeOf, elementsNamed, everyElement, textContent, type DocumentElement } from '../dom/index.ts';
import {
  metadataNames as names,
  type IdentityProviderMetadata,
  type LocalizedName,
  type MetadataAttribute,
  type MetadataContact,
  type MetadataEndpoint,
  type MetadataRequestedAttribute,
  type ServiceProviderMetadata,
} from './entity-metadata.ts';
import { readEncryptionMethods, readKeys } from './read-keys.ts';

/** An SPSSODescriptor (metadata 2.4.4). @throws HubError METADATA_MALFORMED */
export function readServiceProvider(role: DocumentElement, entity: DocumentElement): ServiceProviderMetadata {
  return {
    ...readShared(role, entity),
    authnRequestsSigned: readBoolean(role, 'AuthnRequestsSigned') ?? false,
    wantAssertionsSigned: readBoolean(role, 'WantAssertionsSigned') ?? false,
    acs: readEndpoints(role, 'AssertionConsumerService'),
    attributeServiceIndexes: elementsNamed(role, names.md, 'AttributeConsumingService')
      .map(readIndex)
      .filter((index) => index !== undefined),
    requestedAttributes: readRequestedAttributes(role),
  };
}

/** An IDPSSODescriptor (metadata 2.4.3). @throws HubError METADATA_MALFORMED */
export function readIdentityProvider(
  role: DocumentElement,
  entity: DocumentElement,
): IdentityProviderMetadata {
  return {
    ...readShared(role, entity),
    wantAuthnRequestsSigned: readBoolean(role, 'WantAuthnRequestsSigned') ?? false,
    sso: readEndpoints(role, 'SingleSignOnService'),
    attributes: elementsNamed(role, names.saml, 'Attribute').map(readAttribute),
  };
}

/** Contacts of the entity, and those that real files put inside the role descriptor (oiosaml.md 3.5). */
export function readContacts(parents: readonly DocumentElement[]): MetadataContact[] {
  return parents
    .flatMap((parent) => elementsNamed(parent, names.md, 'ContactPerson'))
    .map((person) => {
      const texts = (local: string): string[] =>
        elementsNamed(person, names.md, local)
          .map(textContent)
          .filter((text) => text !== '');
      const [company] = texts('Company');
      const [givenName] = texts('GivenName');
      const [surName] = texts('SurName');
      return {
        type: attributeOf(person, 'contactType') ?? 'other',
        ...(company !== undefined && { company }),
        ...(givenName !== undefined && { givenName }),
        ...(surName !== undefined && { surName }),
        emails: texts('EmailAddress').map((address) => address.replace(/^mailto:/, '')),
        phones: texts('TelephoneNumber'),
      };
    });
}

function readShared(
  role: DocumentElement,
  entity: DocumentElement,
): Pick<ServiceProviderMetadata, 'keys' | 'encryptionMethods' | 'slo' | 'nameIdFormats' | 'names'> {
  return {
    keys: readKeys(role),
    encryptionMethods: readEncryptionMethods(role),
    slo: readEndpoints(role, 'SingleLogoutService'),
    nameIdFormats: elementsNamed(role, names.md, 'NameIDFormat').map(textContent),
    names: readNames(role, entity),
  };
}

function readNames(role: DocumentElement, entity: DocumentElement): LocalizedName[] {
  const extensions = elementsNamed(role, names.md, 'Extensions').flatMap((node) => [...everyElement(node)]);
  const services = elementsNamed(role, names.md, 'AttributeConsumingService');
  const organisations = [role, entity].flatMap((node) => elementsNamed(node, names.md, 'Organization'));
  return [
    ...extensions.filter((node) => node.ns === names.mdui && node.local === 'DisplayName'),
    ...services.flatMap((service) => elementsNamed(service, names.md, 'ServiceName')),
    ...organisations.flatMap((one) => elementsNamed(one, names.md, 'OrganizationDisplayName')),
  ]
    .map((node) => ({ lang: languageOf(node), text: textContent(node) }))
    .filter(({ text }) => text !== '');
}

function languageOf(node: DocumentElement): string {
  return node.attributes.find(({ ns, local }) => ns !== '' && local === 'lang')?.value ?? '';
}

function readEndpoints(role: DocumentElement, local: string): MetadataEndpoint[] {
  return elementsNamed(role, names.md, local).map((node) => {
    const responseLocation = attributeOf(node, 'ResponseLocation');
    const index = readIndex(node);
    const isDefault = readBoolean(node, 'isDefault');
    return {
      binding: demandAttribute(node, 'Binding'),
      location: demandAttribute(node, 'Location'),
      ...(responseLocation !== undefined && { responseLocation }),
      ...(index !== undefined && { index }),
      ...(isDefault !== undefined && { isDefault }),
    };
  });
}

function readIndex(node: DocumentElement): number | undefined {
  const text = attributeOf(node, 'index')?.trim();
  if (text === undefined) return undefined;
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535) throw malformed(node, 'index');
  return Number(text);
}

function readRequestedAttributes(role: DocumentElement): MetadataRequestedAttribute[] {
  const byName = new Map<string, MetadataRequestedAttribute>();
  for (const service of elementsNamed(role, names.md, 'AttributeConsumingService'))
    for (const node of elementsNamed(service, names.md, 'RequestedAttribute')) {
      const attribute = readAttribute(node);
      const isRequired =
        (readBoolean(node, 'isRequired') ?? false) || byName.get(attribute.name)?.isRequired === true;
      byName.set(attribute.name, { ...attribute, isRequired });
    }
  return [...byName.values()];
}

function readAttribute(node: DocumentElement): MetadataAttribute {
  const nameFormat = attributeOf(node, 'NameFormat');
  const friendlyName = attributeOf(node, 'FriendlyName');
  return {
    name: demandAttribute(node, 'Name'),
    ...(nameFormat !== undefined && { nameFormat }),
    ...(friendlyName !== undefined && { friendlyName }),
  };
}

/** xs:boolean. */
function readBoolean(node: DocumentElement, name: string): boolean | undefined {
  const text = attributeOf(node, name)?.trim();
  switch (text) {
    case undefined:
      return undefined;
    case 'true':
    case '1':
      return true;
    case 'false':
    case '0':
      return false;
    default:
      throw malformed(node, name);
  }
}

function demandAttribute(node: DocumentElement, name: string): string {
  const value = attributeOf(node, name);
  if (value === undefined || value === '') throw malformed(node, name);
  return value;
}

function malformed(node: DocumentElement, attribute: string): HubError {
  return new HubError('METADATA_MALFORMED', `${node.local}/@${attribute} is missing or not readable`, {
    element: node.local,
  });
}
