import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Browser, formOf } from './browser.ts';
import { chooseAt, logIn, type Pair, startPair } from './parties.ts';

const DK = 'dk:gov:saml:attribute:';
const UID = 'urn:oid:0.9.2342.19200300.100.1.1';

describe('NemID simulator and the service on samlify', () => {
  let pair: Pair;
  beforeAll(async () => {
    pair = await startPair('oiosaml2');
  });
  afterAll(() => pair.close());

  it('brings a citizen in by PID, with CPR number', async () => {
    const me = await logIn(pair, { person: 'aase', method: 'code-card' });
    expect(me).toMatchObject({
      loggedIn: true,
      dialect: 'OIOSAML 2.0.9',
      nameId: 'C=DK,O=Ingen organisatorisk tilknytning,CN=Åse Bjørnholt,Serial=PID:9208-2002-2-000000000001',
      nameIdFormat: 'urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName',
      level: '3',
      authnContextClassRef: 'urn:oasis:names:tc:SAML:2.0:ac:classes:X509',
      refusal: null,
      attributes: {
        [`${DK}SpecVer`]: ['DK-SAML-2.0'],
        [UID]: ['PID:9208-2002-2-000000000001'],
        [`${DK}PidNumberIdentifier`]: ['9208-2002-2-000000000001'],
        [`${DK}CprNumberIdentifier`]: ['9999990001'],
        'urn:oid:0.9.2342.19200300.100.1.3': [''],
      },
    });
  });

  it('tells no CPR number of those whose NemID does not have it', async () => {
    const me = await logIn(pair, { person: 'soeren', method: 'code-app' });
    expect(me['loggedIn']).toBe(true);
    expect(me['attributes']).not.toHaveProperty([`${DK}CprNumberIdentifier`]);
  });

  it('brings an employee in by CVR and RID, with an ampersand in the company name', async () => {
    const me = await logIn(pair, { person: 'bjoern', method: 'key-file' });
    expect(me).toMatchObject({
      nameId:
        'C=DK,O=Østbæk & Sønner Testfirma ApS // CVR:99990002,CN=Bjørn Åkjær,Serial=CVR:99990002-RID:10000001',
      attributes: {
        [UID]: ['CVR:99990002-RID:10000001'],
        [`${DK}CvrNumberIdentifier`]: ['99990002'],
        [`${DK}RidNumberIdentifier`]: ['10000001'],
        'urn:oid:2.5.4.10': ['Østbæk & Sønner Testfirma ApS'],
      },
    });
    expect(me['attributes']).not.toHaveProperty([`${DK}PidNumberIdentifier`]);
  });

  it('states level 2 and the password class for the password alone', async () => {
    const me = await logIn(pair, { person: 'kaj', method: 'password' });
    expect(me).toMatchObject({
      level: '2',
      authnContextClassRef: 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password',
    });
  });

  it('refuses the same Response a second time', async () => {
    const browser = new Browser();
    const handOver = await chooseAt(pair, { person: 'kaj', method: 'code-card' }, browser);
    await browser.submit(handOver);
    await browser.open(formOf(handOver).action, formOf(handOver));
    expect(await browser.json(`${pair.sp.url}/me.json`)).toMatchObject({
      loggedIn: true,
      refusal: { by: 'service', message: expect.stringContaining('used before') },
    });
  });

  it('shows NoPassive when the user may not be asked', async () => {
    const browser = new Browser();
    const handOver = await browser.open(`${pair.sp.url}/login?passive=1`);
    await browser.submit(handOver);
    expect(await browser.json(`${pair.sp.url}/me.json`)).toMatchObject({
      loggedIn: false,
      refusal: { by: 'status', top: 'Responder', second: 'NoPassive' },
    });
  });
});
