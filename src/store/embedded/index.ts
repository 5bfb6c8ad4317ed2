/**
 * The embedded store: node:sqlite, one file, one host; for the demo, development, CI and small installations.
 * Several processes of that host may share the file (not over a network file system).
 * WAL with synchronous FULL: what was acknowledged survives kill -9 and a power cut. All writes of one turn of the
 * event loop share one commit. There is no write id: a commit that fails has not happened, so here no
 * acknowledgement gets lost. It never waits for anything but the disk and, up to 3 s, another process's commit.
 */
import type { Body, Collection, Store } from '../../domain/storage/ports.ts';
import { epochSeconds } from '../../kernel/clock.ts';
import { HubError } from '../../kernel/errors.ts';
import { inBackground } from '../background.ts';
import { changeHub } from '../changes.ts';
import { collectionOf } from '../collection.ts';
import { rhythm, type Declarations, type StoreOptions } from '../options.ts';
import { changeLog, type ChangeLog } from './change-log.ts';
import { connect, unavailable, type Connection } from './connection.ts';
import { groupCommit, type GroupCommit } from './group-commit.ts';
import { layOut } from './schema.ts';
import { sweepEmbedded } from './sweeper.ts';
import { embeddedTable } from './table.ts';

/** @throws HubError STORE_UNAVAILABLE, STORE_SCHEMA, STORE_REFUSED for an empty folder name */
export async function openEmbedded(
  folder: string,
  declarations: Declarations,
  { clock, onWarning = () => {} }: StoreOptions,
): Promise<Store> {
  if (folder === '') throw new HubError('STORE_REFUSED', 'embedded: names no folder');
  const connection = await openFile(folder, declarations, onWarning);
  const hub = changeHub(onWarning);
  const log = changeLog(connection, hub);
  const commits = groupCommit(connection, () => tellChanges(log, onWarning));
  const collections = new Map(
    [...declarations.values()].map((each) => [
      each.name,
      collectionOf<Body>(each, embeddedTable(each, connection, commits, clock)),
    ]),
  );
  const sweep = (): Promise<number> => sweepEmbedded(declarations, commits, epochSeconds(clock));
  const chores = [
    inBackground('polling for changes', rhythm.poll, async () => log.poll(), onWarning),
    inBackground('sweeping', rhythm.sweep, sweep, onWarning),
  ];
  let closing: Promise<void> | undefined;

  return {
    kind: 'embedded',
    collection<T extends object>(name: string) {
      const found = collections.get(name);
      if (found === undefined) throw new HubError('STORE_REFUSED', `collection ${name} is not declared`);
      return found as unknown as Collection<T>;
    },
    onChange: (listener) => hub.add(listener),
    sweep,
    ping: () => ping(connection, commits, clock.now()),
    close: () =>
      (closing ??= (async () => {
        await Promise.all(chores.map((chore) => chore.stop()));
        commits.close();
        connection.close();
      })()),
  };
}

async function openFile(
  folder: string,
  declarations: Declarations,
  warn: (message: string) => void,
): Promise<Connection> {
  const connection = await connect(folder, warn);
  try {
    layOut(connection.db, declarations);
    return connection;
  } catch (error) {
    connection.close();
    throw unavailable(error);
  }
}

/** What is committed is committed: that its notices cannot be read now must not fail it. The next poll reads them. */
function tellChanges(log: ChangeLog, warn: (message: string) => void): void {
  try {
    log.poll();
  } catch (error) {
    warn(`reading the changes failed: ${unavailable(error).detail}`);
  }
}

/** A durable write, and the same read back. */
async function ping(connection: Connection, commits: GroupCommit, at: number): Promise<void> {
  await commits.write(() => connection.run(`INSERT OR REPLACE INTO pings (id, at) VALUES ('ping', ?)`, at));
  const row = connection.get(`SELECT at FROM pings WHERE id = 'ping'`);
  if (row === undefined) throw new HubError('STORE_UNAVAILABLE', 'what was written cannot be read');
}
