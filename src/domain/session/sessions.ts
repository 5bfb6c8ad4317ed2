import { HubError, isHubError } from '../../kernel/errors.ts';
import { secretToken } from '../../kernel/random.ts';
import type { ServiceProvider } from '../federation/index.ts';
import type { LoginFacts } from '../login/index.ts';
import { changeDocument } from '../storage/index.ts';
import { addHandle, removeHandlesOf } from './handles.ts';
import { cookieValue, hashSecret, parseCookieValue, secretMatches } from './secret.ts';
import {
  endOf,
  expiryOf,
  placeOf,
  sessions,
  toSession,
  touchEvery,
  type Session,
  type SessionDeps,
  type SessionDocument,
  type SessionLogin,
} from './session-record.ts';

/** The cookie must replace the browser's old one at once: the old value no longer opens anything. */
export interface SessionWithCookie {
  readonly session: Session;
  readonly cookie: string;
}

/**
 * A new session of a fresh login. Its handles come first, so that a logout always finds it.
 * @throws HubError INTERNAL for a private service, which makes no session (nemlogin.md 6.3, security.md H5)
 */
export async function createSession(
  login: SessionLogin,
  startedAt: Pick<ServiceProvider, 'sector' | 'ssoDomain'>,
  deps: SessionDeps,
): Promise<SessionWithCookie> {
  if (startedAt.sector === 'private') throw new HubError('INTERNAL', 'a private service makes no session');
  const sid = secretToken(deps.random);
  const secret = secretToken(deps.random);
  const now = deps.clock.now();
  const document: SessionDocument = {
    ...(await whatItProved(sid, login, deps)),
    ssoDomain: startedAt.ssoDomain,
    secretHash: hashSecret(secret),
    participants: [],
    createdAt: now,
    lastSeen: now,
  };
  await addUpstreamHandle(sid, login, now, deps);
  const stored = await sessions(deps.store).insert(sid, document, {
    expiresAt: expiryOf(document, deps.limits),
  });
  return { session: toSession(stored), cookie: cookieValue(sid, secret) };
}

/**
 * The session of a browser; undefined when the cookie is not one of ours, is an old one, or the session has ended.
 * Being found counts as being seen (written once a minute at most).
 */
export async function findSession(cookie: string, deps: SessionDeps): Promise<Session | undefined> {
  const parsed = parseCookieValue(cookie);
  const stored = parsed && (await sessions(deps.store).get(parsed.sid));
  if (!stored || !secretMatches(parsed.secret, stored.body.secretHash)) return undefined;
  const now = deps.clock.now();
  if (now >= endOf(stored.body, deps.limits)) return undefined;
  if (now - stored.body.lastSeen < touchEvery) return toSession(stored);
  const body = { ...stored.body, lastSeen: now };
  try {
    const expiresAt = expiryOf(body, deps.limits);
    return toSession(await sessions(deps.store).replace(stored.id, stored.v, body, { expiresAt }));
  } catch (error) {
    // Somebody else changed it in this moment, which is as good as a touch; but it may be the secret, or the end.
    if (!isHubError(error, 'STORE_CONFLICT')) throw error;
    return findSession(cookie, deps);
  }
}

/**
 * Takes a fresh login of the same identity over (step-up, ForceAuthn): level, time, identity provider and facts are
 * those of this login, even where it is the weaker one; sid, participants, their SessionIndexes and the absolute end
 * stay. Rotates the secret.
 * @throws HubError STEP_UP_OTHER_PERSON for another identity (ask `stepUp` first), FLOW_ENDED
 */
export async function renewSession(
  session: Session,
  login: SessionLogin,
  deps: SessionDeps,
): Promise<SessionWithCookie> {
  if (!stepUpFits(session, login)) {
    throw new HubError('STEP_UP_OTHER_PERSON', 'a session is renewed by its own identity only');
  }
  const proved = await whatItProved(session.sid, login, deps);
  await addUpstreamHandle(session.sid, login, session.createdAt, deps);
  return change(session, ({ level: _level, ...body }) => ({ ...body, ...proved }), deps);
}

function stepUpFits(session: Session, login: SessionLogin): boolean {
  return session.identity === login.identity && session.kind === login.facts.kind;
}

/** Ends it: the session first, then what points at it. True if it was still there. */
export async function endSession(session: Pick<Session, 'sid'>, deps: SessionDeps): Promise<boolean> {
  const wasThere = await sessions(deps.store).remove(session.sid);
  await removeHandlesOf(session.sid, deps);
  return wasThere;
}

/** What the identity provider said, for a release to the next service. @throws HubError KEY_UNAVAILABLE when erased. */
export async function sessionFacts(session: Session, { sealer }: SessionDeps): Promise<LoginFacts> {
  const text = await sealer.open(session.identity, placeOf(session.sid, 'facts'), session.sealedFacts);
  return JSON.parse(text) as LoginFacts;
}

async function change(
  session: Session,
  next: (body: SessionDocument) => SessionDocument,
  deps: SessionDeps,
): Promise<SessionWithCookie> {
  const secret = secretToken(deps.random);
  const stored = await changeDocument(
    sessions(deps.store),
    session.sid,
    (body) => ({ ...next(body), secretHash: hashSecret(secret), lastSeen: deps.clock.now() }),
    (body) => expiryOf(body, deps.limits),
  );
  if (!stored) throw new HubError('FLOW_ENDED', 'the session ended meanwhile');
  return { session: toSession(stored), cookie: cookieValue(session.sid, secret) };
}

async function whatItProved(
  sid: string,
  { identity, facts, achieved, idp }: SessionLogin,
  deps: SessionDeps,
) {
  return {
    identity,
    kind: facts.kind,
    ...(achieved.level === undefined ? {} : { level: achieved.level }),
    legacyLevel: achieved.legacyLevel,
    authnInstant: facts.authnInstant,
    idp,
    sealedFacts: await deps.sealer.seal(identity, placeOf(sid, 'facts'), JSON.stringify(facts)),
  };
}

async function addUpstreamHandle(
  sid: string,
  { idp, facts }: SessionLogin,
  createdAt: number,
  deps: SessionDeps,
): Promise<void> {
  const until = Math.ceil(createdAt / 1000) + deps.limits.max;
  await addHandle({ of: 'idp', idp, nameId: facts.upstreamNameId }, sid, until, deps);
}
