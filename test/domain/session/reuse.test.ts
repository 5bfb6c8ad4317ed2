import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { IdentityId } from '../../../src/kernel/brands.ts';
import { nsisLevels, satisfiesDemand } from '../../../src/domain/assurance/index.ts';
import type { ServiceProvider } from '../../../src/domain/federation/index.ts';
import type { LoginDemand } from '../../../src/domain/login/index.ts';
import { mayReuse, stepUp, type Session } from '../../../src/domain/session/index.ts';
import { anyLogin, limits, publicSp } from '../../support/session-world.ts';

const start = 1_000_000;
const session: Session = {
  sid: 'sid',
  identity: 'identity-one' as IdentityId,
  kind: 'person',
  level: 'Substantial',
  legacyLevel: 3,
  authnInstant: start,
  idp: 'idp-mitid',
  ssoDomain: 'public',
  sealedFacts: '',
  participants: [],
  createdAt: start,
  lastSeen: start,
};
const { level: _level, ...levelless } = session;

interface Case {
  session?: Session | undefined;
  sp?: Partial<ServiceProvider>;
  demand?: Partial<LoginDemand>;
  now?: number;
  idpEnabled?: boolean;
}
const judge = (given: Case) =>
  mayReuse(
    'session' in given ? given.session : session,
    { ...publicSp, ...given.sp },
    { ...anyLogin, ...given.demand },
    given.now ?? start,
    { idpEnabled: given.idpEnabled ?? true, limits },
  );
const acceptsAssuranceLevel = { settings: { ...publicSp.settings, acceptsAssuranceLevel: true } };

describe('a session answers a service (nemlogin.md 6.3)', () => {
  it.each<[string, Case]>([
    ['that asks for nothing special', {}],
    ['that asks for the level it has', { demand: { levels: ['Substantial'] } }],
    ['that asks for a lower level at least', { demand: { levels: ['Low'] } }],
    ['with a least level it has', { sp: { minimumLevel: 'Substantial' } }],
    ['of the other dialect', { sp: { dialect: 'oiosaml2' } }],
    ['that takes its kind among others', { demand: { kinds: ['professional', 'person'] } }],
    ['passively', { demand: { isPassive: true } }],
    ['in its last moment', { now: start + limits.idle * 1000 - 1 }],
    ['of 2.0.9, without a NSIS level', { session: levelless, sp: { dialect: 'oiosaml2' } }],
    [
      'of 3.0 that takes AssuranceLevel, without a NSIS level',
      { session: levelless, sp: acceptsAssuranceLevel },
    ],
  ])('%s', (_what, given) => {
    expect(judge(given)).toEqual({ reuse: true });
  });
});

describe('a session does not answer', () => {
  it.each<[string, string, Case]>([
    ['a private service (H5)', 'private-sp', { sp: { sector: 'private' } }],
    ['where there is none', 'no-session', { session: undefined }],
    ['after its idle time', 'no-session', { now: start + limits.idle * 1000 }],
    [
      'after its absolute end',
      'no-session',
      { session: { ...session, lastSeen: start + limits.max * 1000 }, now: start + limits.max * 1000 },
    ],
    ['another SSO domain (H15)', 'domain', { sp: { ssoDomain: 'health' } }],
    ['when its identity provider was disabled (R14)', 'idp-disabled', { idpEnabled: false }],
    ['a service that wants the other kind', 'kind', { demand: { kinds: ['professional'] } }],
    ['a ForceAuthn', 'force', { demand: { forceAuthn: true } }],
    ['a request for a higher level (H1)', 'level', { demand: { levels: ['High'] } }],
    ['a passive request for a higher level', 'level', { demand: { levels: ['High'], isPassive: true } }],
    ['an exact request for a lower level', 'level', { demand: { levels: ['Low'], comparison: 'exact' } }],
    ['a service with a higher least level', 'level', { sp: { minimumLevel: 'High' } }],
    [
      'a level, without having one',
      'level',
      { session: levelless, sp: acceptsAssuranceLevel, demand: { levels: ['Low'] } },
    ],
    ['a 3.0 service that must be told a level, without having one', 'level', { session: levelless }],
  ])('%s', (_what, reason, given) => {
    expect(judge(given)).toEqual({ reuse: false, reason });
  });

  it('and says private before all else, and kind and domain before step-up reasons', () => {
    expect(judge({ session: undefined, sp: { sector: 'private' } })).toEqual({
      reuse: false,
      reason: 'private-sp',
    });
    const everything = { forceAuthn: true, kinds: ['professional'], levels: ['High'] } as const;
    expect(judge({ demand: everything })).toEqual({ reuse: false, reason: 'kind' });
    expect(judge({ demand: everything, sp: { ssoDomain: 'x' } })).toEqual({ reuse: false, reason: 'domain' });
  });

  it('below what the service demands, for every level, demand and least level (property)', () => {
    const level = fc.constantFrom(...nsisLevels);
    const maybe = fc.option(level, { nil: undefined });
    const comparison = fc.constantFrom<LoginDemand['comparison']>('exact', 'minimum', 'better', 'maximum');
    fc.assert(
      fc.property(maybe, maybe, fc.array(level), comparison, (has, least, levels, how) => {
        const held = has === undefined ? levelless : { ...session, level: has };
        const sp = { ...acceptsAssuranceLevel, ...(least === undefined ? {} : { minimumLevel: least }) };
        const { reuse } = judge({ session: held, sp, demand: { levels, comparison: how } });
        expect(reuse).toBe(satisfiesDemand(has, { levels, comparison: how }, least));
        if (reuse && least !== undefined) {
          expect(nsisLevels.indexOf(has!)).toBeGreaterThanOrEqual(nsisLevels.indexOf(least));
        }
      }),
      { seed: 20260306, numRuns: 1000 },
    );
  });
});

describe('a step-up (design.md 12, security.md H4)', () => {
  it('is one by the same person', () => {
    expect(stepUp(session, 'identity-one' as IdentityId)).toEqual({ samePerson: true });
  });

  it('by another person names the refusal', () => {
    expect(stepUp(session, 'identity-two' as IdentityId)).toEqual({
      samePerson: false,
      code: 'STEP_UP_OTHER_PERSON',
    });
  });
});
