/** Logins that were asked for and not answered yet: in memory, for half an hour, a thousand at most. */
import { randomUUID } from 'node:crypto';
import { type LoginRequest } from './request.ts';

const LIFETIME_MS = 30 * 60_000;
const MOST = 1000;

export class WaitingLogins {
  readonly #byId = new Map<string, { readonly request: LoginRequest; readonly until: number }>();

  /** @returns the id under which the login waits */
  add(request: LoginRequest, now: number): string {
    for (const [id, entry] of this.#byId) {
      if (entry.until <= now || this.#byId.size >= MOST) this.#byId.delete(id);
    }
    const id = randomUUID();
    this.#byId.set(id, { request, until: now + LIFETIME_MS });
    return id;
  }

  find(id: string, now: number): LoginRequest | undefined {
    const entry = this.#byId.get(id);
    return entry !== undefined && entry.until > now ? entry.request : undefined;
  }

  remove(id: string): void {
    this.#byId.delete(id);
  }

  /** The newest login that waits beside this one. */
  another(than: string): LoginRequest | undefined {
    return [...this.#byId].filter(([id]) => id !== than).at(-1)?.[1].request;
  }
}
