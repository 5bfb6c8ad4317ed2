import type {
  Body,
  Collection,
  CollectionDeclaration,
  FindByIndex,
  FindByPrefix,
  Page,
  Stored,
} from '../domain/storage/ports.ts';
import { HubError } from '../kernel/errors.ts';
import { checkBody, checkExpiry, checkId, checkVersion, limits, type CheckedBody } from './document.ts';
import { pageOf, planScan, type Scan } from './scan.ts';

/** A document on its way into an engine: checked, with its body also as JSON text. */
export interface NewRow extends CheckedBody {
  readonly id: string;
  readonly v: number;
  readonly expiresAt?: number;
}

/**
 * One collection as an engine keeps it. Everything handed in has been checked; expired documents are
 * treated as gone by all but `insert`, for which their ids stay taken until they are swept.
 */
export interface Table {
  /** @throws HubError STORE_DUPLICATE */
  insert(row: NewRow): Promise<void>;
  /** Takes the place of version `row.v - 1`. @throws HubError STORE_CONFLICT */
  replace(row: NewRow): Promise<void>;
  /** False if nothing was there. @throws HubError STORE_CONFLICT if `v` is given and another version is there. */
  remove(id: string, v: number | undefined): Promise<boolean>;
  get(id: string): Promise<Stored<Body> | undefined>;
  getMany(ids: readonly string[]): Promise<readonly Stored<Body>[]>;
  /** In the order of the scan, one more than its limit if there is more. */
  scan(scan: Scan): Promise<readonly Stored<Body>[]>;
}

/** The port over one table: checks what comes in, the same for both engines, so that neither accepts what the other cannot keep. */
export function collectionOf<T extends object>(
  declaration: CollectionDeclaration,
  table: Table,
): Collection<T> {
  const put = async (
    write: (row: NewRow) => Promise<void>,
    id: string,
    v: number,
    body: T,
    options: { readonly expiresAt?: number } = {},
  ): Promise<Stored<T>> => {
    const expiresAt = checkExpiry(options.expiresAt);
    const expiry = expiresAt === undefined ? {} : { expiresAt };
    const row = { id: checkId(id), v: checkVersion(v), ...expiry, ...checkBody(declaration, body) };
    await write(row);
    return { id, v, ...expiry, body: row.body as T };
  };

  return {
    insert: (id, body, options) => put((row) => table.insert(row), id, 1, body, options),
    replace: async (id, v, body, options) =>
      put((row) => table.replace(row), id, checkVersion(v) + 1, body, options),
    remove: async (id, v) => table.remove(checkId(id), v === undefined ? undefined : checkVersion(v)),
    get: async (id) => (await table.get(checkId(id))) as Stored<T> | undefined,
    getMany: async (ids) => {
      if (ids.length > limits.batch)
        throw new HubError('STORE_REFUSED', `at most ${limits.batch} ids at once`);
      return (await table.getMany(ids.map(checkId))) as readonly Stored<T>[];
    },
    find: async (query: FindByIndex | FindByPrefix): Promise<Page<T>> => {
      const scan = planScan(declaration, query);
      return pageOf(scan, await table.scan(scan)) as Page<T>;
    },
  };
}
