import type { Clock } from '../kernel/clock.ts';
import type { DataKeys } from '../kernel/data-keys.ts';
import type { Random } from '../kernel/random.ts';
import { createEventWriter } from '../domain/audit/index.ts';
import { createLegacyBlocks } from '../domain/bridge/index.ts';
import { createProviderRepository, type ProviderRepository } from '../domain/federation/index.ts';
import { createSealer, type CprRegister } from '../domain/identity/index.ts';
import type { Store } from '../domain/storage/index.ts';
import { createLoginJourney, type HubKeys, type LoginDeps, type LoginJourney } from '../flows/login/index.ts';
import type { Log } from '../observe/index.ts';
import { dialectOf } from '../profiles/index.ts';
import {
  hubAddresses,
  ownMetadata,
  type MetadataDocument,
  type MetadataName,
  type Operator,
} from './own-metadata.ts';

/** Everything one hub is made of; from hub.yaml, or from the demo profile. */
export interface HubParts {
  readonly publicUrl: string;
  readonly store: Store;
  readonly keys: HubKeys;
  readonly dataKeys: DataKeys;
  /** Seconds. */
  readonly session: { readonly idle: number; readonly max: number };
  readonly legacyIds: { readonly pidBlock: string; readonly ridBlock: string };
  readonly operator: Operator;
  readonly cprRegister?: CprRegister;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

/** A hub without its listener. */
export interface Hub {
  readonly journey: LoginJourney;
  readonly providers: ProviderRepository;
  readonly metadata: ReadonlyMap<MetadataName, MetadataDocument>;
  /** The parts of readiness, by name: `ok` or what is wrong. */
  health(): Promise<{ readonly ready: boolean; readonly parts: Readonly<Record<string, string>> }>;
}

/** Six months (nemlogin.md 6.4, OIOSAML asks 180 days of services). */
const eventRetention = 180 * 24 * 3600;

/** Puts a hub together; nothing listens and nothing is written yet. */
export function composeHub(parts: HubParts): Hub {
  const addresses = hubAddresses(parts.publicUrl);
  const providers = createProviderRepository(parts.store, parts.clock);
  return {
    journey: createLoginJourney(loginDeps(parts, providers)),
    providers,
    metadata: ownMetadata(addresses, parts.keys, parts.publicUrl, parts.operator),
    health: () => health(parts),
  };
}

/** What the login journey is given; tests take parts of it and put others in their place. */
export function loginDeps(parts: HubParts, providers: ProviderRepository): LoginDeps {
  const { store, clock, random, log } = parts;
  const sealer = createSealer(parts.dataKeys, { store, clock, random });
  const register = parts.cprRegister ? { cprRegister: parts.cprRegister } : {};
  const record = { store, sealer, clock, random, ...register };
  const { pidBlock, ridBlock } = parts.legacyIds;
  return {
    clock,
    random,
    store,
    providers,
    sealer,
    identity: record,
    legacy: { ...record, blocks: createLegacyBlocks({ pidPrefix: pidBlock, ridPrefix: ridBlock }) },
    sessionLimits: parts.session,
    keys: parts.keys,
    addresses: hubAddresses(parts.publicUrl),
    dialectOf,
    events: createEventWriter(store, clock, eventRetention),
    report: (level, message, fields) => log(level, message, fields),
  };
}

async function health({
  store,
  keys,
  clock,
}: HubParts): Promise<{ ready: boolean; parts: Record<string, string> }> {
  const storeState = await store.ping().then(
    () => 'ok',
    () => 'unavailable',
  );
  const now = clock.now();
  const expired = [keys.signing, ...keys.decryption].some(({ notAfter }) => notAfter < now);
  const parts = { store: storeState, keys: expired ? 'expired certificate' : 'ok' };
  return { ready: Object.values(parts).every((state) => state === 'ok'), parts };
}
