import type { IdentityId } from '../../kernel/brands.ts';
import { HubError, isHubError } from '../../kernel/errors.ts';
import type { Collection, Store, Stored } from '../storage/index.ts';
import {
  amendIdentity,
  identities,
  openSealed,
  toIdentity,
  type Clear,
  type Identity,
  type IdentityDocument,
  type KeyDocument,
  type RecordPorts,
  type SealedField,
} from './identity-record.ts';
import type { LoginKey } from './login-keys.ts';

const identityKeys = (store: Store): Collection<KeyDocument> => store.collection('identity_keys');

export interface Claim {
  /** The identity the key points at, which may be another one. */
  readonly owner: IdentityId;
  /** True when this very call made it point there. */
  readonly made: boolean;
}

/** Points a key at an identity, unless it already points somewhere: the insert decides every race. */
export async function claimKey(key: LoginKey, identity: IdentityId, ports: RecordPorts): Promise<Claim> {
  const id = ports.sealer.indexId(key.type, key.value);
  try {
    await identityKeys(ports.store).insert(id, { identity, claimedAt: ports.clock.now() });
    return { owner: identity, made: true };
  } catch (error) {
    if (!isHubError(error, 'STORE_DUPLICATE')) throw error;
    const row = await identityKeys(ports.store).get(id);
    return row ? { owner: row.body.identity, made: false } : claimKey(key, identity, ports);
  }
}

/** Gives a key back that was claimed and then not needed. */
export async function releaseKey(key: LoginKey, { store, sealer }: RecordPorts): Promise<void> {
  await identityKeys(store).remove(sealer.indexId(key.type, key.value));
}

/** Which of the keys are known and where they point, under any version of the index key. */
export async function ownersOf(
  keys: readonly LoginKey[],
  { store, sealer }: RecordPorts,
): Promise<readonly { readonly key: LoginKey; readonly owner: IdentityId; readonly current: boolean }[]> {
  const wanted = keys.flatMap((key) =>
    sealer.indexIds(key.type, key.value).map((id, age) => ({ key, id, current: age === 0 })),
  );
  const rows = await identityKeys(store).getMany(wanted.map(({ id }) => id));
  const ownerOf = new Map(rows.map((row) => [row.id, row.body.identity]));
  return wanted.flatMap(({ key, id, current }) => {
    const owner = ownerOf.get(id);
    return owner === undefined ? [] : [{ key, owner, current }];
  });
}

export interface Found {
  readonly id: IdentityId;
  /** Absent when the key was claimed but its claimant has not (or never) written the record. */
  readonly record?: Stored<IdentityDocument>;
}

/** Follows an operator's merges to the identity that lives on. @throws HubError INTERNAL for a circle of merges. */
export async function survivorOf(id: IdentityId, { store }: RecordPorts): Promise<Found> {
  let at = id;
  for (let hop = 0; hop < 20; hop += 1) {
    const record = await identities(store).get(at);
    if (!record) return { id: at };
    if (record.body.status !== 'merged' || record.body.mergedInto === undefined) return { id: at, record };
    at = record.body.mergedInto;
  }
  throw new HubError('INTERNAL', `merges of identity ${id} go in a circle`);
}

/** @throws HubError IDENTITY_ENDED for one that was ended or erased. */
export function demandActive(id: IdentityId, { status }: IdentityDocument): void {
  if (status !== 'active') throw new HubError('IDENTITY_ENDED', `identity ${id} is ${status}`);
}

/**
 * The identity as it stands now, merges followed; undefined when there is none.
 * @throws HubError IDENTITY_ENDED, KEY_UNAVAILABLE
 */
export async function readIdentity(id: IdentityId, ports: RecordPorts): Promise<Identity | undefined> {
  const found = await survivorOf(id, ports);
  if (!found.record) return undefined;
  demandActive(found.id, found.record.body);
  const clear = await openSealed(found.id, found.record.body, ports.sealer);
  return toIdentity(found.id, found.record.body, clear);
}

/**
 * Gives an identity a key it did not have: claims it, then keeps it in the record unless the record knows one already.
 * @returns the record's fields as they stand: with the given value, or with an earlier one (the given key is then free
 * again); `taken` when the key belongs to another identity.
 */
export async function adoptKey(
  identity: IdentityId,
  key: LoginKey,
  field: SealedField,
  value: string,
  ports: RecordPorts,
): Promise<Clear | 'taken'> {
  const { owner, made } = await claimKey(key, identity, ports);
  if (owner !== identity) return 'taken';
  const standing = await amendIdentity(identity, { [field]: value }, ports);
  if (!standing) throw new HubError('INTERNAL', `identity ${identity} has no record`);
  if (made && standing[field] !== value) await releaseKey(key, ports);
  return standing;
}
