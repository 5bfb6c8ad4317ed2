import type { Clock } from '../kernel/clock.ts';
import type { Random } from '../kernel/random.ts';
import { collections, type Store } from '../domain/storage/index.ts';
import { openStore } from '../store/index.ts';

/** Opens the hub's store with every collection it declares. @throws HubError as openStore does. */
export function openConfiguredStore(url: string, tools: { clock: Clock; random: Random }): Promise<Store> {
  return openStore(url, collections, tools);
}
