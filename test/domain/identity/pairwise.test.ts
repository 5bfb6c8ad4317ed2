import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { IdentityId, IdGroup, Uuid } from '../../../src/kernel/brands.ts';
import type { Random } from '../../../src/kernel/random.ts';
import { pairwiseIdFor, resolveIdentity } from '../../../src/domain/identity/index.ts';
import {
  cprOf,
  depsAround,
  identityWorld,
  personLogin,
  pidOf,
  turns,
  uuidOf,
} from '../../support/identity-world.ts';

const one = { id: 'identity-one' as IdentityId };
const two = { id: 'identity-two' as IdentityId };
const groupA = 'group-a' as IdGroup;
const groupB = 'group-b' as IdGroup;
const uuidV4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const rows = async (world: ReturnType<typeof identityWorld>, name: string) =>
  (await world.store.collection(name).find({ idPrefix: '', limit: 1000 })).items;

/** A Random that gives the listed UUIDs and then the ones of `after`. */
const giving = (uuids: readonly string[], after: Random): Random => {
  const left = [...uuids];
  return { bytes: (size) => after.bytes(size), uuid: () => left.shift() ?? after.uuid() };
};

describe('a pairwise identifier (design.md 5, security.md H11)', () => {
  it('is a random UUIDv4, made at first use and the same ever after', async () => {
    const world = identityWorld();
    const first = await pairwiseIdFor(one, groupA, world);
    expect(first).toMatch(uuidV4);
    expect(await pairwiseIdFor(one, groupA, world)).toBe(first);
  });

  it('is injective within a group and unlinkable across groups, for any people, groups and order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(8), fc.nat(4)), { minLength: 1, maxLength: 60 }),
        fc.integer(),
        async (visits, seed) => {
          const world = identityWorld({ seed: `pairwise ${seed}`, interleave: turns(`${seed}`) });
          const pairs = await Promise.all(
            visits.map(async ([person, group]) => ({
              pair: `${person}/${group}`,
              uuid: await pairwiseIdFor(
                { id: `person-${person}` as IdentityId },
                `group-${group}` as IdGroup,
                world,
              ),
            })),
          );
          const uuidOfPair = new Map(pairs.map(({ pair, uuid }) => [pair, uuid]));
          for (const { pair, uuid } of pairs) expect(uuid).toBe(uuidOfPair.get(pair));
          expect(new Set(uuidOfPair.values()).size).toBe(uuidOfPair.size);
          expect(await rows(world, 'pairwise_rev')).toHaveLength(uuidOfPair.size);
        },
      ),
      { seed: 20260305, numRuns: 60 },
    );
  });

  it('is no function of the person: the same CPR in two hubs, same keys, gives two identifiers', async () => {
    const at = async (seed: string) => {
      const world = identityWorld({ seed });
      return pairwiseIdFor(await resolveIdentity(personLogin({ cpr: cprOf(1) }), world), groupA, world);
    };
    expect(await at('hub one')).not.toBe(await at('hub two'));
  });

  it('is a function of chance alone: with the same chance, two people get the same one in two hubs', async () => {
    const at = async (n: number) => {
      const world = identityWorld({ seed: 'same chance' });
      return pairwiseIdFor(await resolveIdentity(personLogin({ cpr: cprOf(n) }), world), groupA, world);
    };
    expect(await at(1)).toBe(await at(2));
  });

  it('stays over identity provider, level and time, and for every service of the group', async () => {
    const world = identityWorld();
    const nemid = await resolveIdentity(
      personLogin({ pid: pidOf(1), cpr: cprOf(1) }, { legacyLevel: 3 }),
      world,
    );
    const first = await pairwiseIdFor(nemid, groupA, world);
    world.clock.advance(365 * 86_400_000);
    const mitid = await resolveIdentity(
      personLogin({ mitidUuid: uuidOf(1), cpr: cprOf(1) }, { level: 'High' }),
      world,
    );
    expect(await pairwiseIdFor(mitid, groupA, world)).toBe(first);
  });

  it('stays over a restart, with other chance and an empty memory', async () => {
    const world = identityWorld();
    const first = await pairwiseIdFor(one, groupA, world);
    expect(await pairwiseIdFor(one, groupA, depsAround(world.memory, world.clock, 'restarted'))).toBe(first);
  });

  it.each(['a', 'b', 'c', 'd'])('is one when 50 ask at once for the first time (order %s)', async (seed) => {
    const world = identityWorld({ interleave: turns(seed), seed });
    const asked = Array.from({ length: 50 }, () => pairwiseIdFor(one, groupA, world));
    expect(new Set(await Promise.all(asked)).size).toBe(1);
    expect(await rows(world, 'pairwise')).toHaveLength(1);
    expect(await rows(world, 'pairwise_rev')).toHaveLength(1);
  });

  it('is never given twice in a group, should chance repeat itself', async () => {
    const world = identityWorld();
    const first = await pairwiseIdFor(one, groupA, { ...world, random: giving([uuidOf(1)], world.random) });
    const second = await pairwiseIdFor(two, groupA, { ...world, random: giving([uuidOf(1)], world.random) });
    expect(first).toBe(uuidOf(1));
    expect(second).not.toBe(first);
    expect(second).toMatch(uuidV4);
  });

  it('is refused, not repeated, when chance is broken', async () => {
    const world = identityWorld();
    const random = { ...world.random, uuid: () => uuidOf(1) as string };
    await pairwiseIdFor(one, groupA, { ...world, random });
    const second = pairwiseIdFor(two, groupA, { ...world, random });
    await expect(second).rejects.toEqual(expect.objectContaining({ code: 'INTERNAL' }));
    expect(await rows(world, 'pairwise')).toHaveLength(1);
  });

  it('recovers from a crash between its two rows: the left-over row names nobody else', async () => {
    let crash = true;
    const world = identityWorld({
      before: (operation, collection) => {
        if (crash && operation === 'insert' && collection === 'pairwise') throw new Error('crash');
      },
    });
    await expect(pairwiseIdFor(one, groupA, world)).rejects.toThrow('crash');
    crash = false;
    const after = await pairwiseIdFor(one, groupA, world);
    expect(await pairwiseIdFor(one, groupA, world)).toBe(after);
    expect(await pairwiseIdFor(two, groupA, world)).not.toBe(after);
    const owners = (await rows(world, 'pairwise_rev')).map(({ id, body }) => [id, body['identity']]);
    expect(owners.filter(([, identity]) => identity === one.id)).toHaveLength(2);
    expect(owners).toContainEqual([`${groupA}:${after}`, one.id]);
  });

  it('stores when it was made and keeps the groups apart', async () => {
    const world = identityWorld();
    const inA: Uuid = await pairwiseIdFor(one, groupA, world);
    const inB: Uuid = await pairwiseIdFor(one, groupB, world);
    expect(inA).not.toBe(inB);
    const row = await world.store.collection('pairwise').get(`${one.id}:${groupB}`);
    expect(row?.body).toEqual({ uuid: inB, source: 'made', createdAt: world.clock.now() });
  });
});
