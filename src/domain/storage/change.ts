import { isHubError } from '../../kernel/errors.ts';
import type { Collection, Stored } from './ports.ts';

const attempts = 200;

/**
 * Read, change, replace, and again when somebody else was faster (design.md 6): how several changes to one document
 * are made without transactions. `change` gives the new body, or undefined to leave the document as it is; it may run
 * more than once, so it must have no effect of its own. The document keeps its expiry unless `expiresAt` gives one.
 * @returns the document as it stands afterwards; undefined when there is none.
 * @throws HubError STORE_CONFLICT after 200 lost races.
 */
export async function changeDocument<T extends object>(
  collection: Collection<T>,
  id: string,
  change: (body: T) => T | undefined | Promise<T | undefined>,
  expiresAt?: (body: T) => number,
): Promise<Stored<T> | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    const stored = await collection.get(id);
    if (!stored) return undefined;
    const body = await change(stored.body);
    if (body === undefined) return stored;
    const expiry = expiresAt ? expiresAt(body) : stored.expiresAt;
    try {
      return await collection.replace(id, stored.v, body, expiry === undefined ? {} : { expiresAt: expiry });
    } catch (error) {
      if (!isHubError(error, 'STORE_CONFLICT') || attempt >= attempts) throw error;
    }
  }
}
