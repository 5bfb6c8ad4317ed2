import { createHash } from 'node:crypto';
import type { EntityId } from '../kernel/brands.ts';
import type { Dialect } from '../domain/federation/index.ts';
import type { HubAddresses, HubKeys } from '../flows/login/index.ts';
import { dialectOf } from '../profiles/index.ts';
import {
  bindings,
  ownEncryptionMethods,
  writeMetadata,
  type OwnEntity,
  type OwnIdentityProvider,
} from '../saml/metadata/index.ts';

export interface MetadataDocument {
  readonly xml: string;
  /** Opaque, without quotes. */
  readonly etag: string;
}

export type MetadataName = Dialect | 'sp';

/** Who runs the hub, as its metadata says it. */
export interface Operator {
  readonly name: string;
  readonly technicalContact: string;
}

/** The addresses of a hub at `publicUrl`; its metadata addresses are its entityIDs (design.md 11). */
export function hubAddresses(publicUrl: string): HubAddresses {
  const face = (dialect: Dialect): HubAddresses['faces'][Dialect] => ({
    entityId: `${publicUrl}/metadata/${dialect}` as EntityId,
    sso: `${publicUrl}/saml/${dialect}/sso`,
  });
  return {
    faces: { oiosaml3: face('oiosaml3'), oiosaml2: face('oiosaml2') },
    sp: { entityId: `${publicUrl}/metadata/sp` as EntityId, acs: `${publicUrl}/saml/acs` },
  };
}

/**
 * The hub's three metadata documents. The same keys and addresses give the same bytes, so an ETag holds over restarts
 * and nodes. No logout addresses: single logout is not there yet, and what is published must work.
 */
export function ownMetadata(
  addresses: HubAddresses,
  keys: HubKeys,
  publicUrl: string,
  operator: Operator,
): ReadonlyMap<MetadataName, MetadataDocument> {
  const common = {
    organisation: {
      names: [{ lang: 'da', text: operator.name }],
      urls: [{ lang: 'da', text: publicUrl }],
    },
    contacts: [
      {
        type: 'technical',
        company: operator.name,
        emails: [`mailto:${operator.technicalContact}`],
        phones: [],
      },
    ],
  };
  const entities: readonly [MetadataName, OwnEntity][] = [
    [
      'oiosaml3',
      { ...named(addresses.faces.oiosaml3.entityId), ...common, idp: face('oiosaml3', addresses, keys) },
    ],
    [
      'oiosaml2',
      { ...named(addresses.faces.oiosaml2.entityId), ...common, idp: face('oiosaml2', addresses, keys) },
    ],
    ['sp', { ...named(addresses.sp.entityId), ...common, sp: serviceProvider(addresses, keys) }],
  ];
  return new Map(entities.map(([name, entity]) => [name, documentOf(entity)]));
}

function face(dialect: Dialect, { faces }: HubAddresses, keys: HubKeys): OwnIdentityProvider {
  const { attributes, nameIdFormats } = dialectOf(dialect);
  const location = faces[dialect].sso;
  return {
    signingCertificates: [keys.signing.certificate],
    slo: [],
    nameIdFormats,
    sso: [
      { binding: bindings.redirect, location },
      { binding: bindings.post, location },
    ],
    attributes: attributes.announced,
  };
}

function serviceProvider({ sp }: HubAddresses, keys: HubKeys): NonNullable<OwnEntity['sp']> {
  return {
    signingCertificates: [keys.signing.certificate],
    encryptionCertificates: keys.decryption.map(({ certificate }) => certificate),
    encryptionMethods: ownEncryptionMethods,
    slo: [],
    nameIdFormats: [],
    acs: [{ binding: bindings.post, location: sp.acs, index: 0, isDefault: true }],
  };
}

/** A stable XML ID made of the entityID. */
function named(entityId: EntityId): { entityId: EntityId; id: string } {
  return { entityId, id: `_${createHash('sha256').update(entityId).digest('hex').slice(0, 32)}` };
}

function documentOf(entity: OwnEntity): MetadataDocument {
  const xml = writeMetadata(entity);
  return { xml, etag: createHash('sha256').update(xml).digest('base64url').slice(0, 27) };
}
