/** What the session rules need: an identity world, limits, and a service and a login to start from. */
import type { EntityId, IdentityId, IdGroup } from '../../src/kernel/brands.ts';
import type { AchievedLevel } from '../../src/domain/assurance/index.ts';
import type { ServiceProvider } from '../../src/domain/federation/index.ts';
import type { LoginDemand, LoginFacts } from '../../src/domain/login/index.ts';
import type { SessionDeps, SessionLogin } from '../../src/domain/session/index.ts';
import { cprOf, depsAround, identityWorld, personLogin } from './identity-world.ts';

export const minute = 60_000;
export const limits = { idle: 30 * 60, max: 8 * 60 * 60 };

export function sessionWorld(options: Parameters<typeof identityWorld>[0] = {}) {
  return { ...identityWorld(options), limits };
}

/** The same store after a restart of the hub. */
export function restarted(world: ReturnType<typeof sessionWorld>): SessionDeps {
  return { ...depsAround(world.memory, world.clock, 'restarted'), limits };
}

const substantial: AchievedLevel = { level: 'Substantial', legacyLevel: 3 };

export function loginOf(
  identity = 'identity-one',
  achieved: AchievedLevel = substantial,
  facts: Partial<LoginFacts> = {},
  idp = 'idp-mitid',
): SessionLogin {
  return { identity: identity as IdentityId, facts: personLogin({ cpr: cprOf(1) }, facts), achieved, idp };
}

export const publicSp: ServiceProvider = {
  role: 'sp',
  id: 'sp-one',
  entityId: 'https://sp-one.example.dk' as EntityId,
  state: 'enabled',
  displayName: { da: 'Et', en: 'One' },
  keys: [],
  encryptionMethods: [],
  dialect: 'oiosaml3',
  sector: 'public',
  idGroup: 'sp-one' as IdGroup,
  ssoDomain: 'public',
  acs: [],
  slo: [],
  requestedAttributes: [],
  settings: {
    nameIdProfile: 'oces',
    legacyLevel4: false,
    missingLegacyId: 'mint',
    allowUnencrypted: false,
    acceptsAssuranceLevel: false,
    dateOfBirthForm: 'dd-mm-yyyy',
    uuidForm: 'bare',
    signResponse: false,
  },
};

export const anyLogin: LoginDemand = {
  levels: [],
  comparison: 'minimum',
  kinds: [],
  legs: [],
  forceAuthn: false,
  isPassive: false,
};
