import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mitidMethods, people, type Level } from '../../src/simulators/index.ts';
import { Browser, formOf } from './browser.ts';
import { chooseAt, logIn, type Pair, startPair } from './parties.ts';

const EID = 'https://data.gov.dk/model/core/eid/';
const NSIS = 'https://data.gov.dk/concept/core/nsis/';

describe('MitID simulator and the service on passport-saml', () => {
  let pair: Pair;
  beforeAll(async () => {
    pair = await startPair('oiosaml3');
  });
  afterAll(() => pair.close());

  it('brings a citizen in with name, CPR number and level', async () => {
    const me = await logIn(pair, { person: 'aase', method: 'app' });
    expect(me).toMatchObject({
      simulated: true,
      loggedIn: true,
      dialect: 'OIOSAML 3.0',
      issuer: pair.idp.entityId,
      nameId: `${EID}person/uuid/22222222-0000-4000-8000-000000000001`,
      level: 'Substantial',
      authnContextClassRef: `${NSIS}loa/Substantial`,
      refusal: null,
      attributes: {
        'https://data.gov.dk/model/core/specVersion': ['OIO-SAML-3.0'],
        [`${EID}fullName`]: ['Åse Bjørnholt'],
        [`${EID}cprNumber`]: ['9999990001'],
        [`${EID}dateOfBirth`]: ['14-03-1958'],
      },
    });
  });

  it('brings an employee in with CVR number, organisation, RID and shared UUID', async () => {
    const me = await logIn(pair, { person: 'mette', method: 'app-chip', query: '?kind=professional' });
    expect(me).toMatchObject({
      nameId: `${EID}professional/uuid/33333333-0000-4000-8000-000000000001`,
      level: 'High',
      attributes: {
        [`${EID}professional/cvr`]: ['99990001'],
        [`${EID}professional/orgName`]: ['Ærøby Testkommune'],
        [`${EID}professional/rid`]: ['10000001'],
        [`${EID}professional/uuid/persistent`]: ['44444444-0000-4000-8000-000000000001'],
      },
    });
    expect(me['attributes']).not.toHaveProperty([`${EID}cprNumber`]);
  });

  it('gives every means its level, never above the registration of the person', async () => {
    const expected: Record<string, Record<string, Level>> = {
      aase: { password: 'Low', app: 'Substantial', 'password-display': 'Substantial', 'app-chip': 'High' },
      laerke: { chip: 'Low', 'password-audio': 'Substantial', 'password-chip': 'Substantial' },
      mads: { app: 'Low', 'app-chip': 'Low' },
    };
    for (const [person, levels] of Object.entries(expected)) {
      for (const [method, level] of Object.entries(levels)) {
        const me = await logIn(pair, { person, method });
        const aal = mitidMethods.find((one) => one.key === method)?.aal;
        const ial = people.find((one) => one.key === person)?.mitid?.ial;
        expect({ person, method, level: me['level'], attributes: me['attributes'] }).toMatchObject({
          level,
          attributes: { [`${NSIS}loa`]: [level], [`${NSIS}ial`]: [ial], [`${NSIS}aal`]: [aal] },
        });
      }
    }
  });

  it('answers below the requested level with the level reached, and the service refuses it', async () => {
    const me = await logIn(pair, { person: 'aase', method: 'password', query: '?level=High' });
    expect(me).toMatchObject({
      loggedIn: false,
      refusal: { by: 'service', message: 'asked for High, got Low' },
    });
  });

  it('refuses a person where a professional was asked for', async () => {
    const me = await logIn(pair, { person: 'aase', method: 'app', query: '?kind=professional' });
    expect(me).toMatchObject({ loggedIn: false, refusal: { by: 'service' } });
  });

  it('puts those first who fit the profile asked for, and shows what was asked', async () => {
    const page = await new Browser().open(`${pair.sp.url}/login?kind=professional&level=Substantial&force=1`);
    expect(page.text).toContain('Passer ikke til det');
    expect(page.text.indexOf('person-mette')).toBeLessThan(page.text.indexOf('person-aase'));
    expect(page.text).toMatch(/ForceAuthn<\/span>[\s\S]*ja \/ yes/);
    expect(page.text).toContain('<td>Substantial</td>');
  });

  it('shows AuthnFailed when the user cancels', async () => {
    const browser = new Browser();
    const page = await browser.open(`${pair.sp.url}/login`);
    await browser.submit(await browser.submit(page, { do: 'cancel' }));
    expect(await browser.json(`${pair.sp.url}/me.json`)).toMatchObject({
      loggedIn: false,
      refusal: { by: 'status', top: 'Responder', second: 'AuthnFailed' },
    });
  });

  it('shows NoPassive when the user may not be asked', async () => {
    const browser = new Browser();
    await browser.submit(await browser.open(`${pair.sp.url}/login?passive=1`));
    expect(await browser.json(`${pair.sp.url}/me.json`)).toMatchObject({
      refusal: { by: 'status', top: 'Responder', second: 'NoPassive' },
    });
  });

  it('keeps the session that was there when a later login is refused', async () => {
    const browser = new Browser();
    await logIn(pair, { person: 'laerke', method: 'app' }, browser);
    const page = await browser.open(`${pair.sp.url}/login?level=High`);
    await browser.submit(await browser.submit(page, { do: 'cancel' }));
    expect(await browser.json(`${pair.sp.url}/me.json`)).toMatchObject({
      loggedIn: true,
      level: 'Substantial',
      refusal: { second: 'AuthnFailed' },
    });
  });

  it('takes a Response only once, and only in the browser that asked for it', async () => {
    const asker = new Browser();
    const thief = new Browser();
    const handOver = await chooseAt(pair, { person: 'aase', method: 'app' }, asker);
    await thief.submit(handOver);
    expect(await thief.json(`${pair.sp.url}/me.json`)).toMatchObject({
      loggedIn: false,
      refusal: { by: 'service', message: 'answers a request that this browser never made' },
    });
    await asker.open(formOf(handOver).action, formOf(handOver));
    expect(await asker.json(`${pair.sp.url}/me.json`)).toMatchObject({
      loggedIn: false,
      refusal: { by: 'library', message: 'InResponseTo is not valid' },
    });
  });

  it('forgets the user at log out', async () => {
    const browser = new Browser();
    await logIn(pair, { person: 'aase', method: 'app' }, browser);
    const form = formOf(await browser.open(pair.sp.url));
    expect(form.action).toBe(`${pair.sp.url}/logout`);
    await browser.open(form.action, form);
    expect(await browser.json(`${pair.sp.url}/me.json`)).toMatchObject({ loggedIn: false });
  });

  it('gives each login its own session index and assertion id', async () => {
    const first = await logIn(pair, { person: 'aase', method: 'app' });
    const second = await logIn(pair, { person: 'aase', method: 'app' });
    expect(first['sessionIndex']).not.toBe(second['sessionIndex']);
    expect(first['assertionId']).not.toBe(second['assertionId']);
    expect(first['nameId']).toBe(second['nameId']);
  });
});

describe('MitID simulator set to other ways', () => {
  it('answers NoAuthnContext below the requested level if it is told to', async () => {
    const pair = await startPair('oiosaml3', { belowRequested: 'refuse' });
    const me = await logIn(pair, { person: 'mads', method: 'app', query: '?level=Substantial' });
    await pair.close();
    expect(me).toMatchObject({ refusal: { by: 'status', second: 'NoAuthnContext' } });
  });

  it.each(['aes256-cbc', 'aes128-cbc', 'aes256-gcm', 'aes128-gcm'] as const)(
    'encrypts with %s',
    async (cipher) => {
      const pair = await startPair('oiosaml3', { cipher });
      const browser = new Browser();
      const handOver = await chooseAt(pair, { person: 'aase', method: 'app' }, browser);
      const response = Buffer.from(formOf(handOver).fields.get('SAMLResponse') ?? '', 'base64').toString();
      await browser.submit(handOver);
      const me = await browser.json(`${pair.sp.url}/me.json`);
      await pair.close();
      expect(response).toContain(`#${cipher}"`);
      expect(response).not.toContain('9999990001');
      expect(me['loggedIn']).toBe(true);
    },
  );

  it('states the age and the times of its own clock', async () => {
    const now = Date.now() + 60_000;
    const pair = await startPair('oiosaml3', { clock: { now: () => now } });
    const me = await logIn(pair, { person: 'laerke', method: 'app' });
    await pair.close();
    expect(me['authnInstant']).toBe(new Date(now).toISOString());
  });
});
