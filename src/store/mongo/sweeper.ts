import type { mongo } from 'mongoose';

import { rhythm, type Declarations } from '../options.ts';
import type { MongoDocument } from './documents.ts';
import { untilKnown } from './failure.ts';

/** Removes what expired by the hub's clock, in batches. Several nodes may do so at once. @returns how many documents went */
export async function sweepMongo(declarations: Declarations, db: mongo.Db, now: Date): Promise<number> {
  let swept = 0;
  for (const name of declarations.keys()) {
    const documents = db.collection<MongoDocument>(name);
    let batch: readonly string[];
    do {
      batch = await expiredIds(documents, now);
      if (batch.length > 0) swept += await removeExpired(documents, batch, now);
    } while (batch.length === rhythm.sweepBatch);
  }
  return swept;
}

function expiredIds(documents: mongo.Collection<MongoDocument>, now: Date): Promise<readonly string[]> {
  const options = { projection: { _id: 1 }, limit: rhythm.sweepBatch };
  return untilKnown(async () => {
    const found = await documents.find({ expiresAt: { $lte: now } }, options).toArray();
    return found.map(({ _id }) => _id);
  });
}

/** Looks at the expiry once more: a document may have been given a new life in between. */
function removeExpired(
  documents: mongo.Collection<MongoDocument>,
  ids: readonly string[],
  now: Date,
): Promise<number> {
  return untilKnown(async () => {
    const filter = { _id: { $in: [...ids] }, expiresAt: { $lte: now } };
    return (await documents.deleteMany(filter)).deletedCount;
  });
}
