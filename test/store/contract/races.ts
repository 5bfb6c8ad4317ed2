/** Many at once on one document, over two nodes: exactly one winner per version and per id. */
import { expect, it } from '@jest/globals';
import { increment, type Counter } from './increment.ts';
import { endings, inWorld, times, type NewPlace } from './world.ts';

export function raceContract(newPlace: NewPlace): void {
  it(
    'of 50 concurrent replaces of one version exactly one wins, the others conflict',
    inWorld(newPlace, async ({ store, node }) => {
      const nodes = [store, await node()].map((each) => each.collection('things'));
      await nodes[0]!.insert('a', { rank: -1 });
      for (const v of [1, 2, 3]) {
        const all = await endings(times(50, (n) => nodes[n % 2]!.replace('a', v, { rank: n })));
        expect(all.values).toHaveLength(1);
        expect(all.codes).toEqual(times(49, () => 'STORE_CONFLICT'));
        expect(await nodes[1]!.get('a')).toEqual(all.values[0]);
        expect(all.values[0]?.v).toBe(v + 1);
      }
    }),
  );

  it(
    '50 concurrent read, change, replace with retry lose no change',
    inWorld(newPlace, async ({ store, node }) => {
      const nodes = [store, await node()].map((each) => each.collection<Counter>('plain_things'));
      await nodes[0]!.insert('a', { count: 0, last: -1 });
      const versions = await Promise.all(times(50, (n) => increment(nodes[n % 2]!, 'a', n)));
      expect([...versions].sort((a, b) => a - b)).toEqual(times(50, (n) => n + 2));
      expect(await nodes[1]!.get('a')).toMatchObject({ v: 51, body: { count: 50 } });
    }),
    120_000,
  );

  it(
    'of 50 concurrent inserts of one id exactly one wins, the others are duplicates',
    inWorld(newPlace, async ({ store, node }) => {
      const nodes = [store, await node()].map((each) => each.collection('things'));
      const all = await endings(times(50, (n) => nodes[n % 2]!.insert('a', { rank: n })));
      expect(all.values).toHaveLength(1);
      expect(all.codes).toEqual(times(49, () => 'STORE_DUPLICATE'));
      expect(await nodes[0]!.get('a')).toEqual(all.values[0]);
    }),
  );

  it(
    'of 50 concurrent removes of one document exactly one says that it was there',
    inWorld(newPlace, async ({ store, node }) => {
      const nodes = [store, await node()].map((each) => each.collection('things'));
      await nodes[0]!.insert('a', {});
      const all = await Promise.all(times(50, (n) => nodes[n % 2]!.remove('a')));
      expect(all.filter(Boolean)).toHaveLength(1);
    }),
  );

  it(
    'a refused write does not take the others of the same turn with it',
    inWorld(newPlace, async ({ store }) => {
      const things = store.collection('things');
      await things.insert('taken', {});
      const all = await endings([
        things.insert('before', {}),
        things.insert('taken', {}),
        things.replace('taken', 9, {}),
        things.remove('taken', 9).then(() => things.insert('never', {})),
        things.insert('after', {}),
      ]);
      expect(all.codes).toEqual(['STORE_DUPLICATE', 'STORE_CONFLICT', 'STORE_CONFLICT']);
      const kept = await things.find({ idPrefix: '', limit: 10 });
      expect(kept.items.map(({ id }) => id)).toEqual(['after', 'before', 'taken']);
    }),
  );

  it(
    'the same id and version may be raced for in different collections without meeting',
    inWorld(newPlace, async ({ store }) => {
      const names = ['things', 'announced_things', 'plain_things'];
      const all = await endings(
        names.flatMap((name) => times(10, () => store.collection(name).insert('a', {}))),
      );
      expect(all.values).toHaveLength(names.length);
    }),
  );
}
