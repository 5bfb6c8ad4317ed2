import type { mongo } from 'mongoose';

import type { Clock } from '../../kernel/clock.ts';
import type { Random } from '../../kernel/random.ts';
import type { ChangeHub } from '../changes.ts';
import { rhythm } from '../options.ts';
import { untilKnown, isTakenId } from './failure.ts';

/** The change collection as one node writes and reads it. */
export interface ChangeLog {
  /** Tells this node at once and the others by the log. Never throws: a lost notice is bounded by the caches' age. */
  announce(collection: string, id: string): Promise<void>;
  /** Announces what other nodes wrote since the last call. */
  poll(): Promise<void>;
  /** Removes notices that every node has read long ago. */
  trim(): Promise<void>;
}

interface Notice {
  readonly _id: string;
  readonly collection: string;
  readonly id: string;
  readonly at: Date;
}

/** Read again each time, in milliseconds: covers clocks that differ and notices that became visible late. */
const overlap = 30_000;

export async function openChangeLog(
  notices: mongo.Collection<Notice>,
  hub: ChangeHub,
  { clock, random }: { readonly clock: Clock; readonly random: Random },
  warn: (message: string) => void,
): Promise<ChangeLog> {
  /** Notices of the overlap that were announced here already, with their time. */
  const seen = new Map<string, number>();
  let polled = clock.now();

  const unseen = async (): Promise<readonly Notice[]> => {
    const started = clock.now();
    const since = polled - overlap;
    const found = await untilKnown(() => notices.find({ at: { $gte: new Date(since) } }).toArray());
    polled = started;
    for (const [id, at] of seen) if (at < since) seen.delete(id);
    return found.filter(({ _id }) => !seen.has(_id));
  };
  // What changed before the store was opened is read by whoever fills a cache.
  for (const { _id, at } of await unseen()) seen.set(_id, at.getTime());

  return {
    async announce(collection, id) {
      const notice = { _id: random.uuid(), collection, id, at: new Date(clock.now()) };
      seen.set(notice._id, notice.at.getTime());
      hub.announce({ collection, id });
      try {
        await untilKnown(async () => {
          await notices.insertOne(notice).catch((error: unknown) => {
            if (!isTakenId(error)) throw error;
          });
        });
      } catch {
        warn(`a change of ${collection} could not be announced to other nodes`);
      }
    },
    async poll() {
      for (const { _id, collection, id, at } of await unseen()) {
        // Two polls may overlap; each notice is told once.
        if (seen.has(_id)) continue;
        seen.set(_id, at.getTime());
        hub.announce({ collection, id });
      }
    },
    async trim() {
      const oldest = new Date(clock.now() - rhythm.keepChangesSeconds * 1000);
      await untilKnown(() => notices.deleteMany({ at: { $lt: oldest } }));
    },
  };
}
