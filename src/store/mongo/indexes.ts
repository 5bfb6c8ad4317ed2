import { Schema, type Connection, type mongo } from 'mongoose';

import type { CollectionDeclaration } from '../../domain/storage/ports.ts';
import type { Declarations } from '../options.ts';
import { rhythm } from '../options.ts';
import { pathOf, type MongoDocument } from './documents.ts';

const changesExpire = rhythm.keepChangesSeconds;
/** Late on purpose: what the hub's clock still counts as alive, the server's clock must not remove. */
const expiredLinger = 3_600;

/** A document as mongoose sees it, with the indexes of the declaration; `_id` comes last in each, so there are no ties. */
function schemaOf({ fieldTypes, indexes }: CollectionDeclaration): Schema {
  const fields = Object.entries(fieldTypes).map(([field, type]) => [
    field,
    type === 'integer' ? Number : String,
  ]);
  const body = new Schema(Object.fromEntries(fields), { strict: false, _id: false });
  const schema = new Schema(
    { _id: String, v: Number, w: [String], expiresAt: Date, body },
    { versionKey: false, id: false },
  );
  for (const index of indexes) {
    const keys = index.fields.map((field) => [pathOf(field), 1]);
    schema.index(Object.fromEntries([...keys, ['_id', 1]]));
  }
  return schema.index({ expiresAt: 1 }, { expireAfterSeconds: expiredLinger });
}

function changesSchema(): Schema {
  const schema = new Schema(
    { _id: String, collection: String, id: String, at: Date },
    // `collection` is reserved in mongoose's documents; notices never become such.
    { versionKey: false, suppressReservedKeysWarning: true },
  );
  return schema.index({ at: 1 }, { expireAfterSeconds: changesExpire });
}

/** Makes the indexes that are missing; drops none. An index is named after its fields, so a changed one is another. */
export async function ensureIndexes(
  declarations: Declarations,
  db: mongo.Db,
  connectForLong: () => Promise<Connection>,
): Promise<void> {
  const schemas = new Map([...declarations.values()].map((each) => [each.name, schemaOf(each)]));
  schemas.set('changes', changesSchema());
  const lacking: string[] = [];
  for (const [name, schema] of schemas) {
    if (!(await hasAllIndexes(db.collection<MongoDocument>(name), schema))) lacking.push(name);
  }
  if (lacking.length === 0) return;
  // On a connection of its own: over a large collection this takes longer than any operation of a login may.
  const connection = await connectForLong();
  try {
    for (const name of lacking) await connection.model(name, schemas.get(name), name).createIndexes();
  } finally {
    await connection.close();
  }
}

async function hasAllIndexes(documents: mongo.Collection<MongoDocument>, schema: Schema): Promise<boolean> {
  const present = new Set((await indexKeysOf(documents)).map((key) => JSON.stringify(key)));
  return schema.indexes().every(([key]) => present.has(JSON.stringify(key)));
}

async function indexKeysOf(documents: mongo.Collection<MongoDocument>): Promise<readonly unknown[]> {
  const namespaceNotFound = 26;
  try {
    return (await documents.indexes()).map(({ key }) => key);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === namespaceNotFound) return [];
    throw error;
  }
}
