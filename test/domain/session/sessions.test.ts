import { describe, expect, it } from '@jest/globals';
import {
  createSession,
  endSession,
  findSession,
  renewSession,
  sessionFacts,
  sidsByHandle,
} from '../../../src/domain/session/index.ts';
import { cprOf } from '../../support/identity-world.ts';
import { limits, loginOf, minute, publicSp, restarted, sessionWorld } from '../../support/session-world.ts';

const ended = expect.objectContaining({ code: 'FLOW_ENDED' });

describe('the session cookie (security.md B1)', () => {
  it('is sid and secret, 128 bits each, and finds the session, after a restart too', async () => {
    const world = sessionWorld();
    const { session, cookie } = await createSession(loginOf(), publicSp, world);
    expect(cookie).toMatch(/^[\w-]{22}\.[\w-]{22}$/);
    expect(cookie.startsWith(`${session.sid}.`)).toBe(true);
    expect(await findSession(cookie, world)).toEqual(session);
    expect(await findSession(cookie, restarted(world))).toEqual(session);
  });

  it('leaves neither its secret nor the person in the store', async () => {
    const world = sessionWorld();
    const { cookie } = await createSession(loginOf(), publicSp, world);
    const dump = world.memory.dump();
    for (const secret of [cookie.split('.')[1]!, cprOf(1), 'Prøvesen', 'upstream-name']) {
      expect(dump).not.toContain(secret);
    }
  });

  it('is worth nothing with another secret, or the secret of another session', async () => {
    const world = sessionWorld();
    const one = await createSession(loginOf(), publicSp, world);
    const two = await createSession(loginOf('identity-two'), publicSp, world);
    const [, secretTwo] = two.cookie.split('.');
    expect(await findSession(`${one.session.sid}.${secretTwo}`, world)).toBeUndefined();
    expect(await findSession(`${one.session.sid}.${'A'.repeat(22)}`, world)).toBeUndefined();
  });

  it('is never adopted from an id the hub did not give', async () => {
    const world = sessionWorld();
    const planted = `${'A'.repeat(22)}.${'B'.repeat(22)}`;
    expect(await findSession(planted, world)).toBeUndefined();
    const { session, cookie } = await createSession(loginOf(), publicSp, world);
    expect(session.sid).not.toBe('A'.repeat(22));
    for (const odd of [
      '',
      '.',
      session.sid,
      `${cookie}.`,
      `${cookie} `,
      `x${cookie}`,
      `__proto__.${'A'.repeat(22)}`,
    ]) {
      expect(await findSession(odd, world)).toBeUndefined();
    }
  });

  it('takes a new secret at a step-up; the old value opens nothing any more', async () => {
    const world = sessionWorld();
    const before = await createSession(loginOf(), publicSp, world);
    const after = await renewSession(before.session, loginOf(), world);
    expect(after.session.sid).toBe(before.session.sid);
    expect(after.cookie).not.toBe(before.cookie);
    expect(await findSession(before.cookie, world)).toBeUndefined();
    expect(await findSession(after.cookie, world)).toEqual(after.session);
  });
});

describe('the limits of a session (nemlogin.md 6.4)', () => {
  it('ends it when it was not seen for the idle time', async () => {
    const world = sessionWorld();
    const { cookie } = await createSession(loginOf(), publicSp, world);
    world.clock.advance(limits.idle * 1000 - 1);
    expect(await findSession(cookie, world)).toBeDefined();
    world.clock.advance(limits.idle * 1000);
    expect(await findSession(cookie, world)).toBeUndefined();
  });

  it('ends it at the absolute limit, however often it is seen and stepped up', async () => {
    const world = sessionWorld();
    let { session, cookie } = await createSession(loginOf(), publicSp, world);
    const start = world.clock.now();
    for (let at = 0; at < limits.max * 1000; at += 20 * minute) {
      world.clock.set(start + at);
      expect(await findSession(cookie, world)).toBeDefined();
    }
    world.clock.set(start + limits.max * 1000 - 1);
    ({ session, cookie } = await renewSession(session, loginOf(), world));
    expect(await findSession(cookie, world)).toBeDefined();
    world.clock.advance(1);
    expect(await findSession(cookie, world)).toBeUndefined();
  });

  it('takes a shorter limit from configuration for sessions that run already', async () => {
    const world = sessionWorld();
    const { cookie } = await createSession(loginOf(), publicSp, world);
    world.clock.advance(5 * minute);
    const shorter = { ...world, limits: { ...limits, max: 4 * 60 } };
    expect(await findSession(cookie, shorter)).toBeUndefined();
  });

  it('writes that it was seen once a minute at most', async () => {
    const world = sessionWorld();
    const { cookie } = await createSession(loginOf(), publicSp, world);
    const written = () => world.memory.counts.get('replace') ?? 0;
    for (let second = 0; second < 59; second += 1) {
      world.clock.advance(1000);
      await findSession(cookie, world);
    }
    expect(written()).toBe(0);
    world.clock.advance(1000);
    expect((await findSession(cookie, world))?.lastSeen).toBe(world.clock.now());
    expect(written()).toBe(1);
  });

  it('finds it for all of 50 tabs that touch it at once', async () => {
    const world = sessionWorld({ interleave: () => 2 });
    const { session, cookie } = await createSession(loginOf(), publicSp, world);
    world.clock.advance(minute);
    const found = await Promise.all(Array.from({ length: 50 }, () => findSession(cookie, world)));
    expect(found.every((one) => one?.sid === session.sid)).toBe(true);
  });
});

describe('a session', () => {
  it('is not made by a private service (security.md H5)', async () => {
    const made = createSession(loginOf(), { ...publicSp, sector: 'private' }, sessionWorld());
    await expect(made).rejects.toEqual(expect.objectContaining({ code: 'INTERNAL' }));
  });

  it('gives back exactly the facts of its login', async () => {
    const world = sessionWorld();
    const login = loginOf();
    const { session } = await createSession(login, publicSp, world);
    expect(await sessionFacts(session, restarted(world))).toEqual(login.facts);
  });

  it('does not open with the sealed facts of another session put in', async () => {
    const world = sessionWorld();
    const one = await createSession(loginOf(), publicSp, world);
    const two = await createSession(loginOf(), publicSp, world);
    const mixed = { ...one.session, sealedFacts: two.session.sealedFacts };
    await expect(sessionFacts(mixed, world)).rejects.toEqual(
      expect.objectContaining({ code: 'KEY_UNAVAILABLE' }),
    );
  });

  it('says what the latest login proved, even where that is less', async () => {
    const world = sessionWorld();
    const { session } = await createSession(
      loginOf('identity-one', { level: 'High', legacyLevel: 3 }),
      publicSp,
      world,
    );
    const weaker = loginOf('identity-one', { legacyLevel: 2 }, { authnInstant: 5 }, 'idp-nemid');
    const renewed = (await renewSession(session, weaker, world)).session;
    expect(renewed).not.toHaveProperty('level');
    expect(renewed).toMatchObject({
      legacyLevel: 2,
      authnInstant: 5,
      idp: 'idp-nemid',
      createdAt: session.createdAt,
    });
  });

  it('is never renewed by another identity', async () => {
    const world = sessionWorld();
    const { session, cookie } = await createSession(loginOf(), publicSp, world);
    await expect(renewSession(session, loginOf('identity-two'), world)).rejects.toEqual(
      expect.objectContaining({ code: 'STEP_UP_OTHER_PERSON' }),
    );
    expect(await findSession(cookie, world)).toEqual(session);
  });
});

describe('the end of a session', () => {
  const upstream = { of: 'idp', idp: 'idp-mitid', nameId: 'upstream-name' } as const;

  it('takes the cookie, the handles and any later change with it', async () => {
    const world = sessionWorld();
    const { session, cookie } = await createSession(loginOf(), publicSp, world);
    expect(await sidsByHandle(upstream, world)).toEqual([session.sid]);
    expect(await endSession(session, world)).toBe(true);
    expect(await findSession(cookie, world)).toBeUndefined();
    expect(await sidsByHandle(upstream, world)).toEqual([]);
    await expect(renewSession(session, loginOf(), world)).rejects.toEqual(ended);
    expect(await endSession(session, world)).toBe(false);
  });

  it('leaves other sessions of the same person alone', async () => {
    const world = sessionWorld();
    const one = await createSession(loginOf(), publicSp, world);
    const two = await createSession(loginOf(), publicSp, world);
    await endSession(one.session, world);
    expect(await findSession(two.cookie, world)).toEqual(two.session);
    expect(await sidsByHandle(upstream, world)).toEqual([two.session.sid]);
  });

  it('is found by upstream name at its own identity provider only', async () => {
    const world = sessionWorld();
    await createSession(loginOf(), publicSp, world);
    expect(await sidsByHandle({ ...upstream, idp: 'idp-nemid' }, world)).toEqual([]);
    expect(await sidsByHandle({ ...upstream, nameId: 'upstream' }, world)).toEqual([]);
  });
});
