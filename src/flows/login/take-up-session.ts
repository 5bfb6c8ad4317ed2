import { HubError } from '../../kernel/errors.ts';
import { subjectReference, type EventDraft, type SessionEnd } from '../../domain/audit/index.ts';
import type { ServiceProvider } from '../../domain/federation/index.ts';
import {
  createSession,
  endSession,
  findSession,
  renewSession,
  stepUp,
  type Session,
} from '../../domain/session/index.ts';
import { sessionDeps } from './browser-session.ts';
import type { LoginDeps } from './deps.ts';
import type { FlowRecord } from './flow-record.ts';
import type { Browser, CookieChange } from './journey.ts';
import { loginEvent } from './login-event.ts';
import type { Login } from './release.ts';

export interface TakenUp {
  /** Absent for a private service, which has no single sign-on. */
  readonly session: Session | undefined;
  readonly events: readonly EventDraft[];
}

/**
 * The session after a fresh login: renewed for the same person, made anew for everybody else. A step-up that brings
 * another person ends the old session and is refused (design.md 12, security.md H4).
 *
 * @param cookies receives the changes for the browser, also those that go with a refusal
 * @throws HubError STEP_UP_OTHER_PERSON
 */
export async function takeUpSession(
  flow: FlowRecord,
  login: Login,
  sp: ServiceProvider,
  browser: Browser,
  cookies: CookieChange[],
  deps: LoginDeps,
): Promise<TakenUp> {
  if (sp.sector === 'private') return { session: undefined, events: [] };
  const cookie = browser.sessions.get(sp.ssoDomain);
  const standing = cookie === undefined ? undefined : await findSession(cookie, sessionDeps(deps));
  if (!standing) return begin(login, sp, cookies, deps, []);
  if (stepUp(standing, login.identity.id).samePerson) return renew(standing, login, sp, cookies, deps);
  const steppingUp = flow.session?.reason === 'level' || flow.session?.reason === 'force';
  await endSession(standing, sessionDeps(deps));
  if (steppingUp) {
    cookies.push({ kind: 'clear-session', ssoDomain: sp.ssoDomain });
    throw new HubError('STEP_UP_OTHER_PERSON', 'a step-up by another person');
  }
  return begin(login, sp, cookies, deps, [ended(standing, 'replaced', sp, deps)]);
}

async function renew(
  standing: Session,
  login: Login,
  sp: ServiceProvider,
  cookies: CookieChange[],
  deps: LoginDeps,
): Promise<TakenUp> {
  const { session, cookie } = await renewSession(standing, sessionLogin(login), sessionDeps(deps));
  cookies.push({ kind: 'set-session', ssoDomain: sp.ssoDomain, value: cookie });
  return { session, events: [loginEvent('session-renewed', login, sp, deps)] };
}

async function begin(
  login: Login,
  sp: ServiceProvider,
  cookies: CookieChange[],
  deps: LoginDeps,
  before: readonly EventDraft[],
): Promise<TakenUp> {
  const { session, cookie } = await createSession(sessionLogin(login), sp, sessionDeps(deps));
  cookies.push({ kind: 'set-session', ssoDomain: sp.ssoDomain, value: cookie });
  return { session, events: [...before, loginEvent('session-created', login, sp, deps)] };
}

const sessionLogin = ({ identity, facts, achieved, idp }: Login): Parameters<typeof createSession>[0] => ({
  identity: identity.id,
  facts,
  achieved,
  idp,
});

function ended(session: Session, reason: SessionEnd, sp: ServiceProvider, deps: LoginDeps): EventDraft {
  const subject = subjectReference(session.identity, deps.sealer);
  return {
    kind: 'session-ended',
    time: deps.clock.now(),
    sp: sp.entityId,
    dialect: sp.dialect,
    subject,
    reason,
  };
}
