import { describe, expect, it } from '@jest/globals';
import type { Random } from '../../../src/kernel/random.ts';
import { createLegacyBlocks, legacyIdsFor, type LegacyIdDeps } from '../../../src/domain/bridge/index.ts';
import { pairwiseIdFor, resolveIdentity } from '../../../src/domain/identity/index.ts';
import type { IdGroup, Pid } from '../../../src/kernel/brands.ts';
import {
  cprOf,
  cvrOf,
  depsAround,
  employeeLogin,
  identityWorld,
  personLogin,
  pidOf,
  ridOf,
  turns,
  uuidOf,
} from '../../support/identity-world.ts';

const blocks = createLegacyBlocks({ pidPrefix: '99', ridPrefix: '9' });
const world = (options: Parameters<typeof identityWorld>[0] = {}) => ({ ...identityWorld(options), blocks });
const missing = expect.objectContaining({ code: 'LEGACY_ID_MISSING' });
const mitidPerson = (n: number) => personLogin({ cpr: cprOf(n), mitidUuid: uuidOf(n) });
const mitidEmployee = (n: number, cvr = cvrOf(1)) => employeeLogin({ professionalUuid: uuidOf(n) }, cvr);
const idsOf = async (
  login: ReturnType<typeof personLogin>,
  deps: LegacyIdDeps,
  how: 'mint' | 'refuse' = 'mint',
) => legacyIdsFor(await resolveIdentity(login, deps), how, deps);
/** Always the first number of a block. */
const lowest = (random: Random): Random => ({ ...random, bytes: (size) => Buffer.alloc(size) });

describe('the blocks that numbers are minted from (oiosaml.md 2.2)', () => {
  const random = identityWorld().random;

  it('give PIDs and RIDs of the right form under the reserved prefix only', () => {
    for (let n = 0; n < 200; n += 1) {
      expect(blocks.randomPid(random)).toMatch(/^9208-2002-2-99\d{10}$/);
      expect(blocks.randomRid(random)).toMatch(/^9\d{7}$/);
    }
  });

  it('go on from the last number to the first, never out of the block', () => {
    expect(blocks.pidAfter('9208-2002-2-999999999999' as Pid)).toBe('9208-2002-2-990000000000');
    expect(blocks.pidAfter('9208-2002-2-990000000041' as Pid)).toBe('9208-2002-2-990000000042');
  });

  it.each([
    { pidPrefix: '9x', ridPrefix: '9' },
    { pidPrefix: '9'.repeat(12), ridPrefix: '9' },
    { pidPrefix: '9', ridPrefix: '9'.repeat(8) },
  ])('are refused for %j', (config) => {
    expect(() => createLegacyBlocks(config)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });
});

describe('PID and RID for an old service', () => {
  it('are the ones NemID asserted, whatever the setting', async () => {
    const deps = world();
    const person = personLogin({ pid: pidOf(1), cpr: cprOf(1) });
    expect(await idsOf(person, deps, 'refuse')).toEqual({ pid: pidOf(1) });
    expect(await idsOf(employeeLogin({ rid: ridOf(5) }), deps, 'refuse')).toEqual({ rid: ridOf(5) });
  });

  it('are the ones NemID asserted earlier when the person comes with MitID (nemlogin.md 1.6)', async () => {
    const deps = world();
    await resolveIdentity(personLogin({ pid: pidOf(1), cpr: cprOf(1) }), deps);
    expect(await idsOf(mitidPerson(1), deps, 'refuse')).toEqual({ pid: pidOf(1) });
  });

  it('are refused for who never had one, where the service is set so', async () => {
    await expect(idsOf(mitidPerson(1), world(), 'refuse')).rejects.toEqual(missing);
    await expect(idsOf(mitidEmployee(1), world(), 'refuse')).rejects.toEqual(missing);
  });

  it('are minted once and the same ever after, over a restart too', async () => {
    const deps = world();
    const pid = await idsOf(mitidPerson(1), deps);
    const rid = await idsOf(mitidEmployee(1), deps);
    expect(pid).toEqual({ pid: expect.stringMatching(/^9208-2002-2-99\d{10}$/) });
    expect(rid).toEqual({ rid: expect.stringMatching(/^9\d{7}$/) });
    const restarted = { ...depsAround(deps.memory, deps.clock, 'restarted'), blocks };
    expect(await idsOf(mitidPerson(1), restarted, 'refuse')).toEqual(pid);
    expect(await idsOf(mitidEmployee(1), restarted, 'refuse')).toEqual(rid);
  });

  it('lead a later login with them to the same identity, and so to the same pairwise identifier', async () => {
    const deps = world();
    const mitid = await resolveIdentity(mitidPerson(1), deps);
    const group = 'group-a' as IdGroup;
    const uuid = await pairwiseIdFor(mitid, group, deps);
    const minted = (await legacyIdsFor(mitid, 'mint', deps)) as { pid: Pid };
    const nemid = await resolveIdentity(personLogin({ pid: minted.pid }), deps);
    expect(nemid.id).toBe(mitid.id);
    expect(await pairwiseIdFor(nemid, group, deps)).toBe(uuid);
  });

  it('stay the minted ones when a real PID comes later, and that leads to the person too', async () => {
    const deps = world();
    const minted = await idsOf(mitidPerson(1), deps);
    expect(await idsOf(personLogin({ pid: pidOf(1), cpr: cprOf(1) }), deps)).toEqual(minted);
    expect(await idsOf(personLogin({ pid: pidOf(1) }), deps)).toEqual(minted);
  });

  it('never meet a number that is taken: the next free one is given', async () => {
    const deps = { ...world(), random: lowest(world().random) };
    const resolve = { ...deps, random: world().random };
    await resolveIdentity(personLogin({ pid: '9208-2002-2-990000000000' as Pid, cpr: cprOf(9) }), resolve);
    const people = [];
    for (const n of [1, 2, 3]) {
      const identity = await resolveIdentity(mitidPerson(n), {
        ...deps,
        random: identityWorld({ seed: `${n}` }).random,
      });
      people.push(await legacyIdsFor(identity, 'mint', deps));
    }
    expect(people).toEqual([1, 2, 3].map((n) => ({ pid: `9208-2002-2-99000000000${n}` })));
  });

  it('are unique per organisation: two organisations may use one RID, one never twice', async () => {
    const deps = world();
    const low = { ...deps, random: lowest(deps.random) };
    const rid = async (n: number, cvr = cvrOf(1)) =>
      legacyIdsFor(await resolveIdentity(mitidEmployee(n, cvr), deps), 'mint', low);
    expect(await rid(1)).toEqual({ rid: '90000000' });
    expect(await rid(2)).toEqual({ rid: '90000001' });
    expect(await rid(3, cvrOf(2))).toEqual({ rid: '90000000' });
  });

  it('are refused when the block is full', async () => {
    const full = createLegacyBlocks({ pidPrefix: '9'.repeat(11), ridPrefix: '9' });
    const deps = { ...world(), blocks: full };
    const given = new Set<string>();
    for (let n = 1; n <= 10; n += 1) given.add(JSON.stringify(await idsOf(mitidPerson(n), deps)));
    expect(given.size).toBe(10);
    await expect(idsOf(mitidPerson(11), deps)).rejects.toEqual(missing);
  });

  it('stand in the store sealed only', async () => {
    const deps = world();
    const { pid } = (await idsOf(mitidPerson(1), deps)) as { pid: Pid };
    expect(deps.memory.dump()).not.toContain(pid);
  });
});

describe('a PID that a register knows', () => {
  const registered = { cprOfPid: async () => undefined, pidOfCpr: async () => pidOf(4) };

  it('is taken before one is minted, also where minting is off', async () => {
    const deps = { ...world(), cprRegister: registered };
    expect(await idsOf(mitidPerson(1), deps, 'refuse')).toEqual({ pid: pidOf(4) });
  });

  it('raises an alarm when it belongs to somebody else', async () => {
    const deps = world();
    await resolveIdentity(personLogin({ pid: pidOf(4), cpr: cprOf(2) }), deps);
    await expect(idsOf(mitidPerson(1), { ...deps, cprRegister: registered })).rejects.toEqual(
      expect.objectContaining({ code: 'IDENTITY_CONFLICT' }),
    );
  });
});

describe('many at the same moment', () => {
  it.each(['a', 'b', 'c'])('50 for one person make one PID and one key row (order %s)', async (seed) => {
    const deps = world({ interleave: turns(seed), seed });
    const identity = await resolveIdentity(mitidPerson(1), deps);
    const asked = Array.from({ length: 50 }, () => legacyIdsFor(identity, 'mint', deps));
    const given = new Set((await Promise.all(asked)).map((ids) => JSON.stringify(ids)));
    expect(given.size).toBe(1);
    const rows = await deps.store.collection('identity_keys').find({ idPrefix: 'pid:', limit: 100 });
    expect(rows.items).toHaveLength(1);
  });

  it('50 people that start at the same number get 50 PIDs', async () => {
    const deps = world({ interleave: turns('people') });
    const people = [];
    for (let n = 1; n <= 50; n += 1) people.push(await resolveIdentity(mitidPerson(n), deps));
    const low = { ...deps, random: lowest(deps.random) };
    const given = await Promise.all(people.map((identity) => legacyIdsFor(identity, 'mint', low)));
    expect(new Set(given.map((ids) => JSON.stringify(ids))).size).toBe(50);
  });

  it('a crash between claim and record costs a number, not the person', async () => {
    let crash = false;
    const deps = world({
      before: (operation, collection) => {
        if (crash && operation === 'replace' && collection === 'identities') throw new Error('crash');
      },
    });
    const identity = await resolveIdentity(mitidPerson(1), deps);
    crash = true;
    await expect(legacyIdsFor(identity, 'mint', deps)).rejects.toThrow('crash');
    crash = false;
    const kept = await legacyIdsFor(identity, 'mint', deps);
    expect(await idsOf(mitidPerson(1), deps, 'refuse')).toEqual(kept);
  });
});
