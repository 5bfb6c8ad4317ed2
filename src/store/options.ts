import type { CollectionDeclaration } from '../domain/storage/ports.ts';
import type { Clock } from '../kernel/clock.ts';
import type { Random } from '../kernel/random.ts';

export interface StoreOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Told of what went wrong in the background (sweeping, polling, a listener); never holds a document's content. */
  readonly onWarning?: (message: string) => void;
  /** False where indexes are made by a deploy step (mongo only). Default true. */
  readonly ensureIndexes?: boolean;
}

export type Declarations = ReadonlyMap<string, CollectionDeclaration>;

/** What both engines do in the background, and how often, in milliseconds. */
export const rhythm = { poll: 1_000, sweep: 30_000, sweepBatch: 500, keepChangesSeconds: 3_600 } as const;
