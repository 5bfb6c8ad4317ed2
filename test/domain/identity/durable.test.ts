import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { IdGroup } from '../../../src/kernel/brands.ts';
import { createLegacyBlocks, legacyIdsFor } from '../../../src/domain/bridge/index.ts';
import { pairwiseIdFor, resolveIdentity } from '../../../src/domain/identity/index.ts';
import { collections, type Store } from '../../../src/domain/storage/index.ts';
import { openStore } from '../../../src/store/index.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { settableClock } from '../../support/settable-clock.ts';
import { cprOf, depsAround, personLogin, uuidOf } from '../../support/identity-world.ts';

const blocks = createLegacyBlocks({ pidPrefix: '99', ridPrefix: '9' });
const group = 'sp-one' as IdGroup;
const clock = settableClock();
let folder: string;
let opened: Store[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'identities-'));
  opened = [];
});
afterEach(async () => {
  for (const store of opened) await store.close();
  rmSync(folder, { recursive: true });
});

/** A node of the hub on the one embedded store. */
async function node(name: string) {
  const store = await openStore(`embedded:${folder}`, collections, {
    clock,
    random: seededRandom(`store ${name}`),
  });
  opened.push(store);
  return { ...depsAround(store, clock, name), blocks };
}

const everythingOf = async (deps: Awaited<ReturnType<typeof node>>, n: number) => {
  const identity = await resolveIdentity(personLogin({ cpr: cprOf(n), mitidUuid: uuidOf(n) }), deps);
  const [uuid, legacy] = await Promise.all([
    pairwiseIdFor(identity, group, deps),
    legacyIdsFor(identity, 'mint', deps),
  ]);
  return { id: identity.id, uuid, ...legacy };
};

describe('on the embedded store', () => {
  it('50 first logins at once on two nodes make one identity, one UUID, one PID; a restart changes none', async () => {
    const nodes = [await node('one'), await node('two')];
    const logins = Array.from({ length: 50 }, (_, n) => everythingOf(nodes[n % 2]!, 1));
    const seen = await Promise.all(logins);
    expect(new Set(seen.map((one) => JSON.stringify(one))).size).toBe(1);
    for (const store of opened.splice(0)) await store.close();
    expect(await everythingOf(await node('restarted'), 1)).toEqual(seen[0]);
  });

  it('ten people at once stay ten people', async () => {
    const deps = await node('one');
    const seen = await Promise.all(Array.from({ length: 10 }, (_, n) => everythingOf(deps, n)));
    expect(new Set(seen.map(({ uuid }) => uuid)).size).toBe(10);
    expect(new Set(seen.map((ids) => ('pid' in ids ? ids.pid : ''))).size).toBe(10);
  });
});
