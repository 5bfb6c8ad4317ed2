/** The file of the embedded store: who may read it, how it is laid out, backed up and refused. */
import { chmodSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CollectionDeclaration, Store } from '../../src/domain/storage/index.ts';
import { systemRandom } from '../../src/kernel/random.ts';
import { connect } from '../../src/store/embedded/connection.ts';
import { openStore } from '../../src/store/index.ts';
import { codeOfAsync } from '../support/refusal.ts';
import { settableClock } from '../support/settable-clock.ts';
import { listenTo } from './contract/changes.ts';
import { announcedThing, declarations, plainThing, thing } from './contract/world-declarations.ts';
import { times } from './contract/world.ts';
import { embeddedPlace, type Folder } from './places.ts';

let place: Folder;
let warnings: string[];
const clock = settableClock();
const opened: Store[] = [];
beforeEach(async () => {
  place = await embeddedPlace();
  warnings = [];
});
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close();
  await place.discard();
});

async function open(
  declared: readonly CollectionDeclaration[] = declarations,
  folder = place.folder,
): Promise<Store> {
  const onWarning = (message: string): void => void warnings.push(message);
  const store = await openStore(`embedded:${folder}`, declared, { clock, random: systemRandom, onWarning });
  opened.push(store);
  return store;
}

/** The file as anybody else may open it. */
function onFile<T>(use: (db: DatabaseSync) => T, folder = place.folder): T {
  const db = new DatabaseSync(join(folder, 'hub.sqlite'));
  try {
    return use(db);
  } finally {
    db.close();
  }
}
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

describe('who may read it', () => {
  it('a new folder has mode 0700 and every file in it 0600, whatever the umask', async () => {
    const folder = join(place.folder, 'made', 'here');
    const umask = process.umask(0);
    try {
      await (await open(declarations, folder)).collection('things').insert('a', {});
    } finally {
      process.umask(umask);
    }
    expect(modeOf(folder)).toBe('700');
    expect(readdirSync(folder).sort()).toEqual(['hub.sqlite', 'hub.sqlite-shm', 'hub.sqlite-wal']);
    for (const file of readdirSync(folder)) expect([file, modeOf(join(folder, file))]).toEqual([file, '600']);
  });

  it('a folder and a file that others could read are closed to them', async () => {
    const folder = join(place.folder, 'open');
    mkdirSync(folder);
    writeFileSync(join(folder, 'hub.sqlite'), '');
    chmodSync(folder, 0o755);
    chmodSync(join(folder, 'hub.sqlite'), 0o644);
    await open(declarations, folder);
    expect([modeOf(folder), modeOf(join(folder, 'hub.sqlite'))]).toEqual(['700', '600']);
  });
});

describe('what it survives', () => {
  it('writes are flushed to the disk with every commit: WAL and synchronous FULL (spec storage 1.3)', async () => {
    const connection = await connect(place.folder, () => {});
    expect(connection.get('PRAGMA journal_mode')).toEqual({ journal_mode: 'wal' });
    expect(connection.get('PRAGMA synchronous')).toEqual({ synchronous: 2 });
    connection.close();
  });

  it('another process in the way for more than three seconds: unavailable, nothing written; then all is well', async () => {
    const store = await open();
    const things = store.collection('things');
    const blocker = new DatabaseSync(join(place.folder, 'hub.sqlite'));
    blocker.exec('BEGIN IMMEDIATE');
    expect(await codeOfAsync(() => things.insert('a', {}))).toBe('STORE_UNAVAILABLE');
    expect(await things.get('a')).toBeUndefined();
    blocker.exec('ROLLBACK');
    blocker.close();
    await store.ping();
    expect((await things.insert('a', {})).v).toBe(1);
  });

  it('change notices that cannot be read fail no write that was committed, and are warned of', async () => {
    const things = (await open()).collection('things');
    onFile((db) => db.exec('DROP TABLE changes'));
    expect((await things.insert('a', {})).v).toBe(1);
    expect(await things.get('a')).toBeDefined();
    expect(warnings.join()).toContain('no such table: changes');
  });

  it('a write that fails in the engine leaves nothing of its turn, and the next turn goes through', async () => {
    const store = await open();
    onFile((db) => db.exec('ALTER TABLE c_plain_things RENAME TO elsewhere'));
    const codes = await Promise.all([
      codeOfAsync(() => store.collection('things').insert('a', {})),
      codeOfAsync(() => store.collection('plain_things').insert('a', {})),
    ]);
    expect(codes).toEqual(['STORE_UNAVAILABLE', 'STORE_UNAVAILABLE']);
    expect(await store.collection('things').get('a')).toBeUndefined();
    expect((await store.collection('things').insert('a', {})).v).toBe(1);
  });

  it('a copy by VACUUM INTO while the store is open is a whole store', async () => {
    const store = await open();
    await Promise.all(times(100, (n) => store.collection('things').insert(`id${n}`, { rank: n })));
    const copy = join(place.folder, 'copy');
    mkdirSync(copy, { mode: 0o700 });
    onFile((db) => db.exec(`VACUUM INTO '${join(copy, 'hub.sqlite')}'`));
    await store.collection('things').insert('later', { rank: 0 });
    const restored = (await open(declarations, copy)).collection('things');
    const page = await restored.find({ index: 'rank', equals: [], limit: 1000 });
    expect(page.items.map(({ id }) => id)).toEqual(times(100, (n) => `id${n}`));
  });
});

describe('how it is laid out', () => {
  it('a file of a newer hub is refused and left as it is', async () => {
    await (await open()).close();
    onFile((db) => db.exec('PRAGMA user_version = 2; DROP TABLE pings'));
    expect(await codeOfAsync(() => open())).toBe('STORE_SCHEMA');
    const tables = onFile((db) => db.prepare(`SELECT name FROM sqlite_schema WHERE name = 'pings'`).all());
    expect(tables).toEqual([]);
    expect({ ...onFile((db) => db.prepare('PRAGMA user_version').get()) }).toEqual({ user_version: 2 });
  });

  it('a file that is no database is unavailable and left as it is', async () => {
    const file = join(place.folder, 'hub.sqlite');
    writeFileSync(file, 'this is no database, '.repeat(100));
    expect(await codeOfAsync(() => open())).toBe('STORE_UNAVAILABLE');
    expect(statSync(file).size).toBe(2_100);
  });

  it('refuses an empty folder name and URLs of other engines', async () => {
    const tools = { clock, random: systemRandom };
    for (const url of ['embedded:', '', 'postgres://localhost/hub', '/var/store', 'http://localhost'])
      expect([url, await codeOfAsync(() => openStore(url, declarations, tools))]).toEqual([
        url,
        'STORE_REFUSED',
      ]);
  });

  it('an index declared later covers the documents that are there', async () => {
    const first = await open([{ ...plainThing, name: 'things' }]);
    await first.collection('things').insert('a', { owner: 'x', rank: 7 });
    await first.close();
    const page = await (
      await open()
    )
      .collection('things')
      .find({ index: 'owner_rank', equals: ['x'], limit: 9 });
    expect(page.items.map(({ id }) => id)).toEqual(['a']);
  });

  it('an index whose fields changed is made anew; a collection not declared any more keeps its documents', async () => {
    const first = await open();
    await first.collection('things').insert('a', { owner: 'x', rank: 7 });
    await first.collection('plain_things').insert('kept', {});
    await first.close();
    const changed = await open([{ ...thing, indexes: [{ name: 'rank', fields: ['owner'] }] }]);
    const page = await changed.collection('things').find({ index: 'rank', equals: ['x'], limit: 9 });
    expect(page.items.map(({ id }) => id)).toEqual(['a']);
    await changed.close();
    expect(await (await open()).collection('plain_things').get('kept')).toBeDefined();
  });

  it('every declared index is used: no query reads the whole table or sorts', async () => {
    await open();
    const plans = onFile((db) =>
      [
        `SELECT id FROM c_things WHERE "s_owner" = 'x' AND "i_rank" IS NOT NULL AND "i_rank" >= 1 ORDER BY "i_rank", id`,
        `SELECT id FROM c_things WHERE "i_rank" IS NOT NULL ORDER BY "i_rank" DESC, id DESC`,
        `SELECT id FROM c_things WHERE exp <= 5 LIMIT 500`,
      ].map((sql) =>
        db
          .prepare(`EXPLAIN QUERY PLAN ${sql}`)
          .all()
          .map(({ detail }) => String(detail))
          .join('; '),
      ),
    );
    for (const plan of plans) expect(plan).toMatch(/^SEARCH c_things USING .*INDEX [^;]*$/);
  });
});

describe('change notices', () => {
  it('are kept for an hour and then swept; those who listen miss nothing by it', async () => {
    const store = await open([announcedThing]);
    const other = listenTo(await open([announcedThing]));
    const count = (): unknown => onFile((db) => db.prepare('SELECT count(*) AS n FROM changes').get()?.n);
    await store.collection('announced_things').insert('old', {});
    clock.advance(3_600_000);
    await store.sweep();
    expect(count()).toBe(1);
    await other.until('old');
    clock.advance(1_000);
    await store.sweep();
    expect(count()).toBe(0);
    await store.collection('announced_things').insert('new', {});
    await other.until('new');
    expect(other.ids()).toEqual(['old', 'new']);
  });
});
