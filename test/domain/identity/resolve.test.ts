import { describe, expect, it } from '@jest/globals';
import { readIdentity, resolveIdentity } from '../../../src/domain/identity/index.ts';
import type { IdentityId } from '../../../src/kernel/brands.ts';
import type { IdentityDeps } from '../../../src/domain/identity/index.ts';
import type { IdentityKeys } from '../../../src/domain/login/index.ts';
import {
  cprOf,
  cvrOf,
  employeeLogin,
  identityWorld,
  personLogin,
  pidOf,
  ridOf,
  uuidOf,
} from '../../support/identity-world.ts';

const idOf = async (keys: IdentityKeys, deps: IdentityDeps): Promise<string> =>
  (await resolveIdentity(personLogin(keys), deps)).id;
const conflict = expect.objectContaining({ code: 'IDENTITY_CONFLICT' });
const cprRegister = { cprOfPid: async () => cprOf(1) };

describe('a person', () => {
  it('is the same identity at every login with one key', async () => {
    const world = identityWorld();
    const first = await resolveIdentity(personLogin({ cpr: cprOf(1), pid: pidOf(1) }), world);
    expect(await idOf({ cpr: cprOf(1) }, world)).toBe(first.id);
    expect(await idOf({ pid: pidOf(1) }, world)).toBe(first.id);
    expect(first).toEqual({ id: first.id, kind: 'person', keys: { cpr: cprOf(1), pid: pidOf(1) } });
  });

  it('is another identity than another person', async () => {
    const world = identityWorld();
    expect(await idOf({ cpr: cprOf(1) }, world)).not.toBe(await idOf({ cpr: cprOf(2) }, world));
  });

  it('meets on the CPR that NemID and MitID assert', async () => {
    const world = identityWorld();
    const nemid = await idOf({ pid: pidOf(1), cpr: cprOf(1) }, world);
    expect(await idOf({ mitidUuid: uuidOf(1), cpr: cprOf(1) }, world)).toBe(nemid);
    expect(await idOf({ mitidUuid: uuidOf(1) }, world)).toBe(nemid);
  });

  it.each([
    ['NemID first', [{ pid: pidOf(1) }, { mitidUuid: uuidOf(1), cpr: cprOf(1) }]],
    ['MitID first', [{ mitidUuid: uuidOf(1), cpr: cprOf(1) }, { pid: pidOf(1) }]],
  ])('meets by the register where NemID asserts a PID only: %s', async (_order, [one, two]) => {
    const world = { ...identityWorld(), cprRegister };
    expect(await idOf(two!, world)).toBe(await idOf(one!, world));
  });

  it('is not made on a PID alone while the register is away', async () => {
    const world = identityWorld();
    const away = { ...world, cprRegister: { cprOfPid: () => Promise.reject(new Error('register away')) } };
    await expect(idOf({ pid: pidOf(1) }, away)).rejects.toThrow('register away');
    expect(await idOf({ pid: pidOf(1) }, { ...world, cprRegister })).toBe(
      await idOf({ cpr: cprOf(1) }, world),
    );
  });

  it('is found without the register once its CPR is known', async () => {
    const world = identityWorld();
    const first = await idOf({ pid: pidOf(1), cpr: cprOf(1) }, world);
    const away = { ...world, cprRegister: { cprOfPid: () => Promise.reject(new Error('register away')) } };
    expect(await idOf({ pid: pidOf(1) }, away)).toBe(first);
  });

  it('keeps the PID it was first known by, and the newer one leads to it too', async () => {
    const world = identityWorld();
    const first = await idOf({ pid: pidOf(1), cpr: cprOf(1) }, world);
    const again = await resolveIdentity(personLogin({ pid: pidOf(2), cpr: cprOf(1) }), world);
    expect(again).toMatchObject({ id: first, keys: { pid: pidOf(1) } });
    expect(await idOf({ pid: pidOf(2) }, world)).toBe(first);
  });

  it('is refused when the login has no key at all', async () => {
    const login = resolveIdentity(personLogin({ rid: ridOf(1) }), identityWorld());
    await expect(login).rejects.toEqual(expect.objectContaining({ code: 'RESPONSE_CONTENT' }));
  });
});

describe('a professional', () => {
  const nemid = employeeLogin({ rid: ridOf(1), cpr: cprOf(1) });
  const mitid = employeeLogin({ professionalUuid: uuidOf(1), cpr: cprOf(1) });

  it('is another identity than the private person of the same CPR', async () => {
    const world = identityWorld();
    const employee = await resolveIdentity(nemid, world);
    expect(employee.id).not.toBe(await idOf({ cpr: cprOf(1) }, world));
  });

  it('meets on CVR and RID when both logins assert them', async () => {
    const world = identityWorld();
    const one = await resolveIdentity(nemid, world);
    const two = await resolveIdentity(
      employeeLogin({ rid: ridOf(1), professionalUuid: uuidOf(1), cpr: cprOf(1) }),
      world,
    );
    expect(two.id).toBe(one.id);
    expect((await resolveIdentity(mitid, world)).id).toBe(one.id);
  });

  it('meets by the register of employees where MitID asserts the professional UUID only', async () => {
    const world = { ...identityWorld(), employeeRegister: { ridOf: async () => ridOf(1) } };
    expect((await resolveIdentity(mitid, world)).id).toBe((await resolveIdentity(nemid, world)).id);
  });

  it('is told apart from one with the same RID in another organisation (security.md H12)', async () => {
    const world = identityWorld();
    const here = await resolveIdentity(employeeLogin({ rid: ridOf(1) }, cvrOf(1)), world);
    const there = await resolveIdentity(employeeLogin({ rid: ridOf(1) }, cvrOf(2)), world);
    expect(there.id).not.toBe(here.id);
  });

  it('is not found by CPR: one person may hold several roles in one organisation', async () => {
    const world = identityWorld();
    const one = await resolveIdentity(employeeLogin({ rid: ridOf(1), cpr: cprOf(1) }), world);
    const two = await resolveIdentity(employeeLogin({ rid: ridOf(2), cpr: cprOf(1) }), world);
    expect(two.id).not.toBe(one.id);
  });

  it('gets a persistent professional UUID for life where none was asserted', async () => {
    const world = identityWorld();
    const minted = (await resolveIdentity(nemid, world)).keys.professionalUuid;
    expect(minted).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    expect((await resolveIdentity(nemid, world)).keys.professionalUuid).toBe(minted);
    const byUuid = await resolveIdentity(employeeLogin({ professionalUuid: minted! }), world);
    expect(byUuid.keys.rid).toBe(ridOf(1));
  });

  it('keeps it when the same CVR and RID come with a new one (nemlogin.md 5.3)', async () => {
    const world = identityWorld();
    const first = await resolveIdentity(nemid, world);
    const again = await resolveIdentity(employeeLogin({ rid: ridOf(1), professionalUuid: uuidOf(7) }), world);
    expect(again.id).toBe(first.id);
    expect(again.keys.professionalUuid).toBe(first.keys.professionalUuid);
    expect((await resolveIdentity(employeeLogin({ professionalUuid: uuidOf(7) }), world)).id).toBe(first.id);
  });

  it('is refused without an organisation', async () => {
    const { organisation: _organisation, ...login } = nemid;
    await expect(resolveIdentity(login, identityWorld())).rejects.toEqual(
      expect.objectContaining({ code: 'RESPONSE_CONTENT' }),
    );
  });
});

describe('keys that contradict each other raise an alarm and change nothing', () => {
  it('two keys that point at two identities are never merged in a login', async () => {
    const world = identityWorld();
    const byPid = await idOf({ pid: pidOf(1) }, world);
    const byCpr = await idOf({ cpr: cprOf(1) }, world);
    await expect(idOf({ pid: pidOf(1), cpr: cprOf(1) }, world)).rejects.toEqual(conflict);
    expect(await idOf({ pid: pidOf(1) }, world)).toBe(byPid);
    expect(await idOf({ cpr: cprOf(1) }, world)).toBe(byCpr);
  });

  it('a known PID with another CPR is refused, and the other CPR is not learned', async () => {
    const world = identityWorld();
    const first = await idOf({ pid: pidOf(1), cpr: cprOf(1) }, world);
    await expect(idOf({ pid: pidOf(1), cpr: cprOf(2) }, world)).rejects.toEqual(conflict);
    expect(await idOf({ cpr: cprOf(2) }, world)).not.toBe(first);
  });

  it('a RID reused by another person is refused (security.md H12)', async () => {
    const world = identityWorld();
    await resolveIdentity(employeeLogin({ rid: ridOf(1), cpr: cprOf(1) }), world);
    const reused = resolveIdentity(employeeLogin({ rid: ridOf(1), cpr: cprOf(2) }), world);
    await expect(reused).rejects.toEqual(conflict);
  });

  it('a professional UUID of another organisation is refused', async () => {
    const world = identityWorld();
    await resolveIdentity(employeeLogin({ professionalUuid: uuidOf(1) }, cvrOf(1)), world);
    const stolen = resolveIdentity(employeeLogin({ professionalUuid: uuidOf(1) }, cvrOf(2)), world);
    await expect(stolen).rejects.toEqual(conflict);
  });

  it('names no personal number', async () => {
    const world = identityWorld();
    await idOf({ pid: pidOf(1), cpr: cprOf(1) }, world);
    const error: unknown = await idOf({ pid: pidOf(1), cpr: cprOf(2) }, world).catch((thrown) => thrown);
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toMatch(/99000000/);
  });
});

describe('what an operator did to an identity', () => {
  const setStatus = async (world: ReturnType<typeof identityWorld>, id: string, change: object) => {
    const identities = world.store.collection('identities');
    const stored = await identities.get(id);
    await identities.replace(id, stored!.v, { ...stored!.body, ...change });
  };

  it.each(['ended', 'erased'])('an identity that is %s logs nobody in', async (status) => {
    const world = identityWorld();
    await setStatus(world, await idOf({ cpr: cprOf(1) }, world), { status });
    await expect(idOf({ cpr: cprOf(1) }, world)).rejects.toEqual(
      expect.objectContaining({ code: 'IDENTITY_ENDED' }),
    );
  });

  it('an identity that is read again, for a session, is the survivor, and refused when it has ended', async () => {
    const world = identityWorld();
    const merged = await resolveIdentity(personLogin({ pid: pidOf(1) }), world);
    const survivor = await resolveIdentity(personLogin({ cpr: cprOf(1) }), world);
    expect(await readIdentity(merged.id, world)).toEqual(merged);
    await setStatus(world, merged.id, { status: 'merged', mergedInto: survivor.id });
    expect(await readIdentity(merged.id, world)).toEqual(survivor);
    await setStatus(world, survivor.id, { status: 'ended' });
    await expect(readIdentity(merged.id, world)).rejects.toEqual(
      expect.objectContaining({ code: 'IDENTITY_ENDED' }),
    );
    expect(await readIdentity('nobody' as IdentityId, world)).toBeUndefined();
  });

  it('a merged identity leads to the one it was merged into, whichever key comes', async () => {
    const world = identityWorld();
    const merged = await idOf({ pid: pidOf(1) }, world);
    const survivor = await idOf({ cpr: cprOf(1) }, world);
    await setStatus(world, merged, { status: 'merged', mergedInto: survivor });
    expect(await idOf({ pid: pidOf(1) }, world)).toBe(survivor);
    expect(await idOf({ pid: pidOf(1), cpr: cprOf(1) }, world)).toBe(survivor);
  });

  it('a circle of merges is an error, not an endless loop', async () => {
    const world = identityWorld();
    const one = await idOf({ cpr: cprOf(1) }, world);
    await setStatus(world, one, { status: 'merged', mergedInto: one });
    await expect(idOf({ cpr: cprOf(1) }, world)).rejects.toEqual(
      expect.objectContaining({ code: 'INTERNAL' }),
    );
  });

  it('a registered IAL comes with the identity', async () => {
    const world = identityWorld();
    await setStatus(world, await idOf({ cpr: cprOf(1) }, world), { ial: 'Low' });
    const identity = await resolveIdentity(personLogin({ cpr: cprOf(1) }), world);
    expect(identity.registeredIal).toBe('Low');
  });
});

describe('what the store holds', () => {
  it('is no personal number, PID, RID, MitID UUID or name in clear', async () => {
    const world = identityWorld();
    await idOf({ cpr: cprOf(1), pid: pidOf(1), mitidUuid: uuidOf(1) }, world);
    await resolveIdentity(
      employeeLogin({ rid: ridOf(2), professionalUuid: uuidOf(2), cpr: cprOf(3) }),
      world,
    );
    const dump = world.memory.dump();
    for (const secret of [cprOf(1), cprOf(3), pidOf(1), uuidOf(1), uuidOf(2), ridOf(2), 'Prøvesen']) {
      expect(dump).not.toContain(secret);
    }
  });

  it('is not written by a login that brings nothing new', async () => {
    const world = identityWorld();
    await idOf({ cpr: cprOf(1) }, world);
    const before = world.memory.dump();
    await idOf({ cpr: cprOf(1) }, world);
    expect(world.memory.dump()).toBe(before);
  });

  it('takes a changed name over', async () => {
    const world = identityWorld();
    await idOf({ cpr: cprOf(1) }, world);
    const before = world.memory.dump();
    await resolveIdentity(personLogin({ cpr: cprOf(1) }, { personal: { fullName: 'Nyt Navn' } }), world);
    expect(world.memory.dump()).not.toBe(before);
  });
});
