import { describe, expect, it } from '@jest/globals';
import type { IdGroup } from '../../src/kernel/brands.ts';
import { anna, ask, bo, login, statusOf } from '../support/journeys.ts';
import { valuesOf } from '../support/partners.ts';
import { CookieJar, identityProvider, makeWorld, serviceProvider } from '../support/world.ts';

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
