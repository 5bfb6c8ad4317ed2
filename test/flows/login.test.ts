import { describe, expect, it } from '@jest/globals';
import { anna, ask, clara, login } from '../support/journeys.ts';
import { readAnswer, valuesOf } from '../support/partners.ts';
import { CookieJar, makeWorld } from '../support/world.ts';

describe('a login', () => {
  it('takes a MitID citizen to a service on OIOSAML 3.0, with RelayState echoed', async () => {
    const world = await makeWorld();
    const { read: answer } = await login(world, world.sp3, world.mitid, anna, {
      request: { relayState: 'a b+c' },
    });
    expect(answer.action).toBe('https://sp3.example/acs');
    expect(answer.relayState).toBe('a b+c');
    expect(answer.envelope.status.top).toBe('Success');
    expect(answer.assertion?.nameId.value).toMatch(
      /^https:\/\/data\.gov\.dk\/model\/core\/eid\/person\/uuid\/[0-9a-f-]{36}$/,
    );
    expect(valuesOf(answer, 'https://data.gov.dk/concept/core/nsis/loa')).toEqual(['Substantial']);
  });

  it('gives one identifier per service, whatever the identity provider', async () => {
    const world = await makeWorld();
    const names: (string | undefined)[] = [];
    for (const idp of [world.mitid, world.nemid, world.mitid]) {
      names.push((await login(world, world.sp3, idp, anna)).read.assertion?.nameId.value);
    }
    expect(new Set(names).size).toBe(1);
  });

  it('takes an employee of NemID to a service on OIOSAML 2.0.9 by CVR and RID', async () => {
    const world = await makeWorld();
    const { read: answer } = await login(world, world.sp2, world.nemid, clara);
    expect(valuesOf(answer, 'urn:oid:0.9.2342.19200300.100.1.1')).toEqual(['CVR:99990001-RID:12345678']);
    expect(valuesOf(answer, 'dk:gov:saml:attribute:AssuranceLevel')).toEqual(['3']);
  });

  it('answers a second service from the session, across the faces, without asking again', async () => {
    const world = await makeWorld();
    const browser = new CookieJar();
    await login(world, world.sp3, world.mitid, anna, { browser });
    const outcome = await ask(world, world.sp2, world.mitid, browser);
    const answer = await readAnswer(world.sp2, outcome);
    expect(answer.envelope.status.top).toBe('Success');
    expect(valuesOf(answer, 'dk:gov:saml:attribute:SpecVer')).toEqual(['DK-SAML-2.0']);
  });
});
