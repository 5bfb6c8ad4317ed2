import type { IdentityId } from '../../kernel/brands.ts';
import { HubError, isHubError } from '../../kernel/errors.ts';
import type { Random } from '../../kernel/random.ts';
import type { IdentityKeys, LoginFacts } from '../login/index.ts';
import type { Stored } from '../storage/index.ts';
import { claimKey, demandActive, ownersOf, releaseKey, survivorOf, type Found } from './claims.ts';
import {
  amendIdentity,
  clearOf,
  identities,
  newsFor,
  openSealed,
  sealClear,
  toIdentity,
  type Clear,
  type Identity,
  type IdentityDocument,
  type RecordPorts,
} from './identity-record.ts';
import { loginKeys, withRegisterKeys, type LoginKey } from './login-keys.ts';
import type { CprRegister, EmployeeRegister } from './registers.ts';

export interface IdentityDeps extends RecordPorts {
  readonly random: Random;
  readonly cprRegister?: CprRegister;
  readonly employeeRegister?: EmployeeRegister;
}

/**
 * The identity a login points at; made when none of its keys is known. However many logins of one person come at
 * once, they get one identity: the insert of its strongest key decides.
 *
 * A person meets on CPR, MitID UUID or PID; a professional on CVR+RID or the persistent professional UUID. Private and
 * business identities of one human are separate. Keys that were not known yet are added; earlier ones stay.
 *
 * @throws HubError IDENTITY_CONFLICT (alarm) when the keys point at different identities, or a known key comes with
 *   another CPR or organisation (a RID reused: security.md H12); nothing is ever merged here
 * @throws HubError IDENTITY_ENDED, RESPONSE_CONTENT (no key to go by), KEY_UNAVAILABLE
 */
export async function resolveIdentity(facts: LoginFacts, deps: IdentityDeps): Promise<Identity> {
  const { keys, claims, owners, found } = await lookUp(facts, deps);
  const decided = found ?? (await claimFirst(claims[0], deps));
  const record = decided.record ?? (await makeRecord(decided.id, facts, keys, claims, deps));
  const known = await openSealed(decided.id, record.body, deps.sealer);
  demandSamePerson(decided.id, record.body, known, facts, keys);
  const standing = new Set(owners.flatMap(({ key, current }) => (current ? [key] : [])));
  await claimAll(
    claims.filter((key) => !standing.has(key)),
    decided.id,
    deps,
  );
  return toIdentity(decided.id, record.body, await learn(decided.id, known, clearOf(facts, keys), deps));
}

interface LookUp {
  readonly keys: IdentityKeys;
  readonly claims: readonly [LoginKey, ...LoginKey[]];
  readonly owners: Awaited<ReturnType<typeof ownersOf>>;
  readonly found: Found | undefined;
}

/** By the keys that were asserted; a register is asked only for somebody whose CPR (or RID) is not known yet. */
async function lookUp(facts: LoginFacts, deps: IdentityDeps): Promise<LookUp> {
  const asserted = await lookUpBy(facts, facts.keys, deps);
  const anchor = facts.kind === 'person' ? 'cpr' : 'rid';
  if (asserted.found?.record?.body.sealed[anchor] !== undefined) return asserted;
  const keys = await withRegisterKeys(facts, deps);
  return keys === facts.keys ? asserted : lookUpBy(facts, keys, deps);
}

async function lookUpBy(facts: LoginFacts, keys: IdentityKeys, deps: IdentityDeps): Promise<LookUp> {
  const claims = loginKeys(facts, keys);
  const owners = await ownersOf(claims, deps);
  return {
    keys,
    claims,
    owners,
    found: await oneOwner(
      owners.map(({ owner }) => owner),
      deps,
    ),
  };
}

/** @throws HubError IDENTITY_CONFLICT when the owners are not one and the same after following merges. */
async function oneOwner(owners: readonly IdentityId[], deps: IdentityDeps): Promise<Found | undefined> {
  const survivors = new Map<IdentityId, Found>();
  for (const owner of new Set(owners)) {
    const survivor = await survivorOf(owner, deps);
    survivors.set(survivor.id, survivor);
  }
  if (survivors.size > 1)
    throw conflict([...survivors.keys()], 'keys of one login point at several identities');
  return survivors.values().next().value;
}

async function claimFirst(key: LoginKey, deps: IdentityDeps): Promise<Found> {
  const { owner } = await claimKey(key, deps.random.uuid() as IdentityId, deps);
  return survivorOf(owner, deps);
}

async function claimAll(keys: readonly LoginKey[], id: IdentityId, deps: IdentityDeps): Promise<void> {
  for (const key of keys) {
    const { owner } = await claimKey(key, id, deps);
    if (owner !== id && (await survivorOf(owner, deps)).id !== id) {
      throw conflict([id, owner], `key of type ${key.type} belongs to another identity`);
    }
  }
}

/**
 * Writes the record of an identity whose first key is claimed: by this login, or by one that did not come further.
 * All keys are claimed before, so nothing in a record can belong to somebody else.
 */
async function makeRecord(
  id: IdentityId,
  facts: LoginFacts,
  keys: IdentityKeys,
  claims: readonly LoginKey[],
  deps: IdentityDeps,
): Promise<Stored<IdentityDocument>> {
  await claimAll(claims, id, deps);
  const minted = await mintProfessionalUuid(id, facts, keys, deps);
  const document: IdentityDocument = {
    kind: facts.kind,
    status: 'active',
    source: 'login',
    createdAt: deps.clock.now(),
    ...(facts.organisation ? { org: facts.organisation.cvr } : {}),
    sealed: await sealClear(
      id,
      { ...clearOf(facts, keys), ...(minted ? { professionalUuid: minted.value } : {}) },
      deps.sealer,
    ),
  };
  try {
    return await identities(deps.store).insert(id, document);
  } catch (error) {
    if (!isHubError(error, 'STORE_DUPLICATE')) throw error;
    if (minted) await releaseKey(minted, deps);
    const winner = (await survivorOf(id, deps)).record;
    if (!winner) throw new HubError('INTERNAL', `identity ${id} is taken but not there`, {}, error);
    return winner;
  }
}

/** A professional whose identity provider gave no persistent UUID gets one for life. */
async function mintProfessionalUuid(
  id: IdentityId,
  facts: LoginFacts,
  keys: IdentityKeys,
  deps: IdentityDeps,
): Promise<LoginKey | undefined> {
  if (facts.kind === 'person' || keys.professionalUuid !== undefined) return undefined;
  const key: LoginKey = { type: 'professional', value: deps.random.uuid() };
  const { made } = await claimKey(key, id, deps);
  return made ? key : mintProfessionalUuid(id, facts, keys, deps);
}

/** @throws HubError IDENTITY_ENDED, IDENTITY_CONFLICT */
function demandSamePerson(
  id: IdentityId,
  document: IdentityDocument,
  known: Clear,
  facts: LoginFacts,
  keys: IdentityKeys,
): void {
  demandActive(id, document);
  if (document.kind !== facts.kind || document.org !== facts.organisation?.cvr) {
    throw conflict([id], 'a known key comes with another organisation');
  }
  if (known.cpr !== undefined && keys.cpr !== undefined && known.cpr !== keys.cpr) {
    throw conflict([id], 'a known key comes with another CPR number');
  }
}

/** Adds what is new to the record; the usual login brings nothing new and writes nothing. */
async function learn(id: IdentityId, known: Clear, told: Clear, deps: IdentityDeps): Promise<Clear> {
  if (Object.keys(newsFor(known, told)).length === 0) return known;
  return (await amendIdentity(id, told, deps)) ?? known;
}

function conflict(ids: readonly IdentityId[], why: string): HubError {
  return new HubError('IDENTITY_CONFLICT', `${why}: ${ids.join(', ')}`);
}
