import { describe, expect, it } from '@jest/globals';
import { anna, bo, clara, login, statusOf } from '../support/journeys.ts';
import { valuesOf } from '../support/partners.ts';
import { CookieJar, makeWorld } from '../support/world.ts';

const loa = (level: string): string => `https://data.gov.dk/concept/core/nsis/loa/${level}`;
const demanding = (level: string) => ({
  more: { requestedAuthnContext: { comparison: 'minimum', classRefs: [loa(level)] } } as const,
});
const loaName = 'https://data.gov.dk/concept/core/nsis/loa';

describe('levels', () => {
  it('a session below the demand is stepped up at its own identity provider; SSO answers tell the achieved level', async () => {
    const world = await makeWorld();
    const browser = new CookieJar();
    const first = await login(world, world.sp3, world.mitid, anna, { browser });
    const up = await login(
      world,
      world.sp3,
      world.mitid,
      { ...anna, level: 'High' },
      { browser, request: demanding('High') },
    );
    expect(up.asked?.xml).toContain(loa('High'));
    expect(valuesOf(up.read, loaName)).toEqual(['High']);
    expect(up.read.assertion?.authnStatement.sessionIndex).toBe(
      first.read.assertion?.authnStatement.sessionIndex,
    );
    expect(up.read.assertion?.nameId.value).toBe(first.read.assertion?.nameId.value);
    const later = await login(world, world.sp3, world.mitid, anna, { browser, request: demanding('Low') });
    expect(later.asked).toBeUndefined();
    expect(valuesOf(later.read, loaName)).toEqual(['High']);
  });

  it('changes the cookie at a step-up; the old one is worth nothing (security.md B1)', async () => {
    const world = await makeWorld();
    const browser = new CookieJar();
    await login(world, world.sp3, world.mitid, anna, { browser });
    const old = new CookieJar();
    old.sessions.set('public', browser.sessions.get('public') ?? '');
    await login(
      world,
      world.sp3,
      world.mitid,
      { ...anna, level: 'High' },
      { browser, request: demanding('High') },
    );
    expect(browser.sessions.get('public')).not.toBe(old.sessions.get('public'));
    expect((await login(world, world.sp3, world.mitid, anna, { browser: old })).asked).toBeDefined();
  });

  it('a step-up by another person ends the session and is refused (security.md H4)', async () => {
    const world = await makeWorld();
    const browser = new CookieJar();
    await login(world, world.sp3, world.mitid, anna, { browser });
    const before = browser.sessions.get('public') ?? '';
    const other = await login(
      world,
      world.sp3,
      world.mitid,
      { ...bo, level: 'High' },
      { browser, request: demanding('High') },
    );
    expect(statusOf(other.read)).toBe('Responder/RequestDenied');
    expect(browser.sessions.size).toBe(0);
    browser.sessions.set('public', before);
    expect((await login(world, world.sp3, world.mitid, anna, { browser })).asked).toBeDefined();
  });

  it.each([
    ['Low', 'Substantial'],
    ['substantial', 'Substantial'],
    ['Substantial', 'High'],
    ['https://data.gov.dk/concept/core/nsis/loa/High', 'Low'],
  ])(
    'an answer of level %s where %s was asked for is NoAuthnContext, and makes no session (security.md H2)',
    async (given, wanted) => {
      const world = await makeWorld();
      const browser = new CookieJar();
      const { read } = await login(
        world,
        world.sp3,
        world.mitid,
        { ...anna, level: given },
        { browser, request: demanding(wanted) },
      );
      expect(statusOf(read)).toBe('Responder/NoAuthnContext');
      expect(browser.sessions.size).toBe(0);
    },
  );

  it('what no identity provider can reach is NoAuthnContext at once', async () => {
    const world = await makeWorld();
    await world.save({ ...world.mitid, levelCap: 'Substantial' });
    world.clock.advance(2_000);
    const { read, asked } = await login(world, world.sp3, world.mitid, anna, { request: demanding('High') });
    expect(statusOf(read)).toBe('Responder/NoAuthnContext');
    expect(asked).toBeUndefined();
  });

  it("a level above the identity provider's cap is not believed", async () => {
    const world = await makeWorld();
    await world.save({ ...world.mitid, levelCap: 'Substantial' });
    world.clock.advance(2_000);
    const { read } = await login(world, world.sp3, world.mitid, { ...anna, level: 'High' });
    expect(valuesOf(read, loaName)).toEqual(['Substantial']);
  });

  it("a service's own least level holds where its request names none (2.0.9)", async () => {
    const world = await makeWorld();
    await world.save({ ...world.sp2, minimumLevel: 'High' });
    world.clock.advance(2_000);
    const { read, asked } = await login(world, world.sp2, world.mitid, anna);
    expect(asked?.destination).toBe('https://mitid.example/sso');
    expect(statusOf(read)).toBe('Responder/NoAuthnContext');
  });
});

describe('person and professional', () => {
  const selector = (kind: string) => ({
    more: {
      requestedAuthnContext: { comparison: 'minimum', classRefs: [`https://data.gov.dk/eid/${kind}`] },
    } as const,
  });

  it('a private person where a professional is asked for is NoAuthnContext', async () => {
    const world = await makeWorld();
    const { read } = await login(world, world.sp3, world.mitid, anna, { request: selector('Professional') });
    expect(statusOf(read)).toBe('Responder/NoAuthnContext');
  });

  it('a session of the other kind is not reused, and gives way to the new login', async () => {
    const world = await makeWorld();
    const browser = new CookieJar();
    await login(world, world.sp3, world.mitid, anna, { browser });
    const work = await login(world, world.sp3, world.mitid, clara, {
      browser,
      request: selector('Professional'),
    });
    expect(work.asked).toBeDefined();
    expect(work.read.assertion?.nameId.value).toContain('/professional/uuid/');
    const next = await login(world, world.sp2, world.mitid, clara, { browser });
    expect(valuesOf(next.read, 'dk:gov:saml:attribute:CvrNumberIdentifier')).toEqual(['99990001']);
  });

  it('an identity provider that asserts what is not its to assert is refused whole (security.md R15)', async () => {
    const world = await makeWorld();
    await world.save({ ...world.mitid, allowedKinds: ['person'] });
    world.clock.advance(2_000);
    expect(statusOf((await login(world, world.sp3, world.mitid, clara)).read)).toBe('Responder/AuthnFailed');
    await world.save({ ...world.mitid, allowedCvrs: ['99990002'] });
    world.clock.advance(2_000);
    expect(statusOf((await login(world, world.sp3, world.mitid, clara)).read)).toBe('Responder/AuthnFailed');
  });
});
