import type { IdentityId, IdGroup, Uuid } from '../../kernel/brands.ts';
import type { Clock } from '../../kernel/clock.ts';
import { HubError, isHubError } from '../../kernel/errors.ts';
import type { Random } from '../../kernel/random.ts';
import type { Store } from '../storage/index.ts';

export interface PairwiseDeps {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
}

/** Row of `pairwise`, id `identity:group`: the proof of who got which identifier, and when. */
interface PairwiseDocument {
  readonly uuid: Uuid;
  readonly source: 'made' | 'imported';
  readonly createdAt: number;
}

/** Row of `pairwise_rev`, id `group:uuid`: an identifier given twice within a group is caught here. */
interface ReverseDocument {
  readonly identity: IdentityId;
}

/**
 * The identifier of one identity within one id group: a stored random UUIDv4, made at first use (storage.md 6).
 * It depends on nothing but the pair: not on the identity provider, the level, or the service's metadata.
 *
 * No transaction: the reverse row first, then the row that decides. Of many who make one at once, one insert wins, the
 * others read it and take their own reverse row away; a crash in between leaves a reverse row that names nobody else.
 * @throws HubError INTERNAL when random UUIDs keep colliding (chance is broken).
 */
export async function pairwiseIdFor(
  identity: { readonly id: IdentityId },
  idGroup: IdGroup,
  deps: PairwiseDeps,
): Promise<Uuid> {
  const pairwise = deps.store.collection<PairwiseDocument>('pairwise');
  const reverse = deps.store.collection<ReverseDocument>('pairwise_rev');
  const id = `${identity.id}:${idGroup}`;
  for (let attempt = 0; attempt < 5; attempt += 1) {
    const known = await pairwise.get(id);
    if (known) return known.body.uuid;
    const uuid = deps.random.uuid() as Uuid;
    const reverseId = `${idGroup}:${uuid}`;
    if (!(await inserted(reverse.insert(reverseId, { identity: identity.id })))) continue;
    const row: PairwiseDocument = { uuid, source: 'made', createdAt: deps.clock.now() };
    if (await inserted(pairwise.insert(id, row))) return uuid;
    await reverse.remove(reverseId);
  }
  throw new HubError('INTERNAL', 'no free pairwise identifier in five attempts');
}

/** Whom an identifier was given to within its group; undefined when nobody has it. */
export async function ownerOfPairwiseId(
  idGroup: IdGroup,
  uuid: Uuid,
  { store }: Pick<PairwiseDeps, 'store'>,
): Promise<IdentityId | undefined> {
  return (await store.collection<ReverseDocument>('pairwise_rev').get(`${idGroup}:${uuid}`))?.body.identity;
}

/** False for a taken id; everything else goes on as it is. */
async function inserted(insert: Promise<unknown>): Promise<boolean> {
  try {
    await insert;
    return true;
  } catch (error) {
    if (isHubError(error, 'STORE_DUPLICATE')) return false;
    throw error;
  }
}
