import type { IdentityId } from '../../kernel/brands.ts';
import { levelCanBeTold, satisfiesDemand } from '../assurance/index.ts';
import type { ServiceProvider } from '../federation/index.ts';
import type { LoginDemand } from '../login/index.ts';
import { endOf, type Session, type SessionLimits } from './session-record.ts';

/** Why a service is not answered from the session. */
export type ReuseRefusal =
  'private-sp' | 'no-session' | 'domain' | 'idp-disabled' | 'kind' | 'force' | 'level';
export type Reuse = { readonly reuse: true } | { readonly reuse: false; readonly reason: ReuseRefusal };

const refuse = (reason: ReuseRefusal): Reuse => ({ reuse: false, reason });

/**
 * May this service be answered from the session, without asking an identity provider (nemlogin.md 6.3)? The first
 * rule that says no gives the reason; what kind of session it is comes before how strong it is, so `force` and `level`
 * always speak of a session that would fit otherwise: those two are a step-up, the others a login of its own.
 *
 * @param now epoch milliseconds
 * @param idpEnabled whether the identity provider the session came from is still enabled (security.md R14)
 */
export function mayReuse(
  session: Session | undefined,
  sp: ServiceProvider,
  demand: LoginDemand,
  now: number,
  { idpEnabled, limits }: { readonly idpEnabled: boolean; readonly limits: SessionLimits },
): Reuse {
  if (sp.sector === 'private') return refuse('private-sp');
  if (!session || now >= endOf(session, limits)) return refuse('no-session');
  if (session.ssoDomain !== sp.ssoDomain) return refuse('domain');
  if (!idpEnabled) return refuse('idp-disabled');
  if (demand.kinds.length > 0 && !demand.kinds.includes(session.kind)) return refuse('kind');
  if (demand.forceAuthn) return refuse('force');
  const strongEnough = satisfiesDemand(session.level, demand, sp.minimumLevel);
  if (!strongEnough || !levelCanBeTold(session.level, sp)) return refuse('level');
  return { reuse: true };
}

export type StepUp =
  { readonly samePerson: true } | { readonly samePerson: false; readonly code: 'STEP_UP_OTHER_PERSON' };

/**
 * After a login that was to lift the session (refusal `level` or `force`): was it the same person? If not, the caller
 * ends the old session and refuses the flow with the code; the newcomer's login is not used (design.md 12,
 * security.md H4).
 */
export function stepUp(session: Pick<Session, 'identity'>, newIdentity: IdentityId): StepUp {
  return session.identity === newIdentity
    ? { samePerson: true }
    : { samePerson: false, code: 'STEP_UP_OTHER_PERSON' };
}
