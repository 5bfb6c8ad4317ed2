import { parsePid, parseRid, type Cvr, type Pid, type Rid } from '../../kernel/brands.ts';
import { HubError } from '../../kernel/errors.ts';
import type { Random } from '../../kernel/random.ts';
import {
  adoptKey,
  professionalKeyValue,
  type CprRegister,
  type Identity,
  type LoginKey,
  type RecordPorts,
} from '../identity/index.ts';
import type { LegacyBlocks } from './blocks.ts';

/** What an OIOSAML 2.0.9 service knows somebody by: a person's PID, or a professional's RID (beside the CVR). */
export type LegacyIds = { readonly pid: Pid } | { readonly rid: Rid };

export interface LegacyIdDeps extends RecordPorts {
  readonly random: Random;
  readonly blocks: LegacyBlocks;
  /** Asked for a PID that exists elsewhere before one is minted. */
  readonly cprRegister?: CprRegister;
}

/** How many taken numbers in a row count as a full block. */
const triesPerBlock = 1000;

/**
 * PID or RID of an identity: the one it has, the one a register knows, or (`mint`) one from the hub's reserved block,
 * kept for good. Also a key from then on: a later NemID login with that number meets the same identity. However many
 * ask at once, one number is made.
 * @param missing the service's setting `missingLegacyId`
 * @throws HubError LEGACY_ID_MISSING when there is none and none may be made, or the block is full
 * @throws HubError IDENTITY_CONFLICT when the register's PID already points at somebody else
 */
export async function legacyIdsFor(
  identity: Identity,
  missing: 'mint' | 'refuse',
  deps: LegacyIdDeps,
): Promise<LegacyIds> {
  if (identity.kind === 'person') {
    const pid = identity.keys.pid ?? (await registeredPid(identity, deps));
    return { pid: pid ?? (await mint(missing, pidSeries(identity, deps), deps)) };
  }
  return { rid: identity.keys.rid ?? (await mint(missing, ridSeries(identity, deps), deps)) };
}

async function registeredPid(identity: Identity, deps: LegacyIdDeps): Promise<Pid | undefined> {
  const { cpr } = identity.keys;
  const pid = cpr === undefined ? undefined : await deps.cprRegister?.pidOfCpr?.(cpr);
  if (pid === undefined) return undefined;
  const standing = await adoptKey(identity.id, { type: 'pid', value: pid }, 'pid', pid, deps);
  if (standing === 'taken') {
    throw new HubError(
      'IDENTITY_CONFLICT',
      `the register's PID of ${identity.id} belongs to another identity`,
    );
  }
  return parsePid(standing.pid ?? '');
}

/** Numbers to try, one after the other, and how a try is kept. */
interface Series<T extends Pid | Rid> {
  readonly identity: Identity;
  readonly field: 'pid' | 'rid';
  readonly first: T;
  after(number: T): T;
  key(number: T): LoginKey;
  parse(text: string): T | undefined;
}

const pidSeries = (identity: Identity, { blocks, random }: LegacyIdDeps): Series<Pid> => ({
  identity,
  field: 'pid',
  first: blocks.randomPid(random),
  after: (pid) => blocks.pidAfter(pid),
  key: (pid) => ({ type: 'pid', value: pid }),
  parse: parsePid,
});

const ridSeries = (identity: Identity, { blocks, random }: LegacyIdDeps): Series<Rid> => ({
  identity,
  field: 'rid',
  first: blocks.randomRid(random),
  after: (rid) => blocks.ridAfter(rid),
  key: (rid) => ({ type: 'rid', value: professionalKeyValue(organisationOf(identity), rid) }),
  parse: parseRid,
});

function organisationOf(identity: Identity): Cvr {
  if (identity.cvr === undefined) throw new HubError('INTERNAL', `professional ${identity.id} without CVR`);
  return identity.cvr;
}

/**
 * A number at random, and the next ones while they are taken. The claim of the key makes it unique, the identity's
 * record makes it the only one: whoever comes second there takes the number that stands.
 */
async function mint<T extends Pid | Rid>(
  missing: 'mint' | 'refuse',
  { identity, field, first, after, key, parse }: Series<T>,
  deps: LegacyIdDeps,
): Promise<T> {
  if (missing === 'refuse') throw new HubError('LEGACY_ID_MISSING', `${identity.id} has no ${field}`);
  let number = first;
  for (let attempt = 0; attempt < triesPerBlock; attempt += 1) {
    const standing = await adoptKey(identity.id, key(number), field, number, deps);
    if (standing !== 'taken') {
      const kept = parse(standing[field] ?? '');
      if (kept === undefined)
        throw new HubError('INTERNAL', `${identity.id} keeps a ${field} of no known form`);
      return kept;
    }
    number = after(number);
  }
  throw new HubError(
    'LEGACY_ID_MISSING',
    `the ${field} block is full: ${triesPerBlock} numbers in a row are taken`,
  );
}
