/** Everything the identity and session rules need, around one memory store; and fictive people to log in. */
import type { Cpr, Cvr, Pid, Rid, Uuid } from '../../src/kernel/brands.ts';
import type { DataKeys } from '../../src/kernel/data-keys.ts';
import { createSealer, type IdentityDeps } from '../../src/domain/identity/index.ts';
import type { IdentityKeys, LoginFacts } from '../../src/domain/login/index.ts';
import type { Store } from '../../src/domain/storage/index.ts';
import { memoryStore, type MemoryStoreOptions } from './memory-store.ts';
import { seededRandom } from './seeded-random.ts';
import { settableClock, type SettableClock } from './settable-clock.ts';

export const testKeys: DataKeys = {
  indexKeys: [{ version: 1, key: Buffer.alloc(32, 'index-one') }],
  keyEncryptionKeys: [{ version: 1, key: Buffer.alloc(32, 'kek-one') }],
};

/** The rules' ports around a store that exists already: a hub that was started again. */
export function depsAround(
  store: Store,
  clock: SettableClock,
  seed: string,
  keys = testKeys,
): IdentityDeps & { clock: SettableClock } {
  const random = seededRandom(seed);
  return { store, clock, random, sealer: createSealer(keys, { store, clock, random }) };
}

export function identityWorld({
  seed = 'world',
  keys = testKeys,
  ...store
}: MemoryStoreOptions & { seed?: string; keys?: DataKeys } = {}) {
  const clock = settableClock();
  const memory = memoryStore(clock, store);
  return { ...depsAround(memory, clock, seed, keys), memory };
}

/** Waits of 0 to 3 turns, the same on every run of one seed. */
export function turns(seed: string): () => number {
  const random = seededRandom(`turns ${seed}`);
  return () => random.bytes(1).readUInt8(0) % 4;
}

/** Fictive: no such dates of birth. */
export const cprOf = (n: number): Cpr => `99${String(n).padStart(8, '0')}` as Cpr;
export const pidOf = (n: number): Pid => `9208-2002-2-${String(n).padStart(12, '0')}` as Pid;
export const uuidOf = (n: number): Uuid => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}` as Uuid;
export const cvrOf = (n: number): Cvr => `999${String(n).padStart(5, '0')}` as Cvr;
export const ridOf = (n: number): Rid => String(n).padStart(8, '0') as Rid;

const common = {
  authnInstant: Date.UTC(2026, 2, 2, 8, 59, 0),
  upstreamNameId: 'upstream-name',
  upstreamSessionIndex: 'upstream-index',
} as const;

export function personLogin(keys: IdentityKeys, more: Partial<LoginFacts> = {}): LoginFacts {
  return { kind: 'person', keys, personal: { fullName: 'Testa Prøvesen' }, ...common, ...more };
}

export function employeeLogin(
  keys: IdentityKeys,
  cvr: Cvr = cvrOf(1),
  more: Partial<LoginFacts> = {},
): LoginFacts {
  const organisation = { cvr, orgName: 'Testorganisation' };
  return {
    kind: 'professional',
    keys,
    personal: { fullName: 'Ansat Prøvesen' },
    organisation,
    ...common,
    ...more,
  };
}
