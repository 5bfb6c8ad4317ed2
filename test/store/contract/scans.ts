/** Finding by every declared index and by id prefix, against a plain filter and sort over the same documents. */
import { describe, expect, it } from '@jest/globals';
import {
  collections as hubCollections,
  type Body,
  type Collection,
  type CollectionDeclaration,
  type FindByIndex,
  type IndexDeclaration,
  type Stored,
} from '../../../src/domain/storage/index.ts';
import { declarations } from './world-declarations.ts';
import { inWorld, times, type NewPlace } from './world.ts';

type Value = string | number;
type Row = { readonly id: string; readonly body: Record<string, Value> };
type Query = Omit<FindByIndex, 'limit' | 'cursor'>;

/** Few, so that keys repeat; chosen to tell the order of bytes from any language's order. */
const strings = ['', 'B', 'a', 'å', 'aa', 'Å', '\u{1F600}'];
const integers = [Number.MIN_SAFE_INTEGER, -1, 0, 9, 10, 2 ** 40, Number.MAX_SAFE_INTEGER];

export function scanContract(newPlace: NewPlace): void {
  const indexed = [...declarations, ...hubCollections].filter(({ indexes }) => indexes.length > 0);
  describe.each(indexed)('collection $name', (declaration) => {
    it.each(declaration.indexes)(
      'index $name: equality, range, order and cursor over equal keys',
      async (index) =>
        inWorld(
          newPlace,
          (world) => walkIndex(world.store.collection(declaration.name), declaration, index),
          [declaration],
        )(),
      120_000,
    );
  });

  it(
    'an index sees a changed document under its new values only',
    inWorld(newPlace, async ({ store }) => {
      const things = store.collection('things');
      const under = async (owner: string): Promise<string[]> =>
        (await things.find({ index: 'owner_rank', equals: [owner], limit: 9 })).items.map(({ id }) => id);
      await things.insert('a', { owner: 'x', rank: 1 });
      await things.replace('a', 1, { owner: 'y', rank: 1 });
      expect([await under('x'), await under('y')]).toEqual([[], ['a']]);
      await things.replace('a', 2, { owner: 'y' });
      expect([await under('x'), await under('y')]).toEqual([[], []]);
    }),
  );

  it(
    'a page has a cursor only if there is more',
    inWorld(newPlace, async ({ store }) => {
      const things = store.collection('things');
      for (const n of times(4, (at) => at)) await things.insert(`id${n}`, { rank: 1 });
      const by = { index: 'rank', equals: [1] } as const;
      expect(await things.find({ ...by, limit: 4 })).not.toHaveProperty('cursor');
      expect(await things.find({ ...by, limit: 3 })).toHaveProperty('cursor');
      expect(await things.find({ index: 'rank', equals: [2], limit: 3 })).toEqual({ items: [] });
    }),
  );
}

async function walkIndex(
  documents: Collection,
  declaration: CollectionDeclaration,
  index: IndexDeclaration,
): Promise<void> {
  const rows = rowsFor(declaration);
  await Promise.all(rows.map(({ id, body }) => documents.insert(id, body)));
  for (const query of queriesFor(declaration, index)) {
    const wanted = expected(rows, index, query);
    for (const limit of [3, 1000]) {
      expect({ query, ids: (await walk(documents, query, limit)).map(({ id }) => id) }).toEqual({
        query,
        ids: wanted,
      });
    }
  }
}

/** All pages. Fails on a page that is longer than asked for, or empty while saying that there is more. */
async function walk(documents: Collection, query: Query, limit: number): Promise<Stored<Body>[]> {
  const all: Stored<Body>[] = [];
  for (let cursor: string | undefined; ;) {
    const page = await documents.find({ ...query, limit, ...(cursor === undefined ? {} : { cursor }) });
    expect(page.items.length).toBeLessThanOrEqual(limit);
    all.push(...page.items);
    if (page.cursor === undefined) return all;
    expect(page.items).toHaveLength(limit);
    cursor = page.cursor;
  }
}

/** 90 documents; each field takes its values in a rhythm of its own, and is missing now and then. */
function rowsFor({ fieldTypes }: CollectionDeclaration): Row[] {
  const fields = Object.entries(fieldTypes);
  return times(90, (n) => {
    const body = fields.flatMap(([field, type], at): [string, Value][] => {
      const values: readonly Value[] = type === 'integer' ? integers : strings;
      const value = values[Math.floor(n / (at + 1)) % (values.length + 1)];
      return value === undefined ? [] : [[field, value]];
    });
    return { id: `${strings[n % 7]}:${n}`, body: Object.fromEntries(body) };
  });
}

/** Every length of the equality prefix with some values; on what follows, no range and every kind of range; both orders. */
function queriesFor({ fieldTypes }: CollectionDeclaration, { name, fields }: IndexDeclaration): Query[] {
  const valuesOf = (at: number): readonly Value[] => {
    const field = fields[at];
    return field === undefined ? [] : fieldTypes[field] === 'integer' ? integers : strings;
  };
  const prefixes = fields.reduce<Value[][]>(
    (found, _, at) => [
      ...found,
      ...found
        .filter(({ length }) => length === at)
        .flatMap((one) =>
          valuesOf(at)
            .slice(1, 6)
            .map((v) => [...one, v]),
        ),
    ],
    [[]],
  );
  return prefixes.flatMap((equals) => {
    const [, low, , middle, , high] = valuesOf(equals.length);
    const ranges =
      low === undefined || middle === undefined || high === undefined
        ? [{}]
        : [
            {},
            { from: middle },
            { before: middle },
            { from: low, before: high },
            { from: middle, before: middle },
          ];
    return ranges.flatMap((range) =>
      (['ascending', 'descending'] as const).map((order) => ({ index: name, equals, ...range, order })),
    );
  });
}

function expected(rows: readonly Row[], { fields }: IndexDeclaration, query: Query): string[] {
  const { equals, from, before, order } = query;
  const next = fields[equals.length];
  const found = rows.filter(({ body }) => {
    if (fields.some((field) => body[field] === undefined)) return false;
    if (equals.some((value, at) => body[fields[at] ?? ''] !== value)) return false;
    const value = next === undefined ? undefined : body[next];
    if (from !== undefined && (value === undefined || compare(value, from) < 0)) return false;
    return before === undefined || (value !== undefined && compare(value, before) < 0);
  });
  const keyOf = ({ id, body }: Row): Value[] => [...fields.map((field) => body[field] ?? ''), id];
  found.sort((a, b) => compareAll(keyOf(a), keyOf(b)) * (order === 'descending' ? -1 : 1));
  return found.map(({ id }) => id);
}

function compareAll(a: readonly Value[], b: readonly Value[]): number {
  const at = a.findIndex((value, n) => compare(value, b[n] ?? '') !== 0);
  return at < 0 ? 0 : compare(a[at] ?? '', b[at] ?? '');
}

/** Integers by size, strings by their bytes. */
function compare(a: Value, b: Value): number {
  return typeof a === 'number' && typeof b === 'number'
    ? a - b
    : Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
}
