/** The embedded store among processes: kill -9 in the middle of writes, several writers at once, notices across. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Store } from '../../src/domain/storage/index.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { endChildren, startChild } from './children.ts';
import { listenTo } from './contract/changes.ts';
import { declarations } from './contract/world-declarations.ts';
import { times } from './contract/world.ts';
import { embeddedPlace, type Folder } from './places.ts';

let place: Folder;
const opened: Store[] = [];
const open = async (): Promise<Store> => {
  const store = await place.open(declarations, systemClock);
  opened.push(store);
  return store;
};
beforeEach(async () => {
  place = await embeddedPlace();
});
afterEach(async () => {
  endChildren();
  for (const store of opened.splice(0)) await store.close();
  await place.discard();
});

/** All ids of a writer, by id and by index: the two must agree whatever happened. */
async function idsOf(store: Store, name: string): Promise<Set<string>> {
  const things = store.collection('things');
  const found: [string[], string[]] = [[], []];
  for (const [at, query] of [{ idPrefix: `${name}:` }, { index: 'owner_rank', equals: [name] }].entries()) {
    for (let cursor: string | undefined; ;) {
      const page = await things.find({ ...query, limit: 1000, ...(cursor === undefined ? {} : { cursor }) });
      found[at]?.push(...page.items.map(({ id }) => id));
      cursor = page.cursor;
      if (cursor === undefined) break;
    }
  }
  expect([...found[0]].sort()).toEqual([...found[1]].sort());
  return new Set(found[0]);
}

/** Everything the writer said is there, and no more than the one turn that was under way. */
async function expectAllKept(store: Store, name: string, said: readonly string[]): Promise<void> {
  const ids = await idsOf(store, name);
  const inserted = said.filter((line) => line.startsWith('insert ')).map((line) => line.slice(7));
  expect(inserted.filter((id) => !ids.has(id))).toEqual([]);
  expect(ids.size - inserted.length).toBeLessThanOrEqual(3);
  const counter = await store.collection<{ count: number }>('things').get(`counter:${name}`);
  const counted = said.filter((line) => line.startsWith('count ')).length;
  expect(counter?.v).toBe((counter?.body.count ?? -1) + 1);
  expect([counted, counted + 1]).toContain(counter?.body.count);
}

describe('kill -9 in the middle of writes', () => {
  it('loses no acknowledged write and does none twice, five times over on one file', async () => {
    for (const [round, lines] of [1, 40, 203, 611, 1_009].entries()) {
      const writer = startChild('writer', place.folder, `w${round}`);
      await writer.lines(lines);
      const said = await writer.kill();
      expect(said.length).toBeGreaterThanOrEqual(lines);
      const store = await open();
      await expectAllKept(store, `w${round}`, said);
      await store.collection('things').insert(`after:${round}`, {});
      await store.close();
    }
    const store = await open();
    for (const [round] of times(5, String).entries())
      expect(await store.collection('things').get(`after:${round}`)).toBeDefined();
  });

  it('another process on the same file goes on, and sees all that the dead one had said', async () => {
    const store = await open();
    const [dying, living] = [
      startChild('writer', place.folder, 'dying'),
      startChild('writer', place.folder, 'living'),
    ];
    await Promise.all([dying.lines(200), living.lines(200)]);
    const said = await dying.kill();
    await expectAllKept(store, 'dying', said);
    const before = living.said();
    await living.lines(before + 400);
    await expectAllKept(store, 'living', await living.kill());
  });
});

describe('several processes', () => {
  it('three of them lose no addition to one document, and claim each id exactly once', async () => {
    const store = await open();
    await store.collection('plain_things').insert('shared', { count: 0, last: -1 });
    const children = times(3, (n) => startChild('contender', place.folder, `p${n}`, '200', '150'));
    const results = (await Promise.all(children.map((child) => child.done()))).map(
      ([line = '']) => JSON.parse(line) as { versions: number[]; won: string[] },
    );
    const versions = results.flatMap((each) => each.versions).sort((a, b) => a - b);
    expect(versions).toEqual(times(600, (n) => n + 2));
    expect((await store.collection('plain_things').get('shared'))?.body).toMatchObject({ count: 600 });
    const won = results.flatMap((each) => each.won);
    expect(won).toHaveLength(150);
    expect(new Set(won).size).toBe(150);
    for (const [n, { won: own }] of results.entries())
      for (const found of await store.collection('things').getMany(own))
        expect(found.body).toEqual({ owner: `p${n}` });
  });

  it('four of them may open a new folder at the same time', async () => {
    const children = times(4, (n) => startChild('announcer', place.folder, `id${n}`));
    await Promise.all(children.map((child) => child.done()));
    const page = await (await open()).collection('announced_things').find({ idPrefix: '', limit: 10 });
    expect(page.items.map(({ id }) => id)).toEqual(['id0', 'id1', 'id2', 'id3']);
  });

  it('a change made by another process is heard, once', async () => {
    const heard = listenTo(await open());
    await startChild('announcer', place.folder, 'one', 'two', 'last').done();
    await heard.until('last');
    expect(heard.ids()).toEqual(['one', 'two', 'last']);
  });
});
