/** Identity providers that lie, over HTTP: every lie of the simulators ends in a refusal, and nobody gets in. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Walker, type DemoIdp } from '../../src/compose/demo/walk.ts';
import { faultNames, type Fault } from '../../src/simulators/index.ts';
import { startTestBox, type TestBox } from '../support/demo-box.ts';

let test: TestBox;
beforeAll(async () => {
  test = await startTestBox();
});
afterAll(() => test.close());

/** What the log says the hub refused the lie with. `undefined` = no refusal: the lie is none to the hub. */
const expected: Readonly<Record<Fault, string | undefined>> = {
  unsigned: 'RESPONSE_REFUSED',
  sha1: 'RESPONSE_REFUSED',
  'foreign-key': 'RESPONSE_REFUSED',
  tampered: 'RESPONSE_REFUSED',
  'plain-assertion': 'RESPONSE_MALFORMED',
  'wrong-issuer': 'RESPONSE_MISDIRECTED',
  'wrong-audience': 'RESPONSE_MISDIRECTED',
  'other-recipient': 'RESPONSE_MISDIRECTED',
  'wrong-destination': 'RESPONSE_MISDIRECTED',
  'wrong-in-response-to': 'BINDING_BROKEN',
  unsolicited: 'RESPONSE_MISDIRECTED',
  expired: 'RESPONSE_EXPIRED',
  'not-yet-valid': 'RESPONSE_EXPIRED',
  stale: 'RESPONSE_EXPIRED',
  'level-lowercase': 'NO_AUTHN_CONTEXT',
  'no-level': 'NO_AUTHN_CONTEXT',
  'duplicate-attribute': 'RESPONSE_CONTENT',
  'no-session-index': undefined,
  replay: undefined,
  'person-swap': undefined,
};

/** These need more than one answer; they have tests of their own below. */
const alone = faultNames.filter((fault) => fault !== 'replay' && fault !== 'person-swap');

async function lie(fault: Fault, idp: DemoIdp): Promise<{ loggedIn: boolean; code: string | undefined }> {
  const url = idp === 'MitID' ? test.box.mitid.url : test.box.nemid.url;
  const walker = new Walker(test.box);
  await walker.browser.post(`${url}/fault`, [['fault', fault]]);
  const from = test.log.length;
  const method = idp === 'MitID' ? 'app' : 'code-card';
  const ask = 'level=Substantial';
  const { shown } = await walker.login({ service: '3.0', idp, person: 'aase', method, ask });
  const line = test.log.slice(from).find(({ message }) => message === 'refused');
  return { loggedIn: shown.loggedIn, code: line?.fields['code'] as string | undefined };
}

describe.each(['MitID', 'NemID'] as const)('%s lies', (idp) => {
  it.each(alone.filter((fault) => idp === 'MitID' || fault !== 'level-lowercase'))('%s', async (fault) => {
    const code = expected[fault];
    expect(await lie(fault, idp)).toEqual({ loggedIn: code === undefined, code });
  });
});

it('an answer that is sent again logs nobody in', async () => {
  const first = new Walker(test.box);
  expect(
    (await first.login({ service: '3.0', idp: 'MitID', person: 'aase', method: 'app' })).shown.loggedIn,
  ).toBe(true);
  const second = await lie('replay', 'MitID');
  expect(second.loggedIn).toBe(false);
});

it('after all these lies an honest login works', async () => {
  const { shown } = await new Walker(test.box).login({
    service: '3.0',
    idp: 'MitID',
    person: 'aase',
    method: 'app',
  });
  expect(shown.loggedIn).toBe(true);
});

it('an error page never shows a stack, and its reference is in the log', async () => {
  const walker = new Walker(test.box);
  const page = await walker.browser.get(`${test.box.hubUrl}/saml/oiosaml3/sso?SAMLRequest=%00&x=y`);
  expect(page.status).toBe(400);
  expect(page.body).not.toMatch(/at \w+ \(|node_modules|\.ts:\d+/);
  const reference = test.log.findLast(({ message }) => message === 'refused')?.fields['reference'];
  expect(page.body).toContain(String(reference));
});
