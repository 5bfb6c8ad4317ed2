import type { CollectionDeclaration, Store } from '../../../src/domain/storage/index.ts';
import type { Clock } from '../../../src/kernel/clock.ts';
import { declarations } from './world-declarations.ts';
import { settableClock, type SettableClock } from '../../support/settable-clock.ts';

/** Somewhere a store can lie: one folder, one database. Each `open` is one more node of the hub on it. */
export interface Place {
  open(declarations: readonly CollectionDeclaration[], clock: Clock): Promise<Store>;
  /** Called after every node has been closed. */
  discard(): Promise<void>;
}

/** Makes an empty place. */
export type NewPlace = () => Promise<Place>;

/** What a test of the contract works in: one node that is open, and a clock that all nodes share. */
export interface StoreWorld {
  readonly clock: SettableClock;
  readonly store: Store;
  /** One more node on the same place. */
  node(): Promise<Store>;
}

/** Runs a test in a new, empty world and takes the world away after it. */
export function inWorld(
  newPlace: NewPlace,
  test: (world: StoreWorld) => Promise<void>,
  declared: readonly CollectionDeclaration[] = declarations,
): () => Promise<void> {
  return async () => {
    const clock = settableClock();
    const place = await newPlace();
    const nodes: Store[] = [];
    const node = async (): Promise<Store> => {
      const store = await place.open(declared, clock);
      nodes.push(store);
      return store;
    };
    try {
      await test({ clock, store: await node(), node });
    } finally {
      for (const store of nodes) await store.close();
      await place.discard();
    }
  };
}

/** How each of many calls ended: what it gave, or the code of its HubError. Any other error is passed on. */
export async function endings<T>(calls: readonly Promise<T>[]): Promise<{ values: T[]; codes: string[] }> {
  const values: T[] = [];
  const codes: string[] = [];
  for (const outcome of await Promise.allSettled(calls)) {
    if (outcome.status === 'fulfilled') values.push(outcome.value);
    else codes.push(codeIn(outcome.reason));
  }
  return { values, codes };
}

function codeIn(reason: unknown): string {
  if (typeof reason === 'object' && reason !== null && 'code' in reason && 'detail' in reason)
    return String(reason.code);
  throw reason;
}

export const times = <T>(count: number, make: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at));
