/** One document by its id: what was put in comes back, versions rise by one, nothing else happens to it. */
import { expect, it } from '@jest/globals';
import { codeOfAsync } from '../../support/refusal.ts';
import { inWorld, times, type NewPlace } from './world.ts';

export function documentContract(newPlace: NewPlace): void {
  it(
    'gives back what was inserted, with version 1',
    inWorld(newPlace, async ({ store }) => {
      const things = store.collection('plain_things');
      const body = {
        text: 'Ærø \u{1F600} "quoted" \\ \u2028',
        numbers: [0, -1, 1.5, 2 ** 31, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, 5e-324],
        nothing: null,
        inner: { deep: [{ er: [true, false, [], {}] }], constructor: 'a name like any other', 7: 'seven' },
      };
      const put = await things.insert('a', body, { expiresAt: 4_000_000_000 });
      expect(put).toEqual({ id: 'a', v: 1, expiresAt: 4_000_000_000, body });
      expect(await things.get('a')).toEqual(put);
    }),
  );

  it(
    'leaves out a property that is undefined and makes -0 a 0, in the answer as in the store',
    inWorld(newPlace, async ({ store }) => {
      const things = store.collection<Record<string, unknown>>('plain_things');
      const put = await things.insert('a', { kept: -0, left: undefined });
      expect(Object.keys(put.body)).toEqual(['kept']);
      expect(Object.is(put.body.kept, 0)).toBe(true);
      const got = (await things.get('a'))?.body ?? {};
      expect(Object.keys(got)).toEqual(['kept']);
      expect(Object.is(got.kept, 0)).toBe(true);
    }),
  );

  it(
    'keeps what it was given: a body changed afterwards changes nothing',
    inWorld(newPlace, async ({ store }) => {
      const things = store.collection('plain_things');
      const list = [1];
      const writing = things.insert('a', { list });
      list.push(2);
      await writing;
      list.push(3);
      expect((await things.get('a'))?.body).toEqual({ list: [1] });
    }),
  );

  it(
    'replaces the whole document, its expiry too, only at the version that is stored',
    inWorld(newPlace, async ({ store }) => {
      const things = store.collection('things');
      await things.insert('a', { owner: 'x', old: 1 }, { expiresAt: 4_000_000_000 });
      expect(await things.replace('a', 1, { colour: 'red' })).toEqual({
        id: 'a',
        v: 2,
        body: { colour: 'red' },
      });
      expect(await things.get('a')).toEqual({ id: 'a', v: 2, body: { colour: 'red' } });
      for (const stale of [1, 3, 99]) {
        expect(await codeOfAsync(() => things.replace('a', stale, { colour: 'blue' }))).toBe(
          'STORE_CONFLICT',
        );
      }
      expect(await codeOfAsync(() => things.replace('missing', 1, {}))).toBe('STORE_CONFLICT');
      expect(await things.get('a')).toEqual({ id: 'a', v: 2, body: { colour: 'red' } });
      expect(await things.get('missing')).toBeUndefined();
    }),
  );

  it(
    'a second insert of an id is a duplicate and changes nothing',
    inWorld(newPlace, async ({ store }) => {
      const things = store.collection('things');
      await things.insert('a', { rank: 1 });
      expect(await codeOfAsync(() => things.insert('a', { rank: 2 }))).toBe('STORE_DUPLICATE');
      expect(await things.get('a')).toEqual({ id: 'a', v: 1, body: { rank: 1 } });
      await store.collection('plain_things').insert('a', { rank: 3 });
      expect((await things.get('a'))?.body).toEqual({ rank: 1 });
    }),
  );

  it(
    'removes with or without a version; another version is a conflict; what is gone can be inserted anew',
    inWorld(newPlace, async ({ store }) => {
      const things = store.collection('things');
      await things.insert('a', {});
      await things.replace('a', 1, {});
      expect(await codeOfAsync(() => things.remove('a', 1))).toBe('STORE_CONFLICT');
      expect(await things.get('a')).toBeDefined();
      expect(await things.remove('a', 2)).toBe(true);
      expect(await things.remove('a', 2)).toBe(false);
      expect(await things.remove('a')).toBe(false);
      expect((await things.insert('a', { rank: 5 })).v).toBe(1);
      expect(await things.remove('a')).toBe(true);
      expect(await things.get('a')).toBeUndefined();
    }),
  );

  it(
    'getMany answers in the order of the ids, a repeated id twice, a missing one not at all',
    inWorld(newPlace, async ({ store }) => {
      const things = store.collection('things');
      await Promise.all(times(30, (n) => things.insert(`id${n}`, { rank: n })));
      const found = await things.getMany(['id7', 'none', 'id29', 'id0', 'id7']);
      expect(found.map(({ id }) => id)).toEqual(['id7', 'id29', 'id0', 'id7']);
      expect(found[1]).toEqual({ id: 'id29', v: 1, body: { rank: 29 } });
      expect(await things.getMany([])).toEqual([]);
      expect((await things.getMany(times(1000, (n) => `id${n}`))).length).toBe(30);
    }),
  );

  it(
    'ids differ by every character: case, accents, spaces and what looks alike',
    inWorld(newPlace, async ({ store }) => {
      const things = store.collection('plain_things');
      const ids = [
        'a',
        'A',
        'å',
        'a\u030a',
        ' a',
        'a ',
        'a:b',
        'a.b',
        '$a',
        '%',
        '_',
        "'",
        '"',
        '1',
        '01',
        '\u{1F600}',
      ];
      for (const id of ids) await things.insert(id, { id });
      for (const id of ids) expect((await things.get(id))?.body).toEqual({ id });
    }),
  );

  it(
    'another node sees a write as soon as it was acknowledged',
    inWorld(newPlace, async ({ store, node }) => {
      const other = await node();
      for (let n = 1; n <= 20; n += 1) {
        await store.collection('things').insert(`id${n}`, { rank: n });
        expect((await other.collection('things').get(`id${n}`))?.body).toEqual({ rank: n });
      }
    }),
  );

  it(
    'answers a ping, and nothing more once it is closed; closing twice does no harm',
    inWorld(newPlace, async ({ node }) => {
      const store = await node();
      await store.ping();
      const things = store.collection('things');
      await Promise.all([store.close(), store.close()]);
      expect(await codeOfAsync(() => things.insert('a', {}))).toBe('STORE_UNAVAILABLE');
      expect(await codeOfAsync(() => things.get('a'))).toBe('STORE_UNAVAILABLE');
      expect(await codeOfAsync(() => store.ping())).toBe('STORE_UNAVAILABLE');
    }),
  );

  it(
    'keeps everything over closing and opening',
    inWorld(newPlace, async ({ store, node }) => {
      await store.collection('things').insert('a', { owner: 'x', rank: 1 });
      await store.close();
      const again = (await node()).collection('things');
      expect(await again.get('a')).toEqual({ id: 'a', v: 1, body: { owner: 'x', rank: 1 } });
      const page = await again.find({ index: 'owner_rank', equals: ['x'], limit: 10 });
      expect(page.items.map(({ id }) => id)).toEqual(['a']);
    }),
  );
}
