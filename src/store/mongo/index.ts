/**
 * The mongo store: a replica set or sharded cluster through mongoose, for installations of many hosts.
 * mongoose holds connection, schemas and indexes; documents go through its driver.
 * A write is acknowledged once a majority has it in its journal. Every write carries a random write id that stays in
 * the document for the next writes, so that after a network error a writer recognises its own write: none is lost or
 * done twice. It reconnects by itself; nothing waits longer than some seconds before STORE_UNAVAILABLE.
 * It uses no transactions, aggregation, change streams or populate, and depends on no server-side expiry.
 */
import type { Connection, mongo } from 'mongoose';

import type { Body, Collection, Store } from '../../domain/storage/ports.ts';
import { HubError } from '../../kernel/errors.ts';
import { inBackground } from '../background.ts';
import { changeHub } from '../changes.ts';
import { collectionOf } from '../collection.ts';
import { rhythm, type Declarations, type StoreOptions } from '../options.ts';
import { openChangeLog } from './change-log.ts';
import { connect } from './connection.ts';
import { unavailable, untilKnown } from './failure.ts';
import { ensureIndexes } from './indexes.ts';
import { sweepMongo } from './sweeper.ts';
import { mongoTable } from './table.ts';

/** @throws HubError STORE_UNAVAILABLE, STORE_REFUSED for a malformed URI */
export async function openMongo(
  uri: string,
  declarations: Declarations,
  options: StoreOptions,
): Promise<Store> {
  const warn = options.onWarning ?? (() => {});
  const connection = await connect(uri, warn);
  try {
    if (options.ensureIndexes !== false) {
      await ensureIndexes(declarations, dbOf(connection), () => connect(uri, warn, { socketTimeoutMS: 0 }));
    }
    return await storeOf(connection, declarations, options, warn);
  } catch (error) {
    await connection.close(true);
    throw unavailable(error);
  }
}

async function storeOf(
  connection: Connection,
  declarations: Declarations,
  { clock, random }: StoreOptions,
  warn: (message: string) => void,
): Promise<Store> {
  const db = dbOf(connection);
  const hub = changeHub(warn);
  const log = await openChangeLog(db.collection('changes'), hub, { clock, random }, warn);
  const collections = new Map(
    [...declarations.values()].map((each) => {
      const announce = async (id: string): Promise<void> => {
        if (each.announced === true) await log.announce(each.name, id);
      };
      const table = mongoTable({ documents: db.collection(each.name), clock, random, announce });
      return [each.name, collectionOf<Body>(each, table)];
    }),
  );
  const sweep = async (): Promise<number> => {
    await log.trim();
    return sweepMongo(declarations, db, new Date(clock.now()));
  };
  const chores = [
    inBackground('polling for changes', rhythm.poll, () => log.poll(), warn),
    inBackground('sweeping', rhythm.sweep, sweep, warn),
  ];
  let closing: Promise<void> | undefined;

  return {
    kind: 'mongo',
    collection<T extends object>(name: string) {
      const found = collections.get(name);
      if (found === undefined) throw new HubError('STORE_REFUSED', `collection ${name} is not declared`);
      return found as unknown as Collection<T>;
    },
    onChange: (listener) => hub.add(listener),
    sweep,
    ping: () => ping(db, new Date(clock.now())),
    close: () =>
      (closing ??= (async () => {
        await Promise.all(chores.map((chore) => chore.stop()));
        await connection.close();
      })()),
  };
}

/** A majority write, and a read. */
async function ping(db: mongo.Db, at: Date): Promise<void> {
  const pings = db.collection<{ _id: string; at: Date }>('pings');
  await untilKnown(() => pings.updateOne({ _id: 'ping' }, { $set: { at } }, { upsert: true }));
  const found = await untilKnown(() => pings.findOne({ _id: 'ping' }));
  if (found === null) throw new HubError('STORE_UNAVAILABLE', 'what was written cannot be read');
}

function dbOf(connection: Connection): mongo.Db {
  if (connection.db === undefined) throw new HubError('STORE_UNAVAILABLE', 'not connected');
  return connection.db;
}
