/** Where the contract is run: a folder of its own for the embedded store, a database of its own on a MongoDB server. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mongoose from 'mongoose';
import { systemRandom } from '../../src/kernel/random.ts';
import { openStore } from '../../src/store/index.ts';
import type { NewPlace, Place } from './contract/world.ts';

export interface Folder extends Place {
  readonly folder: string;
}

export async function embeddedPlace(): Promise<Folder> {
  const folder = mkdtempSync(join(tmpdir(), 'hub-store-'));
  return {
    folder,
    open: (declarations, clock) =>
      openStore(`embedded:${folder}`, declarations, { clock, random: systemRandom }),
    async discard() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** @param server URI of a server; the database it names is replaced by a new one, dropped in the end */
export function mongoPlaces(server: string): NewPlace {
  return async () => {
    const uri = databaseOn(server);
    return {
      open: (declarations, clock) => openStore(uri, declarations, { clock, random: systemRandom }),
      discard: () => dropDatabase(uri),
    };
  };
}

/** The URI of a database of this name, or a new one, on the server. */
export function databaseOn(server: string, name = `test_${randomUUID().replaceAll('-', '')}`): string {
  const uri = new URL(server);
  uri.pathname = `/${name}`;
  return uri.href;
}

export async function dropDatabase(uri: string): Promise<void> {
  const connection = await mongoose.createConnection(uri).asPromise();
  await connection.dropDatabase();
  await connection.close();
}

/** Asks the server itself, past the store: mongo-java-server sorts by UTF-16, MongoDB by bytes. */
export async function serverOrdersByBytes(server: string): Promise<boolean> {
  const uri = databaseOn(server);
  const connection = await mongoose.createConnection(uri).asPromise();
  const documents = connection.collection<{ _id: string }>('order');
  await documents.insertMany([{ _id: '\u{10000}' }, { _id: '\uffff' }]);
  const [first] = await documents.find({}, { sort: { _id: 1 } }).toArray();
  await connection.dropDatabase();
  await connection.close();
  return first?._id === '\uffff';
}
