/** Id prefixes, and pages that stay right while documents come and go between them. */
import { expect, it } from '@jest/globals';
import type { Collection, FindByIndex, FindByPrefix } from '../../../src/domain/storage/index.ts';
import { inWorld, times, type NewPlace } from './world.ts';

type Query = Omit<FindByIndex, 'limit' | 'cursor'> | Omit<FindByPrefix, 'limit' | 'cursor'>;

const plainIds = 'a a: a:1 a:10 a:2 a; A:1 ab å åa % %a _ _a a\\ * . ( \ud7ff \ud7ffx'.split(' ');
const wideIds = '\ue000 \uffff \uffffx \u{10000} \u{1F600} \u{10ffff} \u{10ffff}x \u{10ffff}\u{10ffff}'.split(
  ' ',
);

export function pagingContract(newPlace: NewPlace, ordersByBytes: boolean): void {
  it(
    'finds by id prefix exactly the ids that begin with it, in the order of their bytes',
    inWorld(newPlace, ({ store }) => walkPrefixes(store.collection('plain_things'), plainIds)),
  );

  // One server may not order as the port says: then this is skipped, by name.
  (ordersByBytes ? it : it.skip)(
    `orders by bytes where UTF-16 would not, from U+E000 on${ordersByBytes ? '' : ': this server sorts by UTF-16'}`,
    inWorld(newPlace, async ({ store }) => {
      await walkPrefixes(store.collection('plain_things'), [...plainIds, ...wideIds]);
      const things = store.collection('things');
      for (const owner of wideIds) await things.insert(`of ${owner}`, { owner, rank: 1 });
      const found = await allIds(things, { index: 'owner_rank', equals: [], from: '\uffff' }, 2);
      const wanted = wideIds.filter((owner) => byBytes(owner, '\uffff') >= 0).sort(byBytes);
      expect(found).toEqual(wanted.map((owner) => `of ${owner}`));
    }),
  );

  const queries: readonly (Query & { readonly what: string })[] = [
    { what: 'by id prefix', idPrefix: 'id' },
    { what: 'by index over equal keys', index: 'owner_rank', equals: ['x', 1] },
    { what: 'by index, ascending', index: 'owner_rank', equals: ['x'], from: 0, before: 9 },
    { what: 'by index, descending', index: 'owner_rank', equals: ['x'], order: 'descending' },
  ];
  it.each(queries)('pages stay right under writes: $what', async ({ what: _what, ...query }) =>
    inWorld(newPlace, async ({ store }) => {
      const things = store.collection('things');
      const backwards = 'order' in query && query.order === 'descending';
      const idOf = (n: number): string => `id${String(backwards ? 99 - n : n).padStart(2, '0')}`;
      for (const n of times(20, (at) => at * 2)) await things.insert(idOf(n), { owner: 'x', rank: 1 });
      const first = await things.find({ ...query, limit: 5 });
      expect(first.items.map(({ id }) => id)).toEqual([0, 2, 4, 6, 8].map(idOf));

      await things.insert(idOf(1), { owner: 'x', rank: 1 }); // before the cursor: not seen any more
      await things.insert(idOf(9), { owner: 'x', rank: 1 }); // right after it: seen
      await things.remove(idOf(8)); // the document the cursor stands on
      await things.remove(idOf(12)); // not yet seen: gone
      await things.replace(idOf(10), 1, { owner: 'x', rank: 1, new: true });

      const rest: string[] = [];
      for (let cursor = first.cursor; cursor !== undefined;) {
        const page = await things.find({ ...query, limit: 5, cursor });
        rest.push(...page.items.map(({ id }) => id));
        cursor = page.cursor;
      }
      const untouched = times(12, (at) => at * 2 + 14 + 2).filter((n) => n < 40);
      expect(rest).toEqual([9, 10, 14, ...untouched].map(idOf));
    })(),
  );

  it(
    'a walk to the end beside steady writing meets every document that stood still exactly once',
    inWorld(newPlace, async ({ store, node }) => {
      const things = store.collection('things');
      const still = times(60, (n) => `still${n}`);
      await Promise.all(still.map((id, n) => things.insert(id, { owner: 'x', rank: n % 3 })));
      const restless = (await node()).collection('things');
      let walking = true;
      const writing = (async () => {
        for (let n = 0; walking; n += 1) {
          await restless.insert(`moving${n}`, { owner: 'x', rank: n % 3 });
          await restless.replace(`moving${n}`, 1, { owner: 'x', rank: (n + 1) % 3 });
          if (n % 2 === 0) await restless.remove(`moving${n}`);
        }
      })();
      const met = await allIds(things, { index: 'owner_rank', equals: ['x'] }, 4);
      walking = false;
      await writing;
      expect(met.filter((id) => id.startsWith('still')).sort()).toEqual([...still].sort());
    }),
  );
}

async function walkPrefixes(documents: Collection, ids: readonly string[]): Promise<void> {
  for (const id of ids) await documents.insert(id, {});
  for (const idPrefix of ['', 'none', ...ids]) {
    const wanted = ids.filter((id) => id.startsWith(idPrefix)).sort(byBytes);
    expect({ idPrefix, ids: await allIds(documents, { idPrefix }, 2) }).toEqual({ idPrefix, ids: wanted });
  }
}

async function allIds(documents: Collection, query: Query, limit: number): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await documents.find({ ...query, limit, ...(cursor === undefined ? {} : { cursor }) });
    ids.push(...page.items.map(({ id }) => id));
    if (page.cursor === undefined) return ids;
    cursor = page.cursor;
  }
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}
