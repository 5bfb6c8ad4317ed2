import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { nextStep, type LoginState } from '../../src/flows/login/next-step.ts';
import type { LoginDemand } from '../../src/domain/login/index.ts';
import { identityProvider, serviceProvider } from '../support/world.ts';

const anything: LoginDemand = {
  levels: [],
  comparison: 'minimum',
  kinds: [],
  legs: [],
  forceAuthn: false,
  isPassive: false,
};
const mitid = identityProvider('mitid');
const nemid = identityProvider('nemid');
const state = (more: Partial<LoginState> = {}, demand: Partial<LoginDemand> = {}): LoginState => ({
  sp: serviceProvider('sp', 'oiosaml3'),
  demand: { ...anything, ...demand },
  reuse: { reuse: false, reason: 'no-session' },
  idps: [mitid, nemid],
  ...more,
});

describe('the one decider', () => {
  it('reuses a session that may be reused, whatever else is true', () => {
    expect(nextStep(state({ reuse: { reuse: true }, idps: [] }))).toEqual({ kind: 'answer-from-session' });
  });
  it('lets choose among those that fit, asks the only one that does', () => {
    expect(nextStep(state())).toEqual({ kind: 'choose-idp', choices: [mitid, nemid] });
    expect(nextStep(state({}, { levels: ['High'] }))).toEqual({ kind: 'ask-idp', idp: mitid });
    expect(nextStep(state({}, { legs: ['nemid'] }))).toEqual({ kind: 'ask-idp', idp: nemid });
    expect(
      nextStep(state({ idps: [mitid, { ...nemid, allowedKinds: ['person'] }] }, { kinds: ['professional'] })),
    ).toEqual({
      kind: 'ask-idp',
      idp: mitid,
    });
  });
  it('goes back to the identity provider of the session for a step-up only', () => {
    const session = { sessionIdp: nemid.id };
    expect(nextStep(state({ ...session, reuse: { reuse: false, reason: 'level' } }))).toEqual({
      kind: 'ask-idp',
      idp: nemid,
    });
    expect(nextStep(state({ ...session, reuse: { reuse: false, reason: 'force' } })).kind).toBe('choose-idp');
  });
  it.each([
    ['nobody enabled', state({ idps: [{ ...mitid, state: 'disabled' }] }), 'NO_AVAILABLE_IDP'],
    ['nobody reaches the level', state({ idps: [nemid] }, { levels: ['High'] }), 'NO_AUTHN_CONTEXT'],
    [
      'NemID without a level of its own',
      state(
        { idps: [{ ...identityProvider('nemid'), legacyLevelAs: undefined } as never] },
        { levels: ['Low'] },
      ),
      'NO_AUTHN_CONTEXT',
    ],
    ['passive', state({}, { isPassive: true }), 'NO_PASSIVE'],
    ['a choice that was not offered', state({ chosen: 'x' }), 'IDP_UNKNOWN'],
  ])('refuses: %s', (_name, given, code) => {
    expect(nextStep(given)).toEqual({ kind: 'refuse', code });
  });
  it('never asks anybody who is disabled, and never asks when passive (property)', () => {
    const bool = fc.boolean();
    fc.assert(
      fc.property(
        bool,
        bool,
        bool,
        fc.constantFrom('level', 'force', 'kind', 'no-session'),
        (m, n, isPassive, reason) => {
          const idps = [
            { ...mitid, state: m ? ('enabled' as const) : ('disabled' as const) },
            { ...nemid, state: n ? ('enabled' as const) : ('disabled' as const) },
          ];
          const step = nextStep(
            state({ idps, reuse: { reuse: false, reason }, sessionIdp: nemid.id }, { isPassive }),
          );
          if (isPassive) expect(step.kind).toBe('refuse');
          if (step.kind === 'ask-idp') expect(step.idp.state).toBe('enabled');
          if (step.kind === 'choose-idp')
            expect(step.choices.every((one) => one.state === 'enabled')).toBe(true);
        },
      ),
      { seed: 4 },
    );
  });
});
