/**
 * The store port (design.md 6): one shape, two adapters, one contract suite.
 * No query language, transactions, aggregation or change streams; one decision = one document.
 */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type Body = { readonly [key: string]: Json };

/** What comes back: the body, with its id, its version and its expiry. */
export interface Stored<T> {
  readonly id: string;
  /** Version; starts at 1 and rises by one with each replace. */
  readonly v: number;
  /** Epoch seconds; absent = never. Honoured on read at once, removed later by the sweeper. */
  readonly expiresAt?: number;
  readonly body: T;
}

/** Index fields are strings or safe integers, never null, never arrays; a document lacking one is not in that index. */
export interface IndexDeclaration {
  readonly name: string;
  /** Equality fields first, then at most one that takes a range or gives the order. */
  readonly fields: readonly string[];
}

export interface CollectionDeclaration {
  readonly name: string;
  readonly indexes: readonly IndexDeclaration[];
  /** Type of each indexed field (top level of the body), for the columns of the embedded adapter. */
  readonly fieldTypes: Readonly<Record<string, 'string' | 'integer'>>;
  /** Cached in each node: every write is announced in the change collection (design.md 6). */
  readonly announced?: boolean;
}

export interface FindByIndex {
  readonly index: string;
  /** Values of the leading fields, in order. */
  readonly equals: readonly (string | number)[];
  /** On the field after the equality prefix. `from` and `before`: from <= value < before. */
  readonly from?: string | number;
  readonly before?: string | number;
  readonly order?: 'ascending' | 'descending';
  /** 1 to 1,000. */
  readonly limit: number;
  /** From the previous page. */
  readonly cursor?: string;
}

export interface FindByPrefix {
  readonly idPrefix: string;
  readonly limit: number;
  readonly cursor?: string;
}

export interface Page<T> {
  readonly items: readonly Stored<T>[];
  /** Absent on the last page. */
  readonly cursor?: string;
}

export interface Collection<T extends object = Body> {
  /** @throws HubError STORE_DUPLICATE when the id is taken (an expired, not yet swept document still takes it). */
  insert(id: string, body: T, options?: { readonly expiresAt?: number }): Promise<Stored<T>>;
  get(id: string): Promise<Stored<T> | undefined>;
  /** In the order of the ids; what is missing or expired is left out. At most 1,000 ids. */
  getMany(ids: readonly string[]): Promise<readonly Stored<T>[]>;
  /**
   * Compare-and-swap of the whole document, its expiry too: `expiresAt` left out = it never expires, whatever it had.
   * @throws HubError STORE_CONFLICT when `v` is not the stored version (or the document is gone or expired).
   */
  replace(id: string, v: number, body: T, options?: { readonly expiresAt?: number }): Promise<Stored<T>>;
  /**
   * True if a document was there. With `v`: only that version, STORE_CONFLICT if it has another.
   * To claim something once, use `insert` or `replace`: after a lost answer `remove` may say true to two callers.
   */
  remove(id: string, v?: number): Promise<boolean>;
  find(query: FindByIndex | FindByPrefix): Promise<Page<T>>;
}

/** A change of an announced collection, seen by every node. */
export interface Change {
  readonly collection: string;
  readonly id: string;
}

export interface Store {
  readonly kind: 'embedded' | 'mongo';
  /** The collection must have been declared when the store was opened. @throws HubError STORE_REFUSED */
  collection<T extends object = Body>(name: string): Collection<T>;
  /** Called for every write to an announced collection by any node, at most about a second late. Returns the unsubscriber. */
  onChange(listener: (change: Change) => void): () => void;
  /** Removes expired documents in batches; returns how many. Runs by itself too, every 30 s. */
  sweep(): Promise<number>;
  /** Resolves if a write and a read go through. @throws HubError STORE_UNAVAILABLE */
  ping(): Promise<void>;
  close(): Promise<void>;
}
