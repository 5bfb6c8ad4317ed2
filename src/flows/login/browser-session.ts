import type { ServiceProvider } from '../../domain/federation/index.ts';
import type { LoginDemand } from '../../domain/login/index.ts';
import {
  findSession,
  mayReuse,
  type Reuse,
  type Session,
  type SessionDeps,
} from '../../domain/session/index.ts';
import type { LoginDeps } from './deps.ts';
import type { Browser } from './journey.ts';

/** The session this browser holds in the service's domain, and whether it may answer. */
export interface Standing {
  readonly session?: Session;
  readonly reuse: Reuse;
}

export const sessionDeps = ({ store, sealer, clock, random, sessionLimits }: LoginDeps): SessionDeps => ({
  store,
  sealer,
  clock,
  random,
  limits: sessionLimits,
});

/** Looks the session up by the cookie of the service's domain; a private service never sees one (security.md H5). */
export async function standingOf(
  browser: Browser,
  sp: ServiceProvider,
  demand: LoginDemand,
  deps: LoginDeps,
): Promise<Standing> {
  const cookie = sp.sector === 'private' ? undefined : browser.sessions.get(sp.ssoDomain);
  const session = cookie === undefined ? undefined : await findSession(cookie, sessionDeps(deps));
  const idp = session && (await deps.providers.get(session.idp));
  const reuse = mayReuse(session, sp, demand, deps.clock.now(), {
    idpEnabled: idp?.state === 'enabled',
    limits: deps.sessionLimits,
  });
  return session ? { session, reuse } : { reuse };
}
