/** Requests that are refused, and how: a page where the service may not be answered, a status where it may. */
import { describe, expect, it } from '@jest/globals';
import type { EntityId } from '../../src/kernel/brands.ts';
import type { Outcome, Wire } from '../../src/flows/login/index.ts';
import { anna, ask, login, pick, statusOf } from '../support/journeys.ts';
import { nextId, posted, readAnswer, requestOf } from '../support/partners.ts';
import { authnRequestParts } from '../../src/saml/message/index.ts';
import { signEnveloped } from '../../src/saml/xmlsec/index.ts';
import { CookieJar, hubUrl, keyOf, makeWorld, serviceProvider, type World } from '../support/world.ts';

const codeOf = ({ step }: Outcome): string => (step.kind === 'refused' ? step.code : step.kind);
const start = (world: World, wire: Wire, browser = new CookieJar()): Promise<Outcome> =>
  world.journey.start('oiosaml3', wire, browser);
const now = (world: World): { now: number } => ({ now: world.clock.now() });

/** A signed AuthnRequest by POST. */
async function postedRequest(world: World, signedBy = 'sp3', more: object = {}): Promise<Wire> {
  const parts = authnRequestParts({
    id: nextId(),
    issueInstant: world.clock.now(),
    destination: `${hubUrl}/saml/oiosaml3/sso`,
    issuer: world.sp3.entityId,
    acsUrl: world.sp3.acs[0]?.location ?? '',
    forceAuthn: false,
    isPassive: false,
    requesterIds: [],
    ...more,
  });
  const xml = await signEnveloped(parts, keyOf(signedBy).handle);
  return { method: 'POST', fields: [['SAMLRequest', Buffer.from(xml).toString('base64')]] };
}

describe('requests that get a page, never an answer', () => {
  it('unsigned, by a foreign key, or with a changed query (security.md A1, A2)', async () => {
    const world = await makeWorld();
    const good = await requestOf(world.sp3, { ...now(world), relayState: 'x' });
    if (good.method !== 'GET') throw new Error('not by redirect');
    const query = good.rawQuery;
    const bad = {
      unsigned: query.replace(/&SigAlg=.*$/, ''),
      foreign: ((await requestOf(world.sp3, { ...now(world), signedBy: 'nemid' })) as { rawQuery: string })
        .rawQuery,
      relayState: query.replace('RelayState=x', 'RelayState=y'),
      noRelayState: query.replace('&RelayState=x', ''),
      signature: query.replace(/Signature=..../, 'Signature=AAAA'),
      sha1: query.replace(
        /SigAlg=[^&]+/,
        `SigAlg=${encodeURIComponent('http://www.w3.org/2000/09/xmldsig#rsa-sha1')}`,
      ),
      constructor: query.replace(/SigAlg=[^&]+/, 'SigAlg=constructor'),
    };
    for (const [name, rawQuery] of Object.entries(bad)) {
      expect([name, codeOf(await start(world, { method: 'GET', rawQuery }))]).toEqual([
        name,
        'REQUEST_SIGNATURE',
      ]);
    }
    expect(codeOf(await start(world, good))).toBe('see-flow');
  });

  it('the parameters may stand in any order, the signature is over the bytes as received (A2)', async () => {
    const world = await makeWorld();
    const good = await requestOf(world.sp3, { ...now(world), relayState: 'a b' });
    if (good.method !== 'GET') throw new Error('not by redirect');
    const shuffled = good.rawQuery.split('&').reverse().join('&');
    expect(codeOf(await start(world, { method: 'GET', rawQuery: shuffled }))).toBe('see-flow');
  });

  it('posted: signed by the service taken, unsigned or by another refused', async () => {
    const world = await makeWorld();
    expect(codeOf(await start(world, await postedRequest(world)))).toBe('see-flow');
    expect(codeOf(await start(world, await postedRequest(world, 'sp2')))).toBe('REQUEST_SIGNATURE');
    const unsigned: Wire = {
      method: 'POST',
      fields: [['SAMLRequest', Buffer.from('<a/>').toString('base64')]],
    };
    expect(codeOf(await start(world, unsigned))).toBe('REQUEST_MALFORMED');
  });

  it('an unknown, a look-alike or a disabled service (A9, R14)', async () => {
    const world = await makeWorld();
    const names = [
      'https://sp4.example/metadata',
      'https://SP3.example/metadata',
      'https://sp3.example/metadata/',
      '__proto__',
      'constructor',
      '{"$ne":1}',
    ];
    for (const issuer of names) {
      const wire = await requestOf(
        { ...world.sp3, entityId: issuer as EntityId },
        { ...now(world), signedBy: 'sp3' },
      );
      expect([issuer, codeOf(await start(world, wire))]).toEqual([issuer, 'SP_UNKNOWN']);
    }
    await world.deps.providers.setState(world.sp3.id, 'disabled');
    world.clock.advance(2_000);
    expect(codeOf(await start(world, await requestOf(world.sp3, now(world))))).toBe('SP_DISABLED');
  });

  it('a service that knocks at the face of the other dialect', async () => {
    const world = await makeWorld();
    const wire = await requestOf(world.sp2, now(world));
    expect(codeOf(await start(world, wire))).toBe('REQUEST_DESTINATION');
  });

  it.each([
    ['another ACS', { acsUrl: 'https://evil.example/acs' }],
    ['the ACS in another case', { acsUrl: 'https://SP3.example/acs' }],
    ['the ACS with more path', { acsUrl: 'https://sp3.example/acs/../evil' }],
  ])('%s (A5)', async (_name, more) => {
    const world = await makeWorld();
    expect(codeOf(await start(world, await requestOf(world.sp3, { ...now(world), more })))).toBe(
      'ACS_MISMATCH',
    );
  });

  it('another destination, or an old or future time (A7, A8)', async () => {
    const world = await makeWorld();
    const code = async (more: object): Promise<string> =>
      codeOf(await start(world, await requestOf(world.sp3, { ...now(world), more })));
    expect(await code({ destination: 'https://hub.example/saml/oiosaml2/sso' })).toBe('REQUEST_DESTINATION');
    expect(await code({ issueInstant: world.clock.now() - 301_000 })).toBe('REQUEST_EXPIRED');
    expect(await code({ issueInstant: world.clock.now() + 181_000 })).toBe('REQUEST_EXPIRED');
  });

  it('a response, or nothing, at the SSO address (A14)', async () => {
    const world = await makeWorld();
    expect(codeOf(await start(world, posted('<a/>')))).toBe('REQUEST_MALFORMED');
    expect(codeOf(await start(world, { method: 'GET', rawQuery: '' }))).toBe('REQUEST_MALFORMED');
  });

  it('a certificate that has expired, saying whose turn it is; an operator may grant a grace', async () => {
    const world = await makeWorld();
    const [key] = world.sp3.keys;
    if (!key) throw new Error('no key');
    const expired = { ...world.sp3, keys: [{ ...key, notAfter: world.clock.now() - 1 }] };
    await world.save(expired);
    world.clock.advance(2_000);
    const refused = await start(world, await requestOf(world.sp3, now(world)));
    expect(codeOf(refused)).toBe('PARTNER_CERTIFICATE_EXPIRED');
    await world.save({ ...expired, expiredCertificateGraceUntil: world.clock.now() + 3600_000 });
    world.clock.advance(2_000);
    expect(codeOf(await start(world, await requestOf(world.sp3, now(world))))).toBe('see-flow');
  });

  it('carries a reference that is in the log, with the true cause only there', async () => {
    const world = await makeWorld();
    const { step } = await start(world, await requestOf(world.sp3, { ...now(world), signedBy: 'nemid' }));
    if (step.kind !== 'refused') throw new Error('not refused');
    const line = world.log.find(({ fields }) => fields['reference'] === step.reference);
    expect(line?.fields).toMatchObject({ code: 'REQUEST_SIGNATURE' });
    expect(JSON.stringify(step)).not.toContain(String(line?.fields['detail']));
  });
});

describe('the same request again (A7)', () => {
  it('resumes its flow in the same browser and is refused in another', async () => {
    const world = await makeWorld();
    const browser = new CookieJar();
    const wire = await requestOf(world.sp3, now(world));
    const first = await start(world, wire, browser);
    browser.keep(first);
    expect((await start(world, wire, browser)).step).toEqual(first.step);
    expect(codeOf(await start(world, wire, new CookieJar()))).toBe('REQUEST_REPLAYED');
  });

  it('sent twenty times at once it starts one flow', async () => {
    const world = await makeWorld();
    const wire = await requestOf(world.sp3, now(world));
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => start(world, wire)));
    expect(outcomes.filter((outcome) => codeOf(outcome) === 'see-flow')).toHaveLength(1);
    expect(outcomes.filter((outcome) => codeOf(outcome) === 'REQUEST_REPLAYED')).toHaveLength(19);
  });
});

describe('requests that are answered with a status', () => {
  it.each([
    [
      'a NameID of another service (A10)',
      { nameIdPolicy: { spNameQualifier: 'https://sp2.example/metadata' } },
      'Requester/InvalidNameIDPolicy',
    ],
    [
      'a NameID format that is not served',
      { nameIdPolicy: { format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress' } },
      'Requester/InvalidNameIDPolicy',
    ],
    [
      'an unknown authentication context',
      { requestedAuthnContext: { comparison: 'exact', classRefs: ['urn:x'] } },
      'Responder/NoAuthnContext',
    ],
  ])('%s', async (_name, more, status) => {
    const world = await makeWorld();
    const { read } = await login(world, world.sp3, world.mitid, anna, { request: { more: more as never } });
    expect(statusOf(read)).toBe(status);
    expect(read.envelope.hasSignature).toBe(true);
    expect(read.envelope.status.message).toMatch(/reference [0-9a-f]{12}/);
  });

  it('giving up on the page of the hub is AuthnFailed, once, and only with the token of the form', async () => {
    const world = await makeWorld();
    const browser = new CookieJar();
    const started = await start(world, await requestOf(world.sp3, now(world)), browser);
    browser.keep(started);
    if (started.step.kind !== 'see-flow') throw new Error('no flow');
    const { flowId } = started.step;
    expect(codeOf(await world.journey.cancel(flowId, { token: 'x' }, browser))).toBe('FORM_TOKEN');
    const shown = await world.journey.show(flowId, browser);
    const token = shown.step.kind === 'choose-idp' ? shown.step.formToken : '';
    const cancelled = await readAnswer(world.sp3, await world.journey.cancel(flowId, { token }, browser));
    expect(statusOf(cancelled)).toBe('Responder/AuthnFailed');
    expect(codeOf(await world.journey.cancel(flowId, { token }, browser))).toBe('FLOW_ENDED');
  });
});

describe('the page of a flow', () => {
  it('belongs to its browser, and is gone after half an hour', async () => {
    const world = await makeWorld();
    const browser = new CookieJar();
    const started = await start(world, await requestOf(world.sp3, now(world)), browser);
    browser.keep(started);
    const flowId = started.step.kind === 'see-flow' ? started.step.flowId : '';
    const thief = new CookieJar();
    expect(codeOf(await world.journey.show(flowId, thief))).toBe('FLOW_COOKIE_LOST');
    thief.flowSecrets.set(flowId, 'AAAAAAAAAAAAAAAAAAAAAA');
    expect(codeOf(await world.journey.show(flowId, thief))).toBe('FLOW_OTHER_BROWSER');
    expect(codeOf(await world.journey.show(flowId, browser))).toBe('choose-idp');
    world.clock.advance(30 * 60_000 + 1000);
    expect(codeOf(await world.journey.show(flowId, browser))).toBe('FLOW_EXPIRED');
    expect(codeOf(await world.journey.show('../../etc/passwd', browser))).toBe('FLOW_EXPIRED');
  });

  it('takes only identity providers it offered', async () => {
    const world = await makeWorld();
    const browser = new CookieJar();
    const started = await start(world, await requestOf(world.sp3, now(world)), browser);
    browser.keep(started);
    const flowId = started.step.kind === 'see-flow' ? started.step.flowId : '';
    const shown = await world.journey.show(flowId, browser);
    const token = shown.step.kind === 'choose-idp' ? shown.step.formToken : '';
    for (const choice of [world.sp3.id, 'x', '', '__proto__']) {
      expect(codeOf(await world.journey.choose(flowId, { token, choice }, browser))).toBe('IDP_UNKNOWN');
    }
    expect(codeOf(await pick(world, flowId, world.nemid, browser))).toBe('send-redirect');
  });

  it('parallel tabs each have their own flow', async () => {
    const world = await makeWorld();
    const browser = new CookieJar();
    const [one, two] = [
      await ask(world, world.sp3, world.mitid, browser),
      await ask(world, world.sp3, world.nemid, browser),
    ];
    expect(codeOf(one)).toBe('send-redirect');
    expect(codeOf(two)).toBe('send-redirect');
    expect(browser.flowSecrets.size).toBe(2);
  });
});

describe('a login loop', () => {
  it('is noticed at the ninth login within half a minute, per service', async () => {
    const world = await makeWorld();
    const other = serviceProvider('other', 'oiosaml3');
    await world.save(other);
    const browser = new CookieJar();
    await login(world, world.sp3, world.mitid, anna, { browser });
    for (let round = 0; round < 8; round += 1)
      expect(codeOf(await ask(world, world.sp3, world.mitid, browser))).toBe('send-form');
    expect(codeOf(await ask(world, world.sp3, world.mitid, browser))).toBe('LOGIN_LOOP');
    expect(codeOf(await ask(world, other, world.mitid, browser))).toBe('send-form');
    world.clock.advance(31_000);
    expect(codeOf(await ask(world, world.sp3, world.mitid, browser))).toBe('send-form');
  });
});
