import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Fault, faultNames } from '../../src/simulators/index.ts';
import { Browser, formOf } from './browser.ts';
import { chooseAt, logIn, type Pair, startPair } from './parties.ts';

/** Who notices it in a service on passport-saml that does what the Danish reference implementations do. */
const noticed: Partial<Record<Fault, RegExp>> = {
  unsigned: /Invalid signature/,
  'foreign-key': /Invalid signature/,
  tampered: /Invalid signature/,
  'plain-assertion': /unencrypted/,
  'wrong-issuer': /Issuer is not the hub/,
  'wrong-audience': /audience mismatch/,
  'other-recipient': /Recipient/,
  'wrong-destination': /Destination/,
  'wrong-in-response-to': /InResponseTo is not valid/,
  unsolicited: /InResponseTo is missing/,
  expired: /expired|No valid subject confirmation/,
  'not-yet-valid': /not yet valid/,
  'level-lowercase': /loa is none of the three words/,
  'no-session-index': /SessionIndex is missing/,
};
/** What such a service does not look at; the hub must. */
const unnoticed: readonly Fault[] = ['sha1', 'stale', 'no-level', 'duplicate-attribute'];

describe('faults of the identity provider', () => {
  let pair: Pair;
  beforeAll(async () => {
    pair = await startPair('oiosaml3');
  });
  afterAll(() => pair.close());

  it.each(Object.entries(noticed))('tells %s, and a service notices', async (fault, message) => {
    const me = await logIn(pair, { person: 'aase', method: 'app', fault: fault as Fault });
    expect(me).toMatchObject({ loggedIn: false, refusal: { message: expect.stringMatching(message) } });
  });

  it.each(unnoticed)('tells %s, which passport-saml does not look at', async (fault) => {
    const me = await logIn(pair, { person: 'aase', method: 'app', fault });
    expect(me['loggedIn']).toBe(true);
  });

  it('signs with RSA-SHA1 for sha1, and states an attribute twice for duplicate-attribute', async () => {
    const sha1 = await logIn(pair, { person: 'mette', method: 'app', fault: 'sha1' });
    expect(sha1['loggedIn']).toBe(true);
    const twice = await logIn(pair, { person: 'mette', method: 'app', fault: 'duplicate-attribute' });
    expect(String(twice['assertionXml']).split('professional/cvr"').length - 1).toBe(2);
    const none = await logIn(pair, { person: 'mette', method: 'app', fault: 'no-level' });
    expect(none['level']).toBeUndefined();
  });

  it('sends the previous Response again for replay', async () => {
    const first = await chooseAt(pair, { person: 'aase', method: 'app' }, new Browser());
    const again = await chooseAt(pair, { person: 'mads', method: 'app', fault: 'replay' }, new Browser());
    expect(formOf(again).fields.get('SAMLResponse')).toBe(formOf(first).fields.get('SAMLResponse'));
  });

  it("answers another user's request for person-swap, and the service notices", async () => {
    const other = new Browser();
    await other.open(`${pair.sp.url}/login`);
    const me = await logIn(pair, { person: 'aase', method: 'app', fault: 'person-swap' });
    expect(me).toMatchObject({
      loggedIn: false,
      refusal: { message: 'answers a request that this browser never made' },
    });
  });

  it('arms a fault for the next answers by POST /fault', async () => {
    const arm = (fault: string): Promise<Response> =>
      fetch(`${pair.idp.url}/fault`, { method: 'POST', body: new URLSearchParams({ fault, times: '2' }) });
    expect((await arm('wrong-audience')).status).toBe(204);
    const results = [];
    for (let i = 0; i < 3; i += 1) results.push(await logIn(pair, { person: 'aase', method: 'app' }));
    expect(results.map((me) => me['loggedIn'])).toEqual([false, false, true]);
    expect((await arm('no-such-fault')).status).toBe(400);
  });

  it('covers every fault there is', () => {
    const here = [...Object.keys(noticed), ...unnoticed, 'replay', 'person-swap'];
    expect(here.toSorted()).toEqual([...faultNames].toSorted());
  });
});

describe('a fault in every answer', () => {
  it('is told each time', async () => {
    const pair = await startPair('oiosaml2', { fault: 'expired' });
    const first = await logIn(pair, { person: 'aase', method: 'code-card' });
    const second = await logIn(pair, { person: 'kaj', method: 'code-card' });
    await pair.close();
    expect([first['loggedIn'], second['loggedIn']]).toEqual([false, false]);
  });
});
