import type { Cvr, IdentityId } from '../../kernel/brands.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { NsisLevel } from '../assurance/index.ts';
import type { IdentityKeys, IdentityKind, LoginFacts } from '../login/index.ts';
import { changeDocument, type Collection, type Store } from '../storage/index.ts';
import type { Sealer } from './sealer.ts';

/** What a row of `identity_keys` is about; the row's id is the keyed HMAC of type and value. */
export type IdentityKeyType = 'cpr' | 'mitid' | 'pid' | 'rid' | 'professional';

/** An identity with its keys in clear: lives in memory for one login, never logged, never stored so. */
export interface Identity {
  readonly id: IdentityId;
  readonly kind: IdentityKind;
  /** Exactly when kind is `professional`. */
  readonly cvr?: Cvr;
  readonly keys: IdentityKeys;
  /** The level an operator registered the identity at: caps every login of it. */
  readonly registeredIal?: NsisLevel;
}

/** A row of `identity_keys`. */
export interface KeyDocument {
  readonly identity: IdentityId;
  readonly claimedAt: number;
}

/** Keys: the first one known stays, since services may know the person by it. Facts: the newest is right. */
export const keyFields = ['cpr', 'pid', 'mitidUuid', 'rid', 'professionalUuid'] as const;
export const factFields = ['fullName', 'dateOfBirth'] as const;
export type SealedField = (typeof keyFields)[number] | (typeof factFields)[number];
export type Clear = { readonly [Field in SealedField]?: string };

/** A row of `identities`. Nothing in it names a person without the subject's data key. */
export interface IdentityDocument {
  readonly kind: IdentityKind;
  readonly status: 'active' | 'ended' | 'merged' | 'erased';
  /** Exactly when merged, by an operator. */
  readonly mergedInto?: IdentityId;
  /** CVR number of a professional's organisation: not a personal number. */
  readonly org?: Cvr;
  readonly ial?: NsisLevel;
  readonly source: 'login' | 'import';
  readonly createdAt: number;
  readonly sealed: { readonly [Field in SealedField]?: string };
}

export interface RecordPorts {
  readonly store: Store;
  readonly sealer: Sealer;
  readonly clock: Clock;
}

export const identities = (store: Store): Collection<IdentityDocument> => store.collection('identities');

/** What is worth keeping of a login: the keys of its kind, the name and the birth date. */
export function clearOf(facts: LoginFacts, keys: IdentityKeys): Clear {
  const { cpr, pid, mitidUuid, rid, professionalUuid } = keys;
  const { fullName, dateOfBirth } = facts.personal;
  const known =
    facts.kind === 'person'
      ? { cpr, pid, mitidUuid, fullName, dateOfBirth }
      : { cpr, rid, professionalUuid, fullName, dateOfBirth };
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined));
}

/** What the record does not know yet: a key never takes the place of an earlier one, a changed name does. */
export function newsFor(before: Clear, told: Clear): Clear {
  const news: Partial<Record<SealedField, string>> = {};
  for (const field of keyFields) {
    if (told[field] !== undefined && before[field] === undefined) news[field] = told[field];
  }
  for (const field of factFields) {
    if (told[field] !== undefined && told[field] !== before[field]) news[field] = told[field];
  }
  return news;
}

/** Encrypts each field at its own place. */
export async function sealClear(
  id: IdentityId,
  clear: Clear,
  sealer: Sealer,
): Promise<IdentityDocument['sealed']> {
  const sealed: Partial<Record<SealedField, string>> = {};
  for (const field of [...keyFields, ...factFields]) {
    const text = clear[field];
    if (text !== undefined) sealed[field] = await sealer.seal(id, placeOf(id, field), text);
  }
  return sealed;
}

/** @throws HubError KEY_UNAVAILABLE when a field does not open. */
export async function openSealed(id: IdentityId, document: IdentityDocument, sealer: Sealer): Promise<Clear> {
  const clear: Partial<Record<SealedField, string>> = {};
  for (const field of [...keyFields, ...factFields]) {
    const sealed = document.sealed[field];
    if (sealed !== undefined) clear[field] = await sealer.open(id, placeOf(id, field), sealed);
  }
  return clear;
}

/**
 * Adds to the record what it does not know yet (`newsFor`); writes only when something is new.
 * @returns the fields as they stand, undefined when there is no record.
 */
export async function amendIdentity(
  id: IdentityId,
  told: Clear,
  { store, sealer }: RecordPorts,
): Promise<Clear | undefined> {
  let standing: Clear | undefined;
  await changeDocument(identities(store), id, async (document) => {
    const before = await openSealed(id, document, sealer);
    const news = newsFor(before, told);
    standing = { ...before, ...news };
    if (Object.keys(news).length === 0) return undefined;
    return { ...document, sealed: { ...document.sealed, ...(await sealClear(id, news, sealer)) } };
  });
  return standing;
}

/** The record as an Identity. The words were parsed before they were sealed, so they keep their brands. */
export function toIdentity(id: IdentityId, document: IdentityDocument, clear: Clear): Identity {
  const keys = Object.fromEntries(
    keyFields.flatMap((field) => (clear[field] === undefined ? [] : [[field, clear[field]]])),
  ) as IdentityKeys;
  return {
    id,
    kind: document.kind,
    keys,
    ...(document.org === undefined ? {} : { cvr: document.org }),
    ...(document.ial === undefined ? {} : { registeredIal: document.ial }),
  };
}

function placeOf(id: IdentityId, field: SealedField): { collection: string; id: string; field: string } {
  return { collection: 'identities', id, field };
}
