/**
 * A hub in memory with services and identity providers around it, for journeys without HTTP. The partners are made of
 * the product's own SAML code, so what this proves is the journey, not the protocol: for that there are the
 * simulators, the oracles and foreign software.
 */
import { createHash } from 'node:crypto';
import type { EntityId, IdGroup } from '../../src/kernel/brands.ts';
import { systemRandom, type Random } from '../../src/kernel/random.ts';
import type { LogLevel } from '../../src/kernel/error-table.ts';
import type { CprRegister } from '../../src/domain/identity/index.ts';
import {
  createProviderRepository,
  type IdentityProvider,
  type Provider,
  type ServiceProvider,
} from '../../src/domain/federation/index.ts';
import { loginDeps, type HubParts } from '../../src/compose/hub.ts';
import {
  createLoginJourney,
  type Browser,
  type LoginDeps,
  type LoginJourney,
  type Outcome,
} from '../../src/flows/login/index.ts';
import { settableClock, type SettableClock } from './settable-clock.ts';
import { rsaKey, type TestKey } from './keys.ts';
import { memoryStore, type MemoryStore, type MemoryStoreOptions } from './memory-store.ts';

export interface World {
  readonly clock: SettableClock;
  readonly store: MemoryStore;
  readonly deps: LoginDeps;
  readonly journey: LoginJourney;
  readonly sp3: ServiceProvider;
  readonly sp2: ServiceProvider;
  readonly mitid: IdentityProvider;
  readonly nemid: IdentityProvider;
  readonly log: LogLine[];
  save(provider: Provider): Promise<void>;
}

export interface LogLine {
  readonly level: LogLevel;
  readonly message: string;
  readonly fields: Readonly<Record<string, string | number | boolean | undefined>>;
}

export interface WorldOptions {
  readonly store?: MemoryStoreOptions;
  readonly random?: Random;
  readonly cprRegister?: CprRegister;
  /** Changes what the journey is given. */
  readonly bend?: (deps: LoginDeps) => LoginDeps;
}

export const hubUrl = 'https://hub.example';
const dataKey = (name: string): { version: number; key: Buffer } => ({
  version: 1,
  key: createHash('sha256').update(name).digest(),
});

export const keyOf = (name: string): TestKey => rsaKey(name);

export async function makeWorld(options: WorldOptions = {}): Promise<World> {
  const clock = settableClock();
  const store = memoryStore(clock, options.store);
  const log: LogLine[] = [];
  const parts: HubParts = {
    publicUrl: hubUrl,
    store,
    keys: { signing: keyOf('hub-signing').handle, decryption: [keyOf('hub-decryption').handle] },
    dataKeys: { indexKeys: [dataKey('index')], keyEncryptionKeys: [dataKey('kek')] },
    session: { idle: 3600, max: 8 * 3600 },
    legacyIds: { pidBlock: '99', ridBlock: '99' },
    operator: { name: 'Test', technicalContact: 'test@hub.invalid' },
    ...(options.cprRegister ? { cprRegister: options.cprRegister } : {}),
    clock,
    random: options.random ?? systemRandom,
    log: (level, message, fields = {}) => log.push({ level, message, fields }),
  };
  const providers = createProviderRepository(store, clock);
  const deps = (options.bend ?? ((same) => same))(loginDeps(parts, providers));
  const parties = {
    sp3: serviceProvider('sp3', 'oiosaml3'),
    sp2: serviceProvider('sp2', 'oiosaml2'),
    mitid: identityProvider('mitid'),
    nemid: identityProvider('nemid'),
  };
  for (const party of Object.values(parties)) await providers.save(party);
  const save = (provider: Provider): Promise<void> => providers.save(provider);
  return { clock, store, deps, journey: createLoginJourney(deps), log, save, ...parties };
}

const partner = (
  name: string,
): Pick<Provider, 'id' | 'entityId' | 'state' | 'displayName' | 'keys' | 'encryptionMethods'> => ({
  id: uuidOf(name),
  entityId: `https://${name}.example/metadata` as EntityId,
  state: 'enabled',
  displayName: { da: `Tjenesten ${name}`, en: `Service ${name}` },
  keys: [{ certificate: keyOf(name).certificate, use: 'both', notBefore: 0, notAfter: Date.UTC(2049, 0, 1) }],
  encryptionMethods: [],
});

/** A public service; what is not said is the default of an import. */
export function serviceProvider(
  name: string,
  dialect: ServiceProvider['dialect'],
  more: Partial<ServiceProvider> = {},
): ServiceProvider {
  return {
    ...partner(name),
    role: 'sp',
    dialect,
    sector: 'public',
    idGroup: `group-${name}` as IdGroup,
    ssoDomain: 'public',
    acs: [{ binding: 'post', location: `https://${name}.example/acs`, index: 0, isDefault: true }],
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
    ...more,
  };
}

export function identityProvider(
  leg: 'mitid' | 'nemid',
  more: Partial<IdentityProvider> = {},
): IdentityProvider {
  return {
    ...partner(leg),
    role: 'idp',
    leg,
    dialect: leg === 'mitid' ? 'oiosaml3' : 'oiosaml2',
    sso: [{ binding: 'redirect', location: `https://${leg}.example/sso` }],
    slo: [],
    levelCap: leg === 'mitid' ? 'High' : 'Substantial',
    ...(leg === 'nemid' ? { legacyLevelAs: 'Substantial' as const } : {}),
    allowedKinds: ['person', 'professional'],
    gcmOnly: false,
    acceptsUnencrypted: false,
    ...more,
  };
}

/** A UUID that is the same for the same name. */
export function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** One browser: keeps what outcomes change. */
export class CookieJar implements Browser {
  readonly flowSecrets = new Map<string, string>();
  readonly sessions = new Map<string, string>();
  readonly address: string;

  constructor(address = '192.0.2.1') {
    this.address = address;
  }

  keep({ cookies }: Outcome): void {
    for (const change of cookies) {
      if (change.kind === 'set-flow') this.flowSecrets.set(change.flowId, change.secret);
      if (change.kind === 'clear-flow') this.flowSecrets.delete(change.flowId);
      if (change.kind === 'set-session') this.sessions.set(change.ssoDomain, change.value);
      if (change.kind === 'clear-session') this.sessions.delete(change.ssoDomain);
    }
  }
}
