import { describe, expect, it } from '@jest/globals';
import type { IdentityProvider, ServiceProvider } from '../../src/domain/federation/index.ts';
import type { Outcome } from '../../src/flows/login/index.ts';
import {
  answerOf,
  askedBy,
  readAnswer,
  requestOf,
  valuesOf,
  type Human,
  type ReadAnswer,
  type RequestOptions,
} from '../support/partners.ts';
import { CookieJar, makeWorld, type World } from '../support/world.ts';

const anna: Human = { name: 'Anna Ærø', cpr: '9999990011', pid: '9208-2002-2-000000000011' };
const bo: Human = { name: 'Bo Åby', employer: { cvr: '99990001', rid: '12345678' } };

/** From request to answer: chooses the identity provider, logs in there, reads what the service gets. */
async function login(
  world: World,
  sp: ServiceProvider,
  idp: IdentityProvider,
  human: Human,
  browser = new CookieJar(),
  options: Partial<RequestOptions> = {},
): Promise<{ outcome: Outcome; answer: ReadAnswer }> {
  const asked = await ask(world, sp, idp, browser, options);
  if (asked.step.kind === 'send-form') return { outcome: asked, answer: await readAnswer(sp, asked) };
  const wire = await answerOf(idp, askedBy(asked.step), human, { now: world.clock.now() });
  const outcome = await world.journey.finish(wire, browser);
  browser.keep(outcome);
  return { outcome, answer: await readAnswer(sp, outcome) };
}

async function ask(
  world: World,
  sp: ServiceProvider,
  idp: IdentityProvider,
  browser: CookieJar,
  options: Partial<RequestOptions> = {},
): Promise<Outcome> {
  const wire = await requestOf(sp, { now: world.clock.now(), ...options });
  const started = await world.journey.start(sp.dialect, wire, browser);
  browser.keep(started);
  if (started.step.kind !== 'see-flow') return started;
  const shown = await world.journey.show(started.step.flowId, browser);
  if (shown.step.kind !== 'choose-idp') return shown;
  const { flowId, formToken } = shown.step;
  return world.journey.choose(flowId, { token: formToken, choice: idp.id }, browser);
}

describe('a login', () => {
  it('takes a MitID citizen to a service on OIOSAML 3.0, with RelayState echoed', async () => {
    const world = await makeWorld();
    const { answer } = await login(world, world.sp3, world.mitid, anna, new CookieJar(), {
      relayState: 'a b+c',
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
      names.push((await login(world, world.sp3, idp, anna)).answer.assertion?.nameId.value);
    }
    expect(new Set(names).size).toBe(1);
  });

  it('takes an employee of NemID to a service on OIOSAML 2.0.9 by CVR and RID', async () => {
    const world = await makeWorld();
    const { answer } = await login(world, world.sp2, world.nemid, bo);
    expect(valuesOf(answer, 'urn:oid:0.9.2342.19200300.100.1.1')).toEqual(['CVR:99990001-RID:12345678']);
    expect(valuesOf(answer, 'dk:gov:saml:attribute:AssuranceLevel')).toEqual(['3']);
  });

  it('answers a second service from the session, across the faces, without asking again', async () => {
    const world = await makeWorld();
    const browser = new CookieJar();
    await login(world, world.sp3, world.mitid, anna, browser);
    const outcome = await ask(world, world.sp2, world.mitid, browser);
    const answer = await readAnswer(world.sp2, outcome);
    expect(answer.envelope.status.top).toBe('Success');
    expect(valuesOf(answer, 'dk:gov:saml:attribute:SpecVer')).toEqual(['DK-SAML-2.0']);
  });
});
