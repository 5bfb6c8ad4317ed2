import type { mongo } from 'mongoose';

import type { Stored, Body } from '../../domain/storage/ports.ts';
import type { Clock } from '../../kernel/clock.ts';
import { HubError } from '../../kernel/errors.ts';
import type { Random } from '../../kernel/random.ts';
import type { NewRow, Table } from '../collection.ts';
import { keptWriteIds, notExpired, storedOf, type MongoDocument } from './documents.ts';
import { isTakenId, untilKnown } from './failure.ts';
import { scanQuery } from './scan-filter.ts';

export interface TableContext {
  readonly documents: mongo.Collection<MongoDocument>;
  readonly clock: Clock;
  readonly random: Random;
  /** Called after each write that took effect, with the id. */
  readonly announce: (id: string) => Promise<void>;
}

/** What a read fetches: all but the write ids. */
const projection = { w: 0 } as const;

/** One collection in MongoDB, through the driver: `create` and `save` of mongoose cost 2.5 to 4 times as much. */
export function mongoTable({ documents, clock, random, announce }: TableContext): Table {
  const now = (): Date => new Date(Math.floor(clock.now() / 1000) * 1000);
  const writeId = (): string => random.bytes(12).toString('base64url');

  /**
   * Whether the write `w` is in the document. Asked by a write that changes nothing, because its acknowledgement
   * also says that a majority has the write it found.
   */
  const landed = async (id: string, w: string): Promise<boolean> => {
    const { matchedCount } = await documents.updateOne({ _id: id, w }, { $addToSet: { w } });
    return matchedCount === 1;
  };

  return {
    async insert(row) {
      const w = writeId();
      await untilKnown(async () => {
        try {
          await documents.insertOne(documentOf(row, w));
        } catch (error) {
          if (!isTakenId(error)) throw error;
          if (!(await landed(row.id, w))) throw new HubError('STORE_DUPLICATE', documents.collectionName);
        }
      });
      await announce(row.id);
    },

    async replace(row) {
      const w = writeId();
      await untilKnown(async () => {
        const present = { _id: row.id, v: row.v - 1, ...notExpired(now()) };
        const { matchedCount } = await documents.updateOne(present, replacementOf(row, w));
        if (matchedCount === 1 || (await landed(row.id, w))) return;
        throw new HubError('STORE_CONFLICT', documents.collectionName);
      });
      await announce(row.id);
    },

    async remove(id, v) {
      const removed = await untilKnown(async (again) => {
        const expired = { expiresAt: { $lte: now() } };
        const filter = v === undefined ? { _id: id } : { _id: id, $or: [{ v }, expired] };
        const gone = await documents.findOneAndDelete(filter, { projection: { expiresAt: 1 } });
        if (gone !== null) return isLive(gone, now());
        const other =
          v === undefined ? null : await documents.findOne({ _id: id }, { projection: { _id: 1 } });
        if (other !== null) throw new HubError('STORE_CONFLICT', documents.collectionName);
        return again;
      });
      if (removed) await announce(id);
      return removed;
    },

    get: (id) =>
      untilKnown(async () => {
        const found = await documents.findOne({ _id: id, ...notExpired(now()) }, { projection });
        return found === null ? undefined : storedOf(found);
      }),

    getMany: (ids) =>
      untilKnown(async () => {
        const filter = { _id: { $in: [...ids] }, ...notExpired(now()) };
        const found = await documents.find(filter, { projection }).toArray();
        const byId = new Map(found.map((each) => [each._id, storedOf(each)]));
        return ids.map((id) => byId.get(id)).filter((each): each is Stored<Body> => each !== undefined);
      }),

    scan: (scan) =>
      untilKnown(async () => {
        const { filter, sort, limit } = scanQuery(scan, now());
        return (await documents.find(filter, { projection, sort, limit }).toArray()).map(storedOf);
      }),
  };
}

function documentOf({ id, v, expiresAt, body }: NewRow, w: string): MongoDocument {
  return { _id: id, v, w: [w], ...(expiresAt === undefined ? {} : { expiresAt: dateOf(expiresAt) }), body };
}

function replacementOf({ v, expiresAt, body }: NewRow, w: string): mongo.UpdateFilter<MongoDocument> {
  return {
    $push: { w: { $each: [w], $slice: -keptWriteIds } },
    ...(expiresAt === undefined
      ? { $set: { v, body }, $unset: { expiresAt: '' } }
      : { $set: { v, body, expiresAt: dateOf(expiresAt) } }),
  };
}

function dateOf(epochSeconds: number): Date {
  return new Date(epochSeconds * 1000);
}

function isLive({ expiresAt }: Pick<MongoDocument, 'expiresAt'>, now: Date): boolean {
  return expiresAt === undefined || expiresAt > now;
}
