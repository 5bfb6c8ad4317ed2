import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Browser } from './browser.ts';
import { logIn, type Pair, startPair } from './parties.ts';

const EID = 'https://data.gov.dk/model/core/eid/';
const LOA = 'https://data.gov.dk/concept/core/nsis/loa';

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
      authnContextClassRef: `${LOA}/Substantial`,
      refusal: null,
      attributes: {
        'https://data.gov.dk/model/core/specVersion': ['OIO-SAML-3.0'],
        [`${EID}fullName`]: ['Åse Bjørnholt'],
        [`${EID}cprNumber`]: ['9999990001'],
        [`${EID}dateOfBirth`]: ['14-03-1958'],
      },
    });
  });
});
