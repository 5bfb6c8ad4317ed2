import type { Clock } from '../../kernel/clock.ts';
import { epochSeconds } from '../../kernel/clock.ts';
import { isHubError } from '../../kernel/errors.ts';
import type { Body, Store } from '../storage/index.ts';
import type { HubEvent } from './events.ts';

export interface EventWriter {
  /**
   * Moves events on to the event log. May be repeated: what is there already stays as it is.
   * Rejects when one could not be written; the others may have been.
   */
  write(events: readonly HubEvent[]): Promise<void>;
}

/** @param retention seconds an event is kept (OIOSAML asks 180 days of services; nemlogin.md 6.4: six months) */
export function createEventWriter(store: Store, clock: Clock, retention: number): EventWriter {
  const log = store.collection<Body>('events');

  async function writeOne({ id, ...body }: HubEvent): Promise<void> {
    try {
      await log.insert(id, body, { expiresAt: epochSeconds(clock) + retention });
    } catch (error) {
      if (!isHubError(error, 'STORE_DUPLICATE')) throw error;
    }
  }

  return {
    async write(events) {
      await Promise.all(events.map(writeOne));
    },
  };
}
