import { createHash } from 'node:crypto';
import { HubError } from '../../kernel/errors.ts';
import type { Provider, ProviderRepository } from '../../domain/federation/index.ts';
import {
  isRefused,
  judgeMetadata,
  readMetadata,
  type EntityMetadata,
  type Finding,
} from '../../saml/metadata/index.ts';
import {
  identityProviderFromMetadata,
  nameIdProfileFor,
  serviceProviderFromMetadata,
  type IdentityProviderWords,
  type ServiceProviderWords,
} from './provider-from-metadata.ts';

export interface ImportRequest {
  /** The metadata document. */
  readonly text: string;
  /** Which entity of an EntitiesDescriptor. */
  readonly entityId?: string;
  /** Base64 DER certificates that must have signed the document. */
  readonly signers?: readonly string[];
  readonly words: ServiceProviderWords | IdentityProviderWords;
  /** The hub's own entityIDs: nobody else may use them (security.md M2). */
  readonly reservedEntityIds: readonly string[];
  /** Epoch milliseconds. */
  readonly now: number;
  /** Id of the record, should it be a new one (UUID). */
  readonly newId: string;
}

/** One field of the record that the import would set. */
export interface FieldChange {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

export interface ImportPlan {
  readonly metadata: EntityMetadata;
  /** Refusals first. */
  readonly findings: readonly Finding[];
  readonly action: 'refused' | 'add' | 'update' | 'nothing';
  /** The record as it is now. */
  readonly current?: Provider;
  /** The record as it would be; absent when refused. */
  readonly provider?: Provider;
  readonly changes: readonly FieldChange[];
  /** Names exactly this outcome; the same file, words and record give the same hash. */
  readonly hash: string;
}

/**
 * Looks: reads and judges a metadata document and says what storing it would change. Stores nothing.
 * @throws HubError METADATA_* where the document cannot be read at all, USAGE where the operator's words do not suffice.
 */
export async function planImport(request: ImportRequest, providers: ProviderRepository): Promise<ImportPlan> {
  const { text, entityId, signers, words, now } = request;
  const metadata = readMetadata(text, {
    ...(entityId !== undefined && { entityId }),
    ...(signers !== undefined && { signers }),
  });
  const current = await findCurrent(metadata.entityId, words, providers);
  const findings = [
    ...judgeReserved(metadata, request.reservedEntityIds),
    ...judgeUnencrypted(metadata, words, current),
    ...judgeMetadata(metadata, { now, role: words.role }),
    ...judgeNameIdProfile(metadata, words, current),
  ];
  if (isRefused(findings)) return describe(metadata, refusalsFirst(findings), current);
  const provider = makeProvider(metadata, request, current);
  return describe(metadata, findings, current, provider);
}

/**
 * Acts: stores exactly what the plan shows.
 * @throws HubError STORE_CONFLICT if the record is no longer the one the plan was made from; the code of the first
 *   refusal if the plan is one.
 */
export async function applyImport(plan: ImportPlan, providers: ProviderRepository): Promise<void> {
  const { provider, current, findings } = plan;
  if (provider === undefined) {
    const [first] = findings;
    throw new HubError(first?.code ?? 'INTERNAL', first?.text ?? 'a plan without a record');
  }
  if (current === undefined) return providers.save(provider);
  await providers.update(current.id, (stored) => {
    if (fingerprint(stored) !== fingerprint(current))
      throw new HubError('STORE_CONFLICT', 'the record was changed since the plan was made: look again');
    return provider;
  });
}

function findCurrent(
  entityId: string,
  words: ImportRequest['words'],
  providers: ProviderRepository,
): Promise<Provider | undefined> {
  return words.role === 'sp'
    ? providers.findServiceProvider(entityId)
    : providers.findIdentityProvider(entityId, words.leg);
}

function makeProvider(
  metadata: EntityMetadata,
  request: ImportRequest,
  current: Provider | undefined,
): Provider {
  const { words, newId } = request;
  return words.role === 'sp'
    ? serviceProviderFromMetadata(metadata, words, newId, current?.role === 'sp' ? current : undefined)
    : identityProviderFromMetadata(metadata, words, newId, current?.role === 'idp' ? current : undefined);
}

function judgeReserved({ entityId }: EntityMetadata, reserved: readonly string[]): Finding[] {
  if (!reserved.includes(entityId)) return [];
  const text = 'this entityID is one of the hub itself';
  return [{ code: 'METADATA_ENTITY_ID', severity: 'refuse', text, element: 'EntityDescriptor' }];
}

/** 3.0 always encrypts; 2.0.9 does without only where an operator allowed it (oiosaml.md 3.3). */
function judgeUnencrypted(
  { sp }: EntityMetadata,
  words: ImportRequest['words'],
  current: Provider | undefined,
): Finding[] {
  if (words.role !== 'sp' || sp === undefined) return [];
  if (sp.keys.some(({ use }) => use !== 'signing')) return [];
  const recorded = current?.role === 'sp' ? current : undefined;
  const dialect = words.dialect ?? recorded?.dialect;
  const isAllowed = words.settings?.allowUnencrypted ?? recorded?.settings.allowUnencrypted ?? false;
  if (dialect === 'oiosaml2' && isAllowed) return [];
  const text =
    dialect === 'oiosaml2'
      ? 'no encryption certificate: an operator must allow clear-text assertions for it'
      : 'no encryption certificate: OIOSAML 3.0 assertions are always encrypted';
  return [{ code: 'METADATA_ENCRYPTION', severity: 'refuse', text, element: 'KeyDescriptor' }];
}

/** What a pseudonym must not carry, yet a service with a persistent NameIDFormat may ask for (oiosaml.md 2.1). */
const ocesOnly: ReadonlySet<string> = new Set([
  'urn:oid:0.9.2342.19200300.100.1.1',
  'dk:gov:saml:attribute:PidNumberIdentifier',
  'dk:gov:saml:attribute:RidNumberIdentifier',
]);

function judgeNameIdProfile(
  metadata: EntityMetadata,
  words: ImportRequest['words'],
  current: Provider | undefined,
): Finding[] {
  if (words.role !== 'sp' || metadata.sp === undefined) return [];
  const recorded = current?.role === 'sp' ? current : undefined;
  if ((words.dialect ?? recorded?.dialect) !== 'oiosaml2') return [];
  const profile =
    words.settings?.nameIdProfile ??
    recorded?.settings.nameIdProfile ??
    nameIdProfileFor(metadata.sp.nameIdFormats);
  const asked = metadata.sp.requestedAttributes.some(({ name }) => ocesOnly.has(name));
  if (profile !== 'pseudonym' || !asked) return [];
  const text =
    'asks for OCES attributes, but its NameIDFormat means pseudonyms, which carry none: settle the profile';
  return [{ code: 'NAMEID_POLICY', severity: 'warning', text, element: 'NameIDFormat' }];
}

function refusalsFirst(findings: readonly Finding[]): Finding[] {
  const isRefusal = ({ severity }: Finding): boolean => severity === 'refuse';
  return [...findings.filter(isRefusal), ...findings.filter((one) => !isRefusal(one))];
}

function describe(
  metadata: EntityMetadata,
  findings: readonly Finding[],
  current: Provider | undefined,
  provider?: Provider,
): ImportPlan {
  const changes = provider === undefined ? [] : changesBetween(current, provider);
  const action =
    provider === undefined
      ? 'refused'
      : current === undefined
        ? 'add'
        : changes.length > 0
          ? 'update'
          : 'nothing';
  return {
    metadata,
    findings,
    action,
    ...(current && { current }),
    ...(provider && { provider }),
    changes,
    hash: planHash(metadata.entityId, action, changes),
  };
}

function changesBetween(current: Provider | undefined, provider: Provider): FieldChange[] {
  const before = new Map<string, unknown>(Object.entries(current ?? {}));
  const after = new Map<string, unknown>(Object.entries(provider));
  return [...new Set([...before.keys(), ...after.keys()])]
    .sort()
    .filter((field) => stable(before.get(field)) !== stable(after.get(field)))
    .map((field) => ({ field, from: before.get(field), to: after.get(field) }));
}

/** A new record's own id is drawn anew each time: it, and an id group named after it, must not change the hash. */
function planHash(entityId: string, action: string, changes: readonly FieldChange[]): string {
  const newId = changes.find(({ field }) => field === 'id')?.to;
  const named = changes.filter(({ field, to }) => field !== 'id' && !(field === 'idGroup' && to === newId));
  return createHash('sha256')
    .update(stable([entityId, action, named]))
    .digest('hex')
    .slice(0, 16);
}

const fingerprint = (provider: Provider): string => stable(provider);

/** JSON with the members of every object in order of their names. */
function stable(value: unknown): string {
  return (
    JSON.stringify(value, (_key, member: unknown) =>
      member !== null && typeof member === 'object' && !Array.isArray(member)
        ? Object.fromEntries(Object.entries(member).sort(([one], [other]) => (one < other ? -1 : 1)))
        : member,
    ) ?? 'undefined'
  );
}
