/** What lies outside the port is refused before an engine sees it, the same on both; what lies just inside is kept. */
import { describe, expect, it } from '@jest/globals';
import type { Collection, CollectionDeclaration, FindByIndex } from '../../../src/domain/storage/index.ts';
import { codeOfAsync } from '../../support/refusal.ts';
import { plainThing, thing } from './world-declarations.ts';
import { inWorld, times, type NewPlace } from './world.ts';

class Money {
  readonly amount = 1;
}
const nested = (levels: number): object => (levels === 1 ? {} : { in: nested(levels - 1) });
const sized = (bytes: number): object => ({ a: 'x'.repeat(bytes - '{"a":""}'.length) });
const mega = 1024 * 1024;

const badIds = [
  ['empty', ''],
  ['513 characters', 'x'.repeat(513)],
  ['with NUL', 'a\0b'],
  ['with half a character', 'a\ud800'],
  ['a number', 7],
  ['an operator', { $gt: '' }],
  ['null', null],
  ['missing', undefined],
] as const;

const badBodies = [
  ['null', null],
  ['an array', []],
  ['a string', 'text'],
  ['a function', { a: () => 1 }],
  ['a symbol', { a: Symbol('a') }],
  ['a bigint', { a: 1n }],
  ['NaN', { a: NaN }],
  ['an infinity', { a: [-Infinity] }],
  ['an integer that is not safe', { a: 2 ** 53 }],
  ['a Date', { a: new Date(0) }],
  ['a Map', { a: new Map() }],
  ['bytes', { a: Buffer.from('a') }],
  ['an instance of a class', { a: new Money() }],
  ['undefined in an array', { a: [undefined] }],
  ['a hole in an array', { a: new Array(2) }],
  ['a key with $ in front', { a: { $set: 1 } }],
  ['a key with a dot', { 'a.b': 1 }],
  ['an empty key', { a: { '': 1 } }],
  ['a key __proto__', JSON.parse('{"a":{"__proto__":{"b":1}}}')],
  ['a key of BSON', { a: { _bsontype: 'ObjectId' } }],
  ['a key with NUL', { 'a\0': 1 }],
  ['a string with NUL', { a: 'a\0' }],
  ['half a character', { a: '\udc00' }],
  ['more than 50 levels', nested(51)],
  ['more than a megabyte', sized(mega + 1)],
  ['more than a megabyte of UTF-8', { a: 'å'.repeat(mega / 2) }],
  ['null in an index field', { owner: null }],
  ['an array in an index field', { owner: ['x'] }],
  ['a number in a string field', { owner: 1 }],
  ['a string in an integer field', { rank: '1' }],
  ['a fraction in an integer field', { rank: 1.5 }],
  ['an index string of 1,025 characters', { owner: 'x'.repeat(1025) }],
] as const;

const badQueries: readonly (readonly [string, Record<string, unknown>])[] = [
  ['an index that is not declared', { index: 'colour', equals: [], limit: 1 }],
  ['a field for an index', { index: 'owner', equals: ['x'], limit: 1 }],
  ['a name every object has', { index: 'constructor', equals: [], limit: 1 }],
  ['more equals than fields', { index: 'rank', equals: [1, 2], limit: 1 }],
  ['a range without a field left', { index: 'rank', equals: [1], from: 1, limit: 1 }],
  ['equals of another type', { index: 'owner_rank', equals: [1], limit: 1 }],
  ['equals null', { index: 'owner_rank', equals: [null], limit: 1 }],
  ['an operator in equals', { index: 'owner_rank', equals: [{ $ne: '' }], limit: 1 }],
  ['a range of another type', { index: 'owner_rank', equals: ['x'], from: '1', limit: 1 }],
  ['an operator as a range', { index: 'owner_rank', equals: ['x'], before: { $gt: 1 }, limit: 1 }],
  ['limit 0', { idPrefix: 'a', limit: 0 }],
  ['limit 1,001', { idPrefix: 'a', limit: 1001 }],
  ['limit 1.5', { index: 'rank', equals: [], limit: 1.5 }],
  ['no limit', { index: 'rank', equals: [] }],
  ['a prefix with NUL', { idPrefix: 'a\0', limit: 1 }],
  ['a prefix that is an operator', { idPrefix: { $gt: '' }, limit: 1 }],
  ['a cursor that is none', { idPrefix: 'a', limit: 1, cursor: 'none' }],
  ['an empty cursor', { idPrefix: 'a', limit: 1, cursor: '' }],
];

const badDeclarations: readonly (readonly [string, Partial<CollectionDeclaration>])[] = [
  ['a name with a dash', { name: 'my-things' }],
  ['a name of the engine', { name: 'system.things' }],
  ['a name the store uses itself', { name: 'changes' }],
  ['an index without fields', { indexes: [{ name: 'none', fields: [] }] }],
  ['an index on a field without type', { indexes: [{ name: 'size', fields: ['size'] }] }],
  ['an index with a field twice', { indexes: [{ name: 'twice', fields: ['rank', 'rank'] }] }],
  ['two indexes of one name', { indexes: times(2, () => ({ name: 'rank', fields: ['rank'] })) }],
  ['an index field with a dot', { fieldTypes: { 'a.b': 'string' }, indexes: [] }],
];

export function refusalContract(newPlace: NewPlace): void {
  const refused = (title: string, call: (things: Collection) => Promise<unknown>): void =>
    it(
      title,
      inWorld(newPlace, async ({ store }) => {
        const things = store.collection('things');
        const kept = await things.insert('kept', { owner: 'x', rank: 1 });
        expect(await codeOfAsync(() => call(things))).toBe('STORE_REFUSED');
        expect(await things.find({ idPrefix: '', limit: 10 })).toEqual({ items: [kept] });
      }),
    );

  // One store serves a whole table here: opening one for each row would take most of the time.
  it(
    'refuses every id outside the port, in every operation',
    inWorld(newPlace, async ({ store }) => {
      const things = store.collection('things');
      for (const [what, bad] of badIds) {
        const id = bad as string;
        const calls = {
          insert: () => things.insert(id, {}),
          get: () => things.get(id),
          getMany: () => things.getMany(['a', id]),
          replace: () => things.replace(id, 1, {}),
          remove: () => things.remove(id),
        };
        for (const [operation, call] of Object.entries(calls)) {
          const told = { what, operation, code: await codeOfAsync(call) };
          expect(told).toEqual({ what, operation, code: 'STORE_REFUSED' });
        }
      }
      expect(await things.find({ idPrefix: '', limit: 10 })).toEqual({ items: [] });
    }),
  );

  it(
    'refuses every body outside the port, new or in place of another, and keeps nothing of it',
    inWorld(newPlace, async ({ store }) => {
      const things = store.collection('things');
      const kept = await things.insert('kept', {});
      for (const [what, bad] of badBodies) {
        const body = bad as object as Record<string, never>;
        expect([what, await codeOfAsync(() => things.insert('a', body))]).toEqual([what, 'STORE_REFUSED']);
        expect([what, await codeOfAsync(() => things.replace('kept', 1, body))]).toEqual([
          what,
          'STORE_REFUSED',
        ]);
      }
      expect(await things.find({ idPrefix: '', limit: 10 })).toEqual({ items: [kept] });
    }),
  );

  it(
    'refuses every query outside the port',
    inWorld(newPlace, async ({ store }) => {
      const things = store.collection('things');
      for (const [what, bad] of badQueries) {
        const query = bad as unknown as FindByIndex;
        expect([what, await codeOfAsync(() => things.find(query))]).toEqual([what, 'STORE_REFUSED']);
      }
    }),
  );

  it(
    'refuses the cursor of another query, and one moved outside the range',
    inWorld(newPlace, async ({ store }) => {
      const things = store.collection('things');
      for (const n of times(4, (at) => at)) await things.insert(`a${n}`, { owner: 'x', rank: n });
      const { cursor = '' } = await things.find({ index: 'owner_rank', equals: ['x'], limit: 2 });
      const foreign: readonly FindByIndex[] = [
        { index: 'rank', equals: [], limit: 2, cursor },
        { index: 'owner_rank', equals: [], limit: 2, cursor },
        { index: 'owner_rank', equals: ['x'], from: 2, limit: 2, cursor },
        { index: 'owner_rank', equals: ['x'], before: 1, limit: 2, cursor },
      ];
      for (const query of foreign) {
        expect(await codeOfAsync(() => things.find(query))).toBe('STORE_REFUSED');
      }
      expect(await codeOfAsync(() => things.find({ idPrefix: 'a', limit: 2, cursor }))).toBe('STORE_REFUSED');
      const forged = Buffer.from(JSON.stringify(['owner_rank/1', { $gt: 0 }, 'a'])).toString('base64url');
      const query = { index: 'owner_rank', equals: ['x'], limit: 2, cursor: forged };
      expect(await codeOfAsync(() => things.find(query))).toBe('STORE_REFUSED');
    }),
  );

  refused('refuses a getMany of 1,001 ids', (things) => things.getMany(times(1001, String)));
  refused('refuses an expiry that is negative', (things) => things.insert('a', {}, { expiresAt: -1 }));
  refused('refuses an expiry that is no whole second', (things) =>
    things.insert('a', {}, { expiresAt: 1.5 }),
  );
  refused('refuses an expiry in milliseconds of a far future', (things) =>
    things.insert('a', {}, { expiresAt: 8_640_000_000_001 }),
  );
  refused('refuses version 0 to be replaced', (things) => things.replace('kept', 0, {}));
  refused('refuses a version that is no whole number', (things) => things.remove('kept', 1.5));
  refused('refuses a version that is an operator', (things) =>
    things.replace('kept', { $gt: 0 } as unknown as number, {}),
  );

  it(
    'refuses a collection that was not declared',
    inWorld(newPlace, async ({ store }) => {
      for (const name of ['others', 'changes', 'pings', '', 'constructor', 'system.users']) {
        expect(await codeOfAsync(async () => store.collection(name))).toBe('STORE_REFUSED');
      }
    }),
  );

  describe('refuses to open with', () => {
    it.each(badDeclarations)('%s', async (_what, wrong) => {
      const place = await newPlace();
      const declared = [plainThing, { ...thing, ...wrong }];
      expect(await codeOfAsync(() => place.open(declared, { now: () => 0 }))).toBe('STORE_REFUSED');
      expect(await codeOfAsync(() => place.open([thing, thing], { now: () => 0 }))).toBe('STORE_REFUSED');
      await place.discard();
    });
  });

  it(
    'keeps what is just inside: the longest id and index string, the deepest and the largest body',
    inWorld(newPlace, async ({ store }) => {
      const things = store.collection<object>('things');
      const id = 'å'.repeat(512);
      const owner = 'ø'.repeat(1024);
      await things.insert(id, { owner, rank: Number.MAX_SAFE_INTEGER });
      expect((await things.get(id))?.body).toEqual({ owner, rank: Number.MAX_SAFE_INTEGER });
      const found = await things.find({ index: 'owner_rank', equals: [owner], limit: 1000 });
      expect(found.items.map((each) => each.id)).toEqual([id]);
      expect((await things.find({ idPrefix: id, limit: 1 })).items).toHaveLength(1);
      for (const [name, body] of Object.entries({ deep: nested(50), large: sized(mega) })) {
        await things.insert(name, body, { expiresAt: 8_640_000_000_000 });
        expect((await things.get(name))?.body).toEqual(body);
      }
    }),
  );
}
