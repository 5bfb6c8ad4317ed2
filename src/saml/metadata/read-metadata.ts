import { HubError } from '../../kernel/errors.ts';
import {
  attributeOf,
  childElements,
  DocumentRefused,
  elementsNamed,
  everyElement,
  hasDocumentSignature,
  parseDocument,
  SignatureUntrusted,
  verifyDocumentSignature,
  type DocumentElement,
} from '../dom/index.ts';
import { metadataNames as names, type EntityMetadata, type MetadataSignature } from './entity-metadata.ts';
import { certificatesBelow } from './read-keys.ts';
import { readContacts, readIdentityProvider, readServiceProvider } from './read-role.ts';

export interface ReadMetadataOptions {
  /** Which entity to take out of an EntitiesDescriptor; without it only a single EntityDescriptor is read. */
  readonly entityId?: string;
  /** Base64 DER certificates that the source is pinned to. Given: the signature must verify with one of them. */
  readonly signers?: readonly string[];
}

/**
 * Reads one entity's metadata. Reading only: whether the hub should accept it is for judgeMetadata.
 * A signature that verifies decides what is read: only the signed text. One that does not is noted as `broken`.
 * @throws HubError METADATA_MALFORMED, METADATA_ENTITY_ID, METADATA_ROLE (two descriptors of one role),
 *   METADATA_PRIVATE_KEY (security.md M4: such a file is not looked at any further).
 */
export function readMetadata(text: string, options: ReadMetadataOptions = {}): EntityMetadata {
  try {
    refusePrivateKey(text);
    const { root, signature } = openDocument(text, options.signers);
    return readEntity(findEntity(root, options.entityId), signature);
  } catch (error) {
    if (error instanceof DocumentRefused) throw new HubError('METADATA_MALFORMED', error.message, {}, error);
    throw error;
  }
}

function openDocument(
  text: string,
  signers: readonly string[] | undefined,
): { root: DocumentElement; signature: MetadataSignature } {
  const root = parseDocument(text);
  refusePrivateKeyValue(root);
  if (!hasDocumentSignature(root)) return { root, signature: signers === undefined ? 'none' : 'broken' };
  const embedded = elementsNamed(root, names.ds, 'Signature').flatMap(certificatesBelow);
  try {
    const signed = verifyDocumentSignature(text, signers ?? embedded);
    return { root: parseDocument(signed), signature: signers === undefined ? 'embedded' : 'pinned' };
  } catch (error) {
    if (!(error instanceof SignatureUntrusted)) throw error;
    return { root, signature: 'broken' };
  }
}

/** The entity, and every element around it that can limit its validity. */
interface FoundEntity {
  readonly entity: DocumentElement;
  readonly around: readonly DocumentElement[];
}

function findEntity(root: DocumentElement, entityId: string | undefined): FoundEntity {
  if (isMetadata(root, 'EntityDescriptor')) {
    if (entityId !== undefined && attributeOf(root, 'entityID') !== entityId)
      throw new HubError('METADATA_ENTITY_ID', 'the file describes another entity');
    return { entity: root, around: [] };
  }
  if (!isMetadata(root, 'EntitiesDescriptor'))
    throw new HubError('METADATA_MALFORMED', `the root element is ${root.local}, not EntityDescriptor`);
  if (entityId === undefined)
    throw new HubError('METADATA_MALFORMED', 'an EntitiesDescriptor: name the entityID to take from it');
  const found = searchAggregate(root, entityId, [root]);
  if (found.length !== 1)
    throw new HubError('METADATA_ENTITY_ID', `the aggregate holds ${found.length} entities of that entityID`);
  return found[0] as FoundEntity;
}

function searchAggregate(
  group: DocumentElement,
  entityId: string,
  around: readonly DocumentElement[],
): FoundEntity[] {
  return childElements(group).flatMap((child) => {
    if (isMetadata(child, 'EntitiesDescriptor')) return searchAggregate(child, entityId, [...around, child]);
    const hit = isMetadata(child, 'EntityDescriptor') && attributeOf(child, 'entityID') === entityId;
    return hit ? [{ entity: child, around }] : [];
  });
}

function readEntity({ entity, around }: FoundEntity, signature: MetadataSignature): EntityMetadata {
  const entityId = attributeOf(entity, 'entityID');
  if (entityId === undefined || entityId === '')
    throw new HubError('METADATA_ENTITY_ID', 'EntityDescriptor without entityID');
  const sp = onlyRole(entity, 'SPSSODescriptor');
  const idp = onlyRole(entity, 'IDPSSODescriptor');
  const roles = [sp, idp].filter((role) => role !== undefined);
  const id = attributeOf(entity, 'ID');
  const validUntil = earliestValidUntil([...around, entity, ...roles]);
  return {
    entityId,
    ...(id !== undefined && { id }),
    ...(validUntil !== undefined && { validUntil }),
    signature,
    ...(sp && { sp: readServiceProvider(sp, entity) }),
    ...(idp && { idp: readIdentityProvider(idp, entity) }),
    contacts: readContacts([entity, ...roles]),
  };
}

/** The descriptor of that role for SAML 2.0; descriptors for other protocols are somebody else's. */
function onlyRole(entity: DocumentElement, local: string): DocumentElement | undefined {
  const roles = elementsNamed(entity, names.md, local).filter((role) =>
    (attributeOf(role, 'protocolSupportEnumeration') ?? '').split(/\s+/).includes(names.protocol),
  );
  if (roles.length > 1) throw new HubError('METADATA_ROLE', `more than one ${local} for SAML 2.0`);
  return roles[0];
}

function earliestValidUntil(elements: readonly DocumentElement[]): number | undefined {
  const times = elements
    .map((element) => attributeOf(element, 'validUntil'))
    .filter((text) => text !== undefined)
    .map(parseValidUntil);
  return times.length === 0 ? undefined : Math.min(...times);
}

/** xs:dateTime; .NET writes seven decimals, a time without zone is UTC (SAML core 1.3.3). */
function parseValidUntil(text: string): number {
  const form = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)?$/.exec(text.trim());
  const time = form === null ? NaN : Date.parse(`${form[1]}${(form[2] ?? '').slice(0, 4)}${form[3] ?? 'Z'}`);
  if (Number.isNaN(time))
    throw new HubError('METADATA_MALFORMED', 'validUntil is not a time', { element: 'EntityDescriptor' });
  return time;
}

function isMetadata(element: DocumentElement, local: string): boolean {
  return element.ns === names.md && element.local === local;
}

/** security.md M4: a private key anywhere, comments included. */
function refusePrivateKey(text: string): void {
  if (text.includes('PRIVATE KEY')) throw privateKey();
}

/** .NET's RSA.ToXmlString(true): an RSAKeyValue that also holds D. */
function refusePrivateKeyValue(root: DocumentElement): void {
  for (const element of everyElement(root))
    if (element.local === 'RSAKeyValue' && childElements(element).some(({ local }) => local === 'D'))
      throw privateKey();
}

const privateKey = (): HubError =>
  new HubError('METADATA_PRIVATE_KEY', 'the file holds a private key: it is no longer secret');
