import type { ErrorCode } from '../../kernel/error-table.ts';
import type { IdentityProvider, ServiceProvider } from '../../domain/federation/index.ts';
import { nsisLevels, satisfiesDemand, type NsisLevel } from '../../domain/assurance/index.ts';
import type { LoginDemand } from '../../domain/login/index.ts';
import type { Reuse } from '../../domain/session/index.ts';

/** What is known when a login has to go on; no flow, no XML, no clock. */
export interface LoginState {
  readonly sp: ServiceProvider;
  readonly demand: LoginDemand;
  readonly reuse: Reuse;
  /** Provider id of the identity provider behind the browser's session, when there is one. */
  readonly sessionIdp?: string;
  readonly idps: readonly IdentityProvider[];
  /** The person's choice on the hub's page. */
  readonly chosen?: string;
}

export type NextStep =
  | { readonly kind: 'answer-from-session' }
  | { readonly kind: 'ask-idp'; readonly idp: IdentityProvider }
  | { readonly kind: 'choose-idp'; readonly choices: readonly IdentityProvider[] }
  | { readonly kind: 'refuse'; readonly code: ErrorCode };

/**
 * The only place that decides how a login goes on (design.md 4): reuse the session, ask, let choose, or refuse.
 * Pure: same state, same step.
 */
export function nextStep(state: LoginState): NextStep {
  if (state.reuse.reuse) return { kind: 'answer-from-session' };
  const enabled = state.idps.filter((idp) => idp.state === 'enabled');
  if (enabled.length === 0) return { kind: 'refuse', code: 'NO_AVAILABLE_IDP' };
  const fitting = enabled.filter((idp) => canServe(idp, state));
  if (fitting.length === 0) return { kind: 'refuse', code: 'NO_AUTHN_CONTEXT' };
  if (state.demand.isPassive) return { kind: 'refuse', code: 'NO_PASSIVE' };
  return askOrChoose(fitting, state);
}

function askOrChoose(fitting: readonly IdentityProvider[], state: LoginState): NextStep {
  if (state.chosen !== undefined) {
    const chosen = fitting.find((idp) => idp.id === state.chosen);
    return chosen ? { kind: 'ask-idp', idp: chosen } : { kind: 'refuse', code: 'IDP_UNKNOWN' };
  }
  const [only] = fitting;
  if (fitting.length === 1 && only) return { kind: 'ask-idp', idp: only };
  const again = stepUpAt(fitting, state);
  return again ? { kind: 'ask-idp', idp: again } : { kind: 'choose-idp', choices: fitting };
}

/** A step-up goes back to where the session came from: the same person is most likely to be known there. */
function stepUpAt(fitting: readonly IdentityProvider[], state: LoginState): IdentityProvider | undefined {
  const steppingUp = !state.reuse.reuse && state.reuse.reason === 'level';
  return steppingUp ? fitting.find((idp) => idp.id === state.sessionIdp) : undefined;
}

function canServe(idp: IdentityProvider, { sp, demand }: LoginState): boolean {
  const leg = demand.legs.length === 0 || demand.legs.some((wanted) => wanted === idp.leg);
  const kind = demand.kinds.length === 0 || demand.kinds.some((wanted) => idp.allowedKinds.includes(wanted));
  return leg && kind && canReach(idp, demand, sp);
}

/** An identity provider can reach any level up to its cap; a legacy one only the level its setting gives. */
function canReach(idp: IdentityProvider, demand: LoginDemand, sp: ServiceProvider): boolean {
  return reachableLevels(idp).some((level) => satisfiesDemand(level, demand, sp.minimumLevel));
}

function reachableLevels(idp: IdentityProvider): readonly (NsisLevel | undefined)[] {
  const cap = nsisLevels.indexOf(idp.levelCap);
  if (idp.dialect === 'oiosaml3') return nsisLevels.slice(0, cap + 1);
  const legacy = idp.legacyLevelAs;
  return [legacy !== undefined && nsisLevels.indexOf(legacy) <= cap ? legacy : undefined];
}
