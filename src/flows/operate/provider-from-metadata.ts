import { HubError } from '../../kernel/errors.ts';
import { demand, parseEntityId, parseIdGroup, type EntityId, type IdGroup } from '../../kernel/brands.ts';
import type { NsisLevel } from '../../domain/assurance/index.ts';
import type {
  Dialect,
  Endpoint,
  IdentityProvider,
  Leg,
  LocalizedText,
  PartnerKey,
  Sector,
  ServiceProvider,
  ServiceProviderSettings,
} from '../../domain/federation/index.ts';
import {
  bindings,
  type EntityMetadata,
  type LocalizedName,
  type MetadataEndpoint,
  type MetadataKey,
} from '../../saml/metadata/index.ts';

/** What an operator says about a service provider. What is left out stays as recorded, or takes its default. */
export interface ServiceProviderWords {
  readonly role: 'sp';
  readonly sector?: Sector;
  readonly dialect?: Dialect;
  readonly displayName?: Partial<LocalizedText>;
  readonly idGroup?: IdGroup;
  readonly ssoDomain?: string;
  readonly minimumLevel?: NsisLevel;
  readonly settings?: Partial<ServiceProviderSettings>;
}

/** What an operator says about an identity provider. */
export interface IdentityProviderWords {
  readonly role: 'idp';
  readonly leg: Leg;
  readonly dialect?: Dialect;
  readonly displayName?: Partial<LocalizedText>;
  readonly levelCap?: NsisLevel;
  readonly allowedCvrs?: readonly string[];
  readonly gcmOnly?: boolean;
  readonly acceptsUnencrypted?: boolean;
}

/**
 * The record of a service provider: endpoints, keys and requests from its metadata, everything else from the operator
 * (security.md H6). Responses go by POST only, so only such consumer services are recorded.
 * @param current the record to bring up to date; its id, state and words are kept. A new sector takes its own SSO domain
 *   along: a private service never shares the public one's session (security.md H5).
 * @throws HubError METADATA_ROLE without an SPSSODescriptor, USAGE for a new one without sector or dialect.
 */
export function serviceProviderFromMetadata(
  metadata: EntityMetadata,
  words: ServiceProviderWords,
  id: string,
  current?: ServiceProvider,
): ServiceProvider {
  const role = metadata.sp;
  if (role === undefined) throw new HubError('METADATA_ROLE', 'does not describe a service provider');
  const sector = words.sector ?? current?.sector;
  const dialect = words.dialect ?? current?.dialect;
  if (sector === undefined || dialect === undefined)
    throw new HubError('USAGE', 'a new service provider needs its sector and its dialect');
  const minimumLevel = words.minimumLevel ?? current?.minimumLevel;
  return {
    ...current,
    role: 'sp',
    id: current?.id ?? id,
    entityId: entityIdOf(metadata),
    state: current?.state ?? 'enabled',
    displayName: chooseName(words.displayName, current?.displayName, role.names, metadata.entityId),
    keys: role.keys.map(partnerKey),
    encryptionMethods: role.encryptionMethods,
    dialect,
    sector,
    idGroup: words.idGroup ?? current?.idGroup ?? demand(parseIdGroup(id), 'id group'),
    ssoDomain: words.ssoDomain ?? (sector === current?.sector ? current.ssoDomain : sector),
    acs: role.acs.map(endpoint).filter((one) => one?.binding === 'post') as Endpoint[],
    slo: role.slo.map(endpoint).filter((one) => one !== undefined),
    ...(minimumLevel !== undefined && { minimumLevel }),
    attributeServiceIndexes: role.attributeServiceIndexes,
    requestedAttributes: role.requestedAttributes.map(({ name, isRequired }) => ({ name, isRequired })),
    settings: { ...defaultSettings(role.nameIdFormats), ...current?.settings, ...words.settings },
  };
}

const x509SubjectName = 'urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName';
const persistent = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';

/** X509SubjectName means OCES, persistent the pseudonym profile (oiosaml.md 2.1; NemLog-in STS rules 2.4). */
export function nameIdProfileFor(nameIdFormats: readonly string[]): ServiceProviderSettings['nameIdProfile'] {
  const isPseudonym = nameIdFormats.includes(persistent) && !nameIdFormats.includes(x509SubjectName);
  return isPseudonym ? 'pseudonym' : 'oces';
}

function defaultSettings(nameIdFormats: readonly string[]): ServiceProviderSettings {
  return {
    nameIdProfile: nameIdProfileFor(nameIdFormats),
    legacyLevel4: false,
    missingLegacyId: 'mint',
    allowUnencrypted: false,
    acceptsAssuranceLevel: false,
    dateOfBirthForm: 'dd-mm-yyyy',
    uuidForm: 'bare',
    signResponse: false,
  };
}

type LegDefaults = Pick<IdentityProvider, 'dialect' | 'levelCap' | 'legacyLevelAs' | 'allowedKinds'>;

/** design.md 12 "NemID's level"; oiosaml.md 5.1: a local IdP speaks for its own employees only. */
const legDefaults: Readonly<Record<Leg, LegDefaults>> = {
  mitid: { dialect: 'oiosaml3', levelCap: 'High', allowedKinds: ['person', 'professional'] },
  nemid: {
    dialect: 'oiosaml2',
    levelCap: 'Substantial',
    legacyLevelAs: 'Substantial',
    allowedKinds: ['person', 'professional'],
  },
  'local-idp': { dialect: 'oiosaml3', levelCap: 'Substantial', allowedKinds: ['professional'] },
  eidas: { dialect: 'oiosaml3', levelCap: 'High', allowedKinds: ['person'] },
};

/**
 * The record of an identity provider on one leg.
 * @throws HubError METADATA_ROLE without an IDPSSODescriptor, USAGE for a local IdP without its CVR numbers.
 */
export function identityProviderFromMetadata(
  metadata: EntityMetadata,
  words: IdentityProviderWords,
  id: string,
  current?: IdentityProvider,
): IdentityProvider {
  const role = metadata.idp;
  if (role === undefined) throw new HubError('METADATA_ROLE', 'does not describe an identity provider');
  const allowedCvrs = words.allowedCvrs ?? current?.allowedCvrs;
  if (words.leg === 'local-idp' && (allowedCvrs ?? []).length === 0)
    throw new HubError('USAGE', 'a local IdP needs the CVR numbers it may speak for');
  const defaults = legDefaults[words.leg];
  return {
    ...defaults,
    ...current,
    role: 'idp',
    leg: words.leg,
    id: current?.id ?? id,
    entityId: entityIdOf(metadata),
    state: current?.state ?? 'enabled',
    displayName: chooseName(words.displayName, current?.displayName, role.names, metadata.entityId),
    keys: role.keys.map(partnerKey),
    encryptionMethods: role.encryptionMethods,
    dialect: words.dialect ?? current?.dialect ?? defaults.dialect,
    sso: role.sso
      .map(endpoint)
      .filter((one) => one?.binding === 'redirect' || one?.binding === 'post') as Endpoint[],
    slo: role.slo.map(endpoint).filter((one) => one !== undefined),
    levelCap: words.levelCap ?? current?.levelCap ?? defaults.levelCap,
    ...(allowedCvrs !== undefined && { allowedCvrs }),
    gcmOnly: words.gcmOnly ?? current?.gcmOnly ?? false,
    acceptsUnencrypted: words.acceptsUnencrypted ?? current?.acceptsUnencrypted ?? false,
  };
}

function entityIdOf({ entityId }: EntityMetadata): EntityId {
  const parsed = parseEntityId(entityId);
  if (parsed === undefined) throw new HubError('METADATA_ENTITY_ID', 'the entityID is not an absolute URI');
  return parsed;
}

const partnerKey = ({ certificate, use, notBefore, notAfter }: MetadataKey): PartnerKey => ({
  certificate,
  use,
  notBefore,
  notAfter,
});

const bindingNames: ReadonlyMap<string, Endpoint['binding']> = new Map([
  [bindings.redirect, 'redirect'],
  [bindings.post, 'post'],
  [bindings.soap, 'soap'],
  [bindings.artifact, 'artifact'],
]);

/** undefined for a binding that the hub has no word for (PAOS, URI ...). */
function endpoint({ binding: uri, ...rest }: MetadataEndpoint): Endpoint | undefined {
  const binding = bindingNames.get(uri);
  return binding && { binding, ...rest };
}

/** The operator's name, else the recorded one, else the metadata's in that language or another, else the host. */
function chooseName(
  words: Partial<LocalizedText> | undefined,
  current: LocalizedText | undefined,
  offered: readonly LocalizedName[],
  entityId: string,
): LocalizedText {
  const fallback = offered[0]?.text ?? hostOf(entityId);
  const choose = (lang: 'da' | 'en'): string =>
    words?.[lang] ?? current?.[lang] ?? offered.find((name) => name.lang === lang)?.text ?? fallback;
  return { da: choose('da'), en: choose('en') };
}

function hostOf(entityId: string): string {
  return (URL.canParse(entityId) && new URL(entityId).hostname) || entityId;
}
