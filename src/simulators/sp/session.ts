/**
 * The service's own sessions, in memory. The cookie is SameSite=Lax, so it does not come with the hub's POST; the
 * outcome of that POST waits under a one-time ticket until the browser comes back with a GET and its cookie.
 * There it must match a request of this very browser.
 */
import { randomUUID } from 'node:crypto';
import { type Request, type Response } from 'express';
import { type Asked, type Received, type Refusal } from './received.ts';

const COOKIE = 'simulated-service';
const MOST = 5000;

export interface SpSession {
  /** Requests this browser made and got no answer to, by request id. */
  readonly pending: Map<string, { readonly asked: Asked; readonly relayState: string }>;
  received?: Received;
  refusal?: Refusal;
}

export interface Outcome {
  readonly inResponseTo: string | undefined;
  readonly relayState: string | undefined;
  readonly result: Received | Refusal;
}

/** A map that forgets its oldest entries. */
class Bounded<V> extends Map<string, V> {
  override set(key: string, value: V): this {
    const oldest = this.size >= MOST ? this.keys().next().value : undefined;
    if (oldest !== undefined) this.delete(oldest);
    return super.set(key, value);
  }
}

export class SpSessions {
  readonly #sessions = new Bounded<SpSession>();
  readonly #tickets = new Bounded<Outcome>();

  find(req: Request): SpSession | undefined {
    const cookies = (req.headers.cookie ?? '').split(/;\s*/);
    const own = cookies.find((one) => one.startsWith(`${COOKIE}=`));
    return own === undefined ? undefined : this.#sessions.get(own.slice(COOKIE.length + 1));
  }

  /** The session of the cookie, or a new one. */
  open(req: Request, res: Response): SpSession {
    return this.find(req) ?? this.renew(res, { pending: new Bounded() });
  }

  /** Puts a session under a new cookie (against fixation: called at every login). */
  renew(res: Response, session: SpSession): SpSession {
    for (const [id, one] of this.#sessions) if (one === session) this.#sessions.delete(id);
    const id = randomUUID();
    this.#sessions.set(id, session);
    res.cookie(COOKIE, id, { httpOnly: true, sameSite: 'lax', path: '/' });
    return session;
  }

  end(req: Request, res: Response): void {
    const session = this.find(req);
    for (const [id, one] of this.#sessions) if (one === session) this.#sessions.delete(id);
    res.clearCookie(COOKIE, { httpOnly: true, sameSite: 'lax', path: '/' });
  }

  keepOutcome(outcome: Outcome): string {
    const ticket = randomUUID();
    this.#tickets.set(ticket, outcome);
    return ticket;
  }

  takeOutcome(ticket: string): Outcome | undefined {
    const outcome = this.#tickets.get(ticket);
    this.#tickets.delete(ticket);
    return outcome;
  }
}
