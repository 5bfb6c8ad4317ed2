/** Change notices: every write to an announced collection is heard by every node, its own included. */
import { expect, it } from '@jest/globals';
import type { Change, Store } from '../../../src/domain/storage/index.ts';
import { codeOfAsync } from '../../support/refusal.ts';
import { inWorld, times, type NewPlace } from './world.ts';

export function changeContract(newPlace: NewPlace): void {
  it(
    'an insert, a replace and a remove are heard once each by every node, within its next poll',
    inWorld(newPlace, async ({ store, node }) => {
      const heard = [store, await node(), await node()].map(listenTo);
      const things = store.collection('announced_things');
      await things.insert('a', {});
      await things.replace('a', 1, {});
      await things.remove('a');
      await things.insert('last', {});
      for (const each of heard) {
        await each.until('last');
        expect(each.ids().sort()).toEqual(['a', 'a', 'a', 'last']);
        expect(new Set(each.changes.map(({ collection }) => collection))).toEqual(
          new Set(['announced_things']),
        );
      }
    }),
  );

  it(
    'the own node hears of its write before the write is acknowledged',
    inWorld(newPlace, async ({ store }) => {
      const heard = listenTo(store);
      for (const id of times(10, (n) => `id${n}`)) {
        await store.collection('announced_things').insert(id, {});
        expect(heard.ids().at(-1)).toBe(id);
      }
    }),
  );

  it(
    'what was refused, and what is not announced, is not heard',
    inWorld(newPlace, async ({ store, node }) => {
      const heard = [listenTo(store), listenTo(await node())];
      const things = store.collection('announced_things');
      await store.collection('things').insert('quiet', {});
      await things.insert('a', {});
      expect(await codeOfAsync(() => things.insert('a', {}))).toBe('STORE_DUPLICATE');
      expect(await codeOfAsync(() => things.replace('a', 7, {}))).toBe('STORE_CONFLICT');
      expect(await codeOfAsync(() => things.remove('a', 7))).toBe('STORE_CONFLICT');
      expect(await things.remove('none')).toBe(false);
      await things.insert('last', {});
      for (const each of heard) {
        await each.until('last');
        expect(each.ids().sort()).toEqual(['a', 'last']);
      }
    }),
  );

  it(
    'a node hears nothing from before it was opened, and nothing after it stopped listening',
    inWorld(newPlace, async ({ store, node }) => {
      const things = store.collection('announced_things');
      await things.insert('early', {});
      const late = await node();
      const [leaving, staying] = [listenTo(late), listenTo(late)];
      await things.insert('middle', {});
      await leaving.until('middle');
      leaving.stop();
      await things.insert('last', {});
      await staying.until('last');
      expect(leaving.ids()).toEqual(['middle']);
      expect(staying.ids()).toEqual(['middle', 'last']);
    }),
  );

  it(
    'a listener that throws harms neither the write nor the other listeners',
    inWorld(newPlace, async ({ store }) => {
      store.onChange(() => {
        throw new Error('a fault of the listener');
      });
      const heard = listenTo(store);
      await store.collection('announced_things').insert('a', {});
      expect(heard.ids()).toEqual(['a']);
      expect(await store.collection('announced_things').get('a')).toBeDefined();
    }),
  );

  it(
    'hundreds of writes on two nodes are all heard on a third',
    inWorld(newPlace, async ({ store, node }) => {
      const other = await node();
      const heard = listenTo(await node());
      const ids = times(300, (n) => `id${n}`);
      await Promise.all(
        ids.map((id, n) => (n % 2 ? store : other).collection('announced_things').insert(id, {})),
      );
      await Promise.all(ids.map((id) => heard.until(id)));
      expect(heard.ids().sort()).toEqual([...ids].sort());
    }),
  );
}

interface Listening {
  readonly changes: readonly Change[];
  ids(): string[];
  /** Resolves when a change of this id has been heard, and whatever was heard in the same go. */
  until(id: string): Promise<void>;
  stop(): void;
}

export function listenTo(store: Store): Listening {
  const changes: Change[] = [];
  const waiting = new Map<string, () => void>();
  const stop = store.onChange((change) => {
    changes.push(change);
    waiting.get(change.id)?.();
  });
  const ids = (): string[] => changes.map(({ id }) => id);
  return {
    changes,
    ids,
    until: (id) =>
      ids().includes(id) ? Promise.resolve() : new Promise((resolve) => waiting.set(id, resolve)),
    stop,
  };
}
