import type { Collection } from '../../../src/domain/storage/index.ts';
import { isHubError } from '../../../src/kernel/errors.ts';

export type Counter = { readonly count: number; readonly last: number };

/** Read, change, replace, and again on conflict. */
/** @returns the version that this change made */
export async function increment(counters: Collection<Counter>, id: string, by: number): Promise<number> {
  for (;;) {
    const found = await counters.get(id);
    if (found === undefined) throw new Error('the counter is gone');
    try {
      const next = { count: found.body.count + 1, last: by };
      return (await counters.replace(id, found.v, next)).v;
    } catch (error) {
      if (!isHubError(error, 'STORE_CONFLICT')) throw error;
    }
  }
}
