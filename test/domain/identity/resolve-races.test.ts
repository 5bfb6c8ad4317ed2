import { describe, expect, it } from '@jest/globals';
import { resolveIdentity } from '../../../src/domain/identity/index.ts';
import type { IdentityDeps } from '../../../src/domain/identity/index.ts';
import type { IdentityKeys } from '../../../src/domain/login/index.ts';
import {
  cprOf,
  depsAround,
  employeeLogin,
  identityWorld,
  personLogin,
  pidOf,
  ridOf,
  testKeys,
  turns,
  uuidOf,
} from '../../support/identity-world.ts';

const idOf = async (keys: IdentityKeys, deps: IdentityDeps): Promise<string> =>
  (await resolveIdentity(personLogin(keys), deps)).id;
const cprRegister = { cprOfPid: async () => cprOf(1) };

describe('first logins at the same moment', () => {
  it.each(['a', 'b', 'c'])('50 of one person over both legs make one identity (order %s)', async (seed) => {
    const world = { ...identityWorld({ interleave: turns(seed), seed }), cprRegister };
    const keys: IdentityKeys[] = [{ pid: pidOf(1) }, { cpr: cprOf(1), mitidUuid: uuidOf(1) }];
    const logins = Array.from({ length: 50 }, (_, n) => idOf(keys[n % 2]!, world));
    expect(new Set(await Promise.all(logins)).size).toBe(1);
    expect((await world.store.collection('identities').find({ idPrefix: '', limit: 10 })).items).toHaveLength(
      1,
    );
  });

  it.each(['a', 'b', 'c'])('50 of one employee get one professional UUID (order %s)', async (seed) => {
    const world = identityWorld({ interleave: turns(seed), seed });
    const logins = Array.from({ length: 50 }, () => resolveIdentity(employeeLogin({ rid: ridOf(1) }), world));
    const seen = new Set((await Promise.all(logins)).map(({ id, keys }) => `${id} ${keys.professionalUuid}`));
    expect(seen.size).toBe(1);
    const keys = await world.store.collection('identity_keys').find({ idPrefix: '', limit: 100 });
    expect(keys.items).toHaveLength(2);
  });
});

describe('a crash', () => {
  it('before the record is written leaves every key claimed: each alone leads to one identity', async () => {
    let crash = true;
    const world = identityWorld({
      before: (operation, collection) => {
        if (crash && operation === 'insert' && collection === 'identities') throw new Error('crash');
      },
    });
    await expect(idOf({ cpr: cprOf(1), pid: pidOf(1) }, world)).rejects.toThrow('crash');
    crash = false;
    expect(await idOf({ pid: pidOf(1) }, world)).toBe(await idOf({ cpr: cprOf(1) }, world));
  });

  it('at any step of a first login leaves nothing that the next login cannot finish', async () => {
    const login = personLogin({ cpr: cprOf(1), pid: pidOf(1), mitidUuid: uuidOf(1) });
    const steps = identityWorld();
    await resolveIdentity(login, steps);
    const total = [...steps.memory.counts.values()].reduce((sum, count) => sum + count, 0);
    for (let crashAt = 1; crashAt <= total; crashAt += 1) {
      let step = 0;
      const world = identityWorld({
        before: () => {
          step += 1;
          if (step === crashAt) throw new Error('crash');
        },
      });
      await expect(resolveIdentity(login, world)).rejects.toThrow('crash');
      const after = depsAround(world.memory, world.clock, 'restarted');
      const identity = await resolveIdentity(login, after);
      for (const keys of [{ cpr: cprOf(1) }, { pid: pidOf(1) }, { mitidUuid: uuidOf(1) }]) {
        expect(await idOf(keys, after)).toBe(identity.id);
      }
    }
    expect(total).toBeGreaterThan(5);
  });
});

describe('rotation of the index key', () => {
  it('finds everybody under the old key, writes the new row, and needs the old key no longer then', async () => {
    const world = identityWorld();
    const [old] = testKeys.indexKeys;
    const next = { version: 2, key: Buffer.alloc(32, 'index-two') };
    const withIndex = (...indexKeys: { version: number; key: Buffer }[]) =>
      depsAround(world.memory, world.clock, 'rotated', { ...testKeys, indexKeys });
    const before = await idOf({ cpr: cprOf(1) }, world);
    expect(await idOf({ cpr: cprOf(1) }, withIndex(old!, next))).toBe(before);
    expect(await idOf({ cpr: cprOf(1) }, withIndex(next))).toBe(before);
  });
});
