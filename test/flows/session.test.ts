import { describe, expect, it } from '@jest/globals';
import { anna, answer, ask, login, statusOf } from '../support/journeys.ts';
import { askedBy, readAnswer } from '../support/partners.ts';
import { CookieJar, makeWorld, serviceProvider } from '../support/world.ts';

const loa = (level: string): string => `https://data.gov.dk/concept/core/nsis/loa/${level}`;
const demanding = (level: string) => ({
  more: { requestedAuthnContext: { comparison: 'minimum', classRefs: [loa(level)] } } as const,
});

describe('single sign-on', () => {
  it.each([
    ['3.0 then 2.0.9', true],
    ['2.0.9 then 3.0', false],
  ])('one session spans both faces: %s', async (_order, newFirst) => {
    const world = await makeWorld();
    const [first, second] = newFirst ? [world.sp3, world.sp2] : [world.sp2, world.sp3];
    const browser = new CookieJar();
    await login(world, first, world.mitid, anna, { browser });
    const again = await login(world, second, world.mitid, anna, { browser });
    expect(again.asked).toBeUndefined();
    expect(statusOf(again.read)).toBe('Success');
  });

  it('keeps the time of the login, not of the answer', async () => {
    const world = await makeWorld();
    const browser = new CookieJar();
    await login(world, world.sp3, world.mitid, anna, { browser });
    const loggedInAt = world.clock.now();
    world.clock.advance(20 * 60_000);
    const { read } = await login(world, world.sp2, world.mitid, anna, { browser });
    expect(read.assertion?.authnStatement.authnInstant).toBe(loggedInAt);
    expect(read.assertion?.issueInstant).toBe(world.clock.now());
  });

  it('gives a SessionIndex of this session and service only, the same at each answer', async () => {
    const world = await makeWorld();
    const browser = new CookieJar();
    const index = async (sp = world.sp3): Promise<string | undefined> =>
      (await login(world, sp, world.mitid, anna, { browser })).read.assertion?.authnStatement.sessionIndex;
    const [first, second, other] = [await index(), await index(), await index(world.sp2)];
    expect(first).toBe(second);
    expect(other).not.toBe(first);
    const elsewhere = await login(world, world.sp3, world.mitid, anna);
    expect(elsewhere.read.assertion?.authnStatement.sessionIndex).not.toBe(first);
  });

  it.each([
    ['idle', 60 * 60_000],
    ['absolute', 8 * 3600_000],
  ])('ends at its %s limit', async (limit, life) => {
    const world = await makeWorld();
    const browser = new CookieJar();
    await login(world, world.sp3, world.mitid, anna, { browser });
    const step = limit === 'idle' ? life : 50 * 60_000;
    for (let passed = 0; passed + step < life; passed += step) {
      world.clock.advance(step);
      expect((await login(world, world.sp3, world.mitid, anna, { browser })).asked).toBeUndefined();
    }
    world.clock.advance(step);
    expect((await login(world, world.sp3, world.mitid, anna, { browser })).asked).toBeDefined();
  });

  it('stays within its domain (security.md H15)', async () => {
    const world = await makeWorld();
    const health = serviceProvider('health', 'oiosaml3', { ssoDomain: 'health' });
    await world.save(health);
    const browser = new CookieJar();
    await login(world, world.sp3, world.mitid, anna, { browser });
    expect((await login(world, health, world.mitid, anna, { browser })).asked).toBeDefined();
    expect([...browser.sessions.keys()].sort()).toEqual(['health', 'public']);
  });

  it('a private service neither uses nor makes a session (security.md H5)', async () => {
    const world = await makeWorld();
    const shop = serviceProvider('shop', 'oiosaml3', { sector: 'private', ssoDomain: 'public' });
    await world.save(shop);
    const browser = new CookieJar();
    await login(world, shop, world.mitid, anna, { browser });
    expect(browser.sessions.size).toBe(0);
    await login(world, world.sp3, world.mitid, anna, { browser });
    expect((await login(world, shop, world.mitid, anna, { browser })).asked).toBeDefined();
  });

  it('ends when its identity provider is disabled, within two seconds (security.md R14)', async () => {
    const world = await makeWorld();
    const browser = new CookieJar();
    await login(world, world.sp3, world.mitid, anna, { browser });
    await world.deps.providers.setState(world.mitid.id, 'disabled');
    world.clock.advance(2_000);
    const again = await login(world, world.sp2, world.nemid, anna, { browser });
    expect(again.asked?.destination).toBe('https://nemid.example/sso');
    expect(statusOf(again.read)).toBe('Success');
  });
});

describe('ForceAuthn and IsPassive (security.md A11)', () => {
  it('ForceAuthn asks again, passes it on, and takes only a login newer than the request', async () => {
    const world = await makeWorld();
    const browser = new CookieJar();
    await login(world, world.sp3, world.mitid, anna, { browser });
    world.clock.advance(60_000);
    const first = await ask(world, world.sp3, world.mitid, browser, { more: { forceAuthn: true } });
    const asked = askedBy(first.step);
    expect(asked.xml).toContain('ForceAuthn="true"');
    const old = await answer(world, asked, anna, browser, {
      content: (content) => ({
        ...content,
        authnStatement: { ...content.authnStatement, authnInstant: world.clock.now() - 10 * 60_000 },
      }),
    });
    expect(old.step).toMatchObject({ kind: 'refused', code: 'RESPONSE_EXPIRED' });
    const fresh = await readAnswer(world.sp3, await answer(world, asked, anna, browser));
    expect(fresh.assertion?.authnStatement.authnInstant).toBe(world.clock.now());
  });

  it('IsPassive is answered from the session, or NoPassive without showing a page', async () => {
    const world = await makeWorld();
    const browser = new CookieJar();
    const passive = { browser, request: { more: { isPassive: true } } };
    expect(statusOf((await login(world, world.sp3, world.mitid, anna, passive)).read)).toBe(
      'Responder/NoPassive',
    );
    await login(world, world.sp3, world.mitid, anna, { browser });
    expect(statusOf((await login(world, world.sp3, world.mitid, anna, passive)).read)).toBe('Success');
  });

  it('IsPassive where a step-up would be needed is NoPassive', async () => {
    const world = await makeWorld();
    const browser = new CookieJar();
    await login(world, world.sp3, world.mitid, anna, { browser });
    const high = { more: { ...demanding('High').more, isPassive: true } };
    const { read } = await login(world, world.sp3, world.mitid, anna, { browser, request: high });
    expect(statusOf(read)).toBe('Responder/NoPassive');
  });

  it('both together are a contradiction: Requester', async () => {
    const world = await makeWorld();
    const both = { more: { isPassive: true, forceAuthn: true } };
    expect(statusOf((await login(world, world.sp3, world.mitid, anna, { request: both })).read)).toBe(
      'Requester',
    );
  });
});
