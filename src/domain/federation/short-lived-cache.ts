import type { Clock } from '../../kernel/clock.ts';

export interface ShortLivedCacheOptions {
  readonly clock: Clock;
  /** Milliseconds, counted from when a load began. */
  readonly maxAge: number;
  /** Over this the oldest entry goes. */
  readonly maxEntries: number;
}

interface Entry<V> {
  readonly since: number;
  readonly value: Promise<V>;
}

/**
 * Values that may be a little old, but never older than they were promised to be.
 * Callers that ask at the same time share one load; a load that began before `drop` is never kept after it.
 */
export class ShortLivedCache<V> {
  readonly #options: ShortLivedCacheOptions;
  readonly #entries = new Map<string, Entry<V>>();

  constructor(options: ShortLivedCacheOptions) {
    this.#options = options;
  }

  /** The value, loaded if there is none of good age. A failed load is not kept. */
  get(key: string, load: () => Promise<V>): Promise<V> {
    const now = this.#options.clock.now();
    const known = this.#entries.get(key);
    // A clock set back must not make an entry live longer.
    if (known && now >= known.since && now - known.since < this.#options.maxAge) return known.value;
    const entry: Entry<V> = { since: now, value: load() };
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    entry.value.catch(() => {
      if (this.#entries.get(key) === entry) this.#entries.delete(key);
    });
    this.#trim();
    return entry.value;
  }

  drop(key: string): void {
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }

  #trim(): void {
    if (this.#entries.size <= this.#options.maxEntries) return;
    const [oldest] = this.#entries.keys();
    if (oldest !== undefined) this.#entries.delete(oldest);
  }
}
