/** Expiry: hidden at once, by the hub's clock; removed later; an id stays taken until then (replay protection). */
import { expect, it } from '@jest/globals';
import { epochSeconds } from '../../../src/kernel/clock.ts';
import { codeOfAsync } from '../../support/refusal.ts';
import { inWorld, times, type NewPlace } from './world.ts';

const ids = (found: { readonly items: readonly { readonly id: string }[] }): string[] =>
  found.items.map(({ id }) => id);

export function expiryContract(newPlace: NewPlace): void {
  it(
    'hides an expired document from every read at the very second, and not before',
    inWorld(newPlace, async ({ store, clock }) => {
      const things = store.collection('things');
      const expiresAt = epochSeconds(clock) + 10;
      await things.insert('dies', { owner: 'x', rank: 1 }, { expiresAt });
      await things.insert('lives', { owner: 'x', rank: 2 });
      const seen = async (): Promise<string[][]> => [
        (await things.get('dies')) === undefined ? [] : ['dies'],
        (await things.getMany(['dies', 'lives'])).map(({ id }) => id),
        ids(await things.find({ index: 'owner_rank', equals: ['x'], limit: 10 })),
        ids(await things.find({ index: 'rank', equals: [], from: 0, before: 9, limit: 10 })),
        ids(await things.find({ idPrefix: '', limit: 10 })),
      ];
      clock.advance(9_999);
      expect(await seen()).toEqual([['dies'], ...times(4, () => ['dies', 'lives'])]);
      clock.advance(1);
      expect(await seen()).toEqual([[], ...times(4, () => ['lives'])]);
    }),
  );

  it(
    'treats an expired document as gone: replace conflicts, remove finds nothing',
    inWorld(newPlace, async ({ store, clock }) => {
      const things = store.collection('things');
      const expiresAt = epochSeconds(clock) + 1;
      for (const id of ['a', 'b', 'c']) await things.insert(id, {}, { expiresAt });
      clock.advance(1_000);
      expect(await codeOfAsync(() => things.replace('a', 1, {}))).toBe('STORE_CONFLICT');
      expect(await things.remove('b')).toBe(false);
      expect(await things.remove('c', 1)).toBe(false);
      expect((await things.insert('b', { rank: 2 })).v).toBe(1);
      expect((await things.insert('c', { rank: 3 })).v).toBe(1);
    }),
  );

  it(
    'an insert onto an expired document is a duplicate until it was swept',
    inWorld(newPlace, async ({ store, clock }) => {
      const things = store.collection('things');
      await things.insert('a', { rank: 1 }, { expiresAt: epochSeconds(clock) + 1 });
      clock.advance(3_600_000);
      expect(await codeOfAsync(() => things.insert('a', { rank: 2 }))).toBe('STORE_DUPLICATE');
      expect(await things.get('a')).toBeUndefined();
      expect(await store.sweep()).toBe(1);
      expect((await things.insert('a', { rank: 3 })).body).toEqual({ rank: 3 });
    }),
  );

  it(
    'an expiry in the past hides the document from its first moment',
    inWorld(newPlace, async ({ store, clock }) => {
      const things = store.collection('things');
      await things.insert('now', {}, { expiresAt: epochSeconds(clock) });
      await things.insert('epoch', {}, { expiresAt: 0 });
      expect(await things.getMany(['now', 'epoch'])).toEqual([]);
      expect(await store.sweep()).toBe(2);
    }),
  );

  it(
    'sweeps all that expired, over several batches and collections, and nothing else',
    inWorld(newPlace, async ({ store, clock }) => {
      const things = store.collection('things');
      const now = epochSeconds(clock);
      await Promise.all(times(1_101, (n) => things.insert(`old${n}`, { rank: n }, { expiresAt: now + 5 })));
      await Promise.all(times(10, (n) => things.insert(`young${n}`, {}, { expiresAt: now + 6 })));
      await Promise.all(times(10, (n) => things.insert(`always${n}`, {})));
      await store.collection('plain_things').insert('old', {}, { expiresAt: now + 5 });
      expect(await store.sweep()).toBe(0);
      clock.advance(5_000);
      expect(await store.sweep()).toBe(1_102);
      expect(await store.sweep()).toBe(0);
      expect(ids(await things.find({ idPrefix: '', limit: 1000 }))).toHaveLength(20);
    }),
    120_000,
  );

  it(
    'a replace gives a new life: longer, or without end; the sweeper goes by the new one',
    inWorld(newPlace, async ({ store, clock }) => {
      const things = store.collection('things');
      const now = epochSeconds(clock);
      for (const id of ['longer', 'endless', 'shorter']) await things.insert(id, {}, { expiresAt: now + 10 });
      await things.replace('longer', 1, {}, { expiresAt: now + 100 });
      await things.replace('endless', 1, {});
      await things.replace('shorter', 1, {}, { expiresAt: now + 5 });
      clock.advance(5_000);
      expect(await things.get('shorter')).toBeUndefined();
      clock.advance(10_000);
      expect(await store.sweep()).toBe(1);
      expect(await things.get('longer')).toMatchObject({ v: 2, expiresAt: now + 100 });
      expect(await things.get('endless')).toEqual({ id: 'endless', v: 2, body: {} });
    }),
  );

  it(
    'two nodes may sweep at once: each document is counted by one of them',
    inWorld(newPlace, async ({ store, clock, node }) => {
      const other = await node();
      const things = store.collection('things');
      await Promise.all(times(200, (n) => things.insert(`id${n}`, {}, { expiresAt: epochSeconds(clock) })));
      const swept = await Promise.all([store.sweep(), other.sweep()]);
      expect(swept[0] + swept[1]).toBe(200);
    }),
  );
}
