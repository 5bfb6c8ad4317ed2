/**
 * The store port in memory, with the port's whole meaning and nothing durable: what rules are tested against.
 * `interleave` lets other work run between any two steps, so races happen; `before` may throw, so crashes happen.
 */
import type { Clock } from '../../src/kernel/clock.ts';
import { HubError } from '../../src/kernel/errors.ts';
import { collections } from '../../src/domain/storage/index.ts';
import type {
  Change,
  Collection,
  CollectionDeclaration,
  FindByIndex,
  FindByPrefix,
  Page,
  Store,
  Stored,
} from '../../src/domain/storage/index.ts';

export type Operation = 'insert' | 'get' | 'getMany' | 'replace' | 'remove' | 'find';

export interface MemoryStoreOptions {
  /** How many turns of the event loop's microtask queue an operation waits. */
  readonly interleave?: () => number;
  /** Sees every operation before it takes effect; what it throws comes out of the operation. */
  readonly before?: (operation: Operation, collection: string, id: string | undefined) => void;
  readonly declarations?: readonly CollectionDeclaration[];
}

export interface MemoryStore extends Store {
  /** Everything kept, as one text: for tests that look for what must not be there. */
  dump(): string;
  /** Counts of operations since the start. */
  readonly counts: ReadonlyMap<Operation, number>;
}

type Row = { v: number; expiresAt?: number; body: string };
type Key = readonly (string | number)[];

export function memoryStore(clock: Clock, options: MemoryStoreOptions = {}): MemoryStore {
  const tables = new Map((options.declarations ?? collections).map((d) => [d.name, new Map<string, Row>()]));
  const declared = new Map((options.declarations ?? collections).map((d) => [d.name, d]));
  const listeners = new Set<(change: Change) => void>();
  const counts = new Map<Operation, number>();
  const alive = (row: Row | undefined): row is Row =>
    row !== undefined && (row.expiresAt === undefined || row.expiresAt > clock.now() / 1000);

  async function step(operation: Operation, collection: string, id: string | undefined): Promise<void> {
    counts.set(operation, (counts.get(operation) ?? 0) + 1);
    for (let turn = options.interleave?.() ?? 0; turn >= 0; turn -= 1) await Promise.resolve();
    options.before?.(operation, collection, id);
  }

  function collection<T extends object>(name: string): Collection<T> {
    const table = tables.get(name);
    const declaration = declared.get(name);
    if (!table || !declaration) throw new HubError('STORE_REFUSED', `collection ${name} is not declared`);
    const stored = (id: string, row: Row): Stored<T> => ({
      id,
      v: row.v,
      ...(row.expiresAt === undefined ? {} : { expiresAt: row.expiresAt }),
      body: JSON.parse(row.body) as T,
    });
    const write = (id: string, v: number, body: T, expiresAt: number | undefined): Stored<T> => {
      demandIndexable(declaration, body);
      const row: Row = { v, body: JSON.stringify(body), ...(expiresAt === undefined ? {} : { expiresAt }) };
      table.set(id, row);
      announce(id);
      return stored(id, row);
    };
    const announce = (id: string): void => {
      if (declaration.announced) for (const listener of listeners) listener({ collection: name, id });
    };
    return {
      async insert(id, body, { expiresAt } = {}) {
        await step('insert', name, id);
        if (table.has(id)) throw new HubError('STORE_DUPLICATE', `${name} ${id}`);
        return write(id, 1, body, expiresAt);
      },
      async get(id) {
        await step('get', name, id);
        const row = table.get(id);
        return alive(row) ? stored(id, row) : undefined;
      },
      async getMany(ids) {
        await step('getMany', name, undefined);
        if (ids.length > 1000) throw new HubError('STORE_REFUSED', 'at most 1,000 ids');
        return ids.flatMap((id) => {
          const row = table.get(id);
          return alive(row) ? [stored(id, row)] : [];
        });
      },
      async replace(id, v, body, { expiresAt } = {}) {
        await step('replace', name, id);
        const row = table.get(id);
        if (!alive(row) || row.v !== v) throw new HubError('STORE_CONFLICT', `${name} ${id}`);
        return write(id, v + 1, body, expiresAt);
      },
      async remove(id, v) {
        await step('remove', name, id);
        const row = table.get(id);
        if (v !== undefined && (!alive(row) || row.v !== v))
          throw new HubError('STORE_CONFLICT', `${name} ${id}`);
        const wasThere = alive(row);
        table.delete(id);
        if (wasThere) announce(id);
        return wasThere;
      },
      async find(query) {
        await step('find', name, undefined);
        const rows = [...table].filter(([, row]) => alive(row)).map(([id, row]) => stored(id, row));
        return page(rows, query, declaration);
      },
    };
  }

  return {
    kind: 'embedded',
    counts,
    collection,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async sweep() {
      let swept = 0;
      for (const table of tables.values()) {
        for (const [id, row] of table) if (!alive(row) && table.delete(id)) swept += 1;
      }
      return swept;
    },
    async ping() {},
    async close() {},
    dump: () => JSON.stringify([...tables].map(([name, table]) => [name, [...table]])),
  };
}

function demandIndexable({ name, fieldTypes }: CollectionDeclaration, body: object): void {
  for (const [field, type] of Object.entries(fieldTypes)) {
    const value: unknown = (body as Record<string, unknown>)[field];
    const fits = type === 'string' ? typeof value === 'string' : Number.isSafeInteger(value);
    if (value !== undefined && !fits) throw new HubError('STORE_REFUSED', `${name}.${field} is no ${type}`);
  }
}

function page<T extends object>(
  rows: readonly Stored<T>[],
  query: FindByIndex | FindByPrefix,
  declaration: CollectionDeclaration,
): Page<T> {
  if (query.limit < 1 || query.limit > 1000) throw new HubError('STORE_REFUSED', 'limit is 1 to 1,000');
  const keyed = 'index' in query ? byIndex(rows, query, declaration) : byPrefix(rows, query);
  const direction = 'index' in query && query.order === 'descending' ? -1 : 1;
  keyed.sort((a, b) => direction * compareKeys(a.key, b.key));
  const after = query.cursor === undefined ? undefined : (JSON.parse(query.cursor) as Key);
  const rest = after ? keyed.filter(({ key }) => direction * compareKeys(key, after) > 0) : keyed;
  const items = rest.slice(0, query.limit);
  const last = items.at(-1);
  return {
    items: items.map(({ row }) => row),
    ...(last && rest.length > items.length ? { cursor: JSON.stringify(last.key) } : {}),
  };
}

function byPrefix<T extends object>(rows: readonly Stored<T>[], { idPrefix }: FindByPrefix) {
  return rows.filter(({ id }) => id.startsWith(idPrefix)).map((row) => ({ row, key: [row.id] as Key }));
}

function byIndex<T extends object>(
  rows: readonly Stored<T>[],
  { index, equals, from, before }: FindByIndex,
  declaration: CollectionDeclaration,
) {
  const fields = declaration.indexes.find(({ name }) => name === index)?.fields;
  if (!fields || equals.length > fields.length) throw new HubError('STORE_REFUSED', `no index ${index}`);
  return rows.flatMap((row) => {
    const values = fields.map((field) => (row.body as Record<string, string | number | undefined>)[field]);
    if (values.some((value) => value === undefined)) return [];
    const key = values as (string | number)[];
    if (equals.some((value, at) => key[at] !== value)) return [];
    const next = key[equals.length];
    if (from !== undefined && (next === undefined || compare(next, from) < 0)) return [];
    if (before !== undefined && (next === undefined || compare(next, before) >= 0)) return [];
    return [{ row, key: [...key, row.id] as Key }];
  });
}

function compareKeys(a: Key, b: Key): number {
  for (let at = 0; at < a.length; at += 1) {
    const order = compare(a[at] ?? '', b[at] ?? '');
    if (order !== 0) return order;
  }
  return 0;
}

/** Strings by their bytes, numbers by value. */
function compare(a: string | number, b: string | number): number {
  return typeof a === 'number' && typeof b === 'number'
    ? a - b
    : Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
}
