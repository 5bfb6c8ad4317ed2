import { describe, expect, it } from '@jest/globals';
import type { IdGroup } from '../../src/kernel/brands.ts';
import { anna, answer, ask, bo, clara, login, statusOf } from '../support/journeys.ts';
import { askedBy, readAnswer, valuesOf } from '../support/partners.ts';
import { CookieJar, identityProvider, makeWorld, serviceProvider } from '../support/world.ts';

const loa = (level: string): string => `https://data.gov.dk/concept/core/nsis/loa/${level}`;
const demanding = (level: string) => ({
  more: { requestedAuthnContext: { comparison: 'minimum', classRefs: [loa(level)] } } as const,
});
const loaName = 'https://data.gov.dk/concept/core/nsis/loa';

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
    const { outcome } = await login(world, world.sp2, world.nemid, anna, { browser }).then(
      (done) => done,
      () => ({ outcome: undefined }),
    );
    expect(outcome?.step.kind).toBe('send-form');
    const events = (await world.store.collection('events').find({ idPrefix: '', limit: 100 })).items;
    expect(events.filter(({ body }) => (body as { kind: string }).kind === 'session-reused')).toHaveLength(0);
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

describe('identifiers', () => {
  it('two services never see the same UUID, two of one id group do', async () => {
    const world = await makeWorld();
    const twin = serviceProvider('twin', 'oiosaml3', { idGroup: world.sp3.idGroup });
    const other = serviceProvider('other', 'oiosaml3', { idGroup: 'other' as IdGroup });
    await world.save(twin);
    await world.save(other);
    const seen = async (sp = world.sp3) =>
      (await login(world, sp, world.mitid, anna)).read.assertion?.nameId.value;
    expect(await seen(twin)).toBe(await seen());
    expect(await seen(other)).not.toBe(await seen());
  });

  it('someone who never had a PID gets one and keeps it, or is refused where the service is set so', async () => {
    const world = await makeWorld();
    const pid = 'dk:gov:saml:attribute:PidNumberIdentifier';
    const [first, second] = [
      await login(world, world.sp2, world.mitid, bo),
      await login(world, world.sp2, world.mitid, bo),
    ];
    expect(valuesOf(first.read, pid)[0]).toMatch(/^9208-2002-2-99\d{10}$/);
    expect(valuesOf(second.read, pid)).toEqual(valuesOf(first.read, pid));
    const strict = serviceProvider('strict', 'oiosaml2', {
      settings: { ...world.sp2.settings, missingLegacyId: 'refuse' },
    });
    await world.save(strict);
    const stranger = { name: 'Dora Ny', cpr: '9999990013' };
    const refused = await login(world, strict, world.mitid, stranger);
    expect(statusOf(refused.read)).toBe('Responder/RequestDenied');
  });

  it('a CPR number reaches no service, no log line and no event', async () => {
    const world = await makeWorld();
    for (const sp of [world.sp3, world.sp2]) {
      const { read } = await login(world, sp, world.mitid, anna);
      expect(read.assertionXml).not.toContain(anna.cpr);
    }
    expect(JSON.stringify(world.log)).not.toContain(anna.cpr);
    expect(world.store.dump()).not.toContain(anna.cpr);
  });
});

describe('several identity providers', () => {
  it('with one that fits, nobody is asked to choose', async () => {
    const world = await makeWorld();
    await world.deps.providers.setState(world.nemid.id, 'disabled');
    world.clock.advance(2_000);
    const outcome = await ask(world, world.sp3, world.mitid, new CookieJar());
    expect(outcome.step.kind).toBe('send-redirect');
  });

  it('with none enabled the service is told NoAvailableIDP', async () => {
    const world = await makeWorld();
    await world.save(identityProvider('nemid', { state: 'disabled' }));
    await world.save(identityProvider('mitid', { state: 'disabled' }));
    world.clock.advance(2_000);
    expect(statusOf((await login(world, world.sp3, world.mitid, anna)).read)).toBe(
      'Responder/NoAvailableIDP',
    );
  });
});
