/** Upstream answers that are refused (security.md 7): what the browser sees, and that the flow stays usable. */
import { describe, expect, it } from '@jest/globals';
import type { Outcome } from '../../src/flows/login/index.ts';
import type { AssertionContent } from '../../src/saml/message/index.ts';
import { anna, answer, ask, statusOf } from '../support/journeys.ts';
import {
  answerOf,
  askedBy,
  errorAnswer,
  posted,
  readAnswer,
  type AnswerOptions,
  type Asked,
} from '../support/partners.ts';
import { CookieJar, makeWorld, type World } from '../support/world.ts';

const codeOf = ({ step }: Outcome): string => (step.kind === 'refused' ? step.code : step.kind);

async function waiting(world: World): Promise<{ browser: CookieJar; asked: Asked }> {
  const browser = new CookieJar();
  return { browser, asked: askedBy((await ask(world, world.sp3, world.mitid, browser)).step) };
}

const content = (bend: (content: AssertionContent) => Partial<AssertionContent>): Partial<AnswerOptions> => ({
  content: (plain) => ({ ...plain, ...bend(plain) }),
});
const minutes = 60_000;

const broken: readonly (readonly [
  name: string,
  code: string,
  options: (now: number) => Partial<AnswerOptions>,
])[] = [
  ['signed by a foreign key (S17)', 'RESPONSE_REFUSED', () => ({ signedBy: 'nemid' })],
  ['encrypted for somebody else (E8)', 'RESPONSE_REFUSED', () => ({ encryptedFor: 'sp3' })],
  [
    'for another audience (R1)',
    'RESPONSE_MISDIRECTED',
    () => content((c) => ({ conditions: { ...c.conditions, audience: 'https://hub.example/metadata/sp/' } })),
  ],
  [
    'for another recipient (R2)',
    'RESPONSE_MISDIRECTED',
    () =>
      content((c) => ({ confirmation: { ...c.confirmation, recipient: 'https://hub.example/saml/acs/' } })),
  ],
  [
    'to another destination (R2)',
    'RESPONSE_MISDIRECTED',
    () => ({ response: (r) => ({ ...r, destination: 'https://hub.example/saml/ACS' }) }),
  ],
  [
    'confirmation past (R4)',
    'RESPONSE_EXPIRED',
    (now) => content((c) => ({ confirmation: { ...c.confirmation, notOnOrAfter: now - 4 * minutes } })),
  ],
  [
    'conditions past (R4)',
    'RESPONSE_EXPIRED',
    (now) =>
      content((c) => ({
        conditions: { ...c.conditions, notBefore: now - 60 * minutes, notOnOrAfter: now - 4 * minutes },
      })),
  ],
  [
    'conditions to come (R4)',
    'RESPONSE_EXPIRED',
    (now) => content((c) => ({ conditions: { ...c.conditions, notBefore: now + 4 * minutes } })),
  ],
  [
    'assertion issued six minutes ago (R4)',
    'RESPONSE_EXPIRED',
    (now) => content(() => ({ issueInstant: now - 6 * minutes })),
  ],
  [
    'response issued six minutes ago (R4)',
    'RESPONSE_EXPIRED',
    (now) => ({ response: (r) => ({ ...r, issueInstant: now - 6 * minutes }) }),
  ],
  [
    'upstream session over (R4)',
    'RESPONSE_EXPIRED',
    (now) => content((c) => ({ authnStatement: { ...c.authnStatement, sessionNotOnOrAfter: now - 1 } })),
  ],
  [
    'assertion of another issuer (R5)',
    'RESPONSE_MISDIRECTED',
    () => content(() => ({ issuer: 'https://nemid.example/metadata' })),
  ],
  [
    'response of another issuer (R5, R13)',
    'RESPONSE_MISDIRECTED',
    () => ({ response: (r) => ({ ...r, issuer: 'https://hub.example/metadata/oiosaml3' }) }),
  ],
  ['an ID of 15 characters (R9)', 'RESPONSE_MALFORMED', () => content(() => ({ id: '_12345678901234' }))],
  ['no attributes that say who it is', 'RESPONSE_CONTENT', () => content(() => ({ attributes: [] }))],
  [
    'a status beside an assertion (R7)',
    'RESPONSE_MALFORMED',
    () => ({ response: (r) => ({ ...r, status: { top: 'Responder' } }) }),
  ],
];

describe('a broken answer of an identity provider', () => {
  it.each(broken)('%s is refused as %s, and the flow goes on', async (_name, code, options) => {
    const world = await makeWorld();
    const { browser, asked } = await waiting(world);
    const refused = await answer(world, asked, anna, browser, options(world.clock.now()));
    expect(codeOf(refused)).toBe(code);
    expect(browser.sessions.size).toBe(0);
    const good = await answer(world, asked, anna, browser);
    expect(statusOf(await readAnswer(world.sp3, good))).toBe('Success');
  });

  it('five end the flow; the sixth, even a good one, comes too late', async () => {
    const world = await makeWorld();
    const { browser, asked } = await waiting(world);
    const codes: string[] = [];
    for (let n = 0; n < 5; n += 1)
      codes.push(codeOf(await answer(world, asked, anna, browser, { signedBy: 'nemid' })));
    expect(codes).toEqual([...Array.from({ length: 4 }, () => 'RESPONSE_REFUSED'), 'FLOW_REFUSALS']);
    expect(codeOf(await answer(world, asked, anna, browser))).toBe('FLOW_ENDED');
  });

  it('from decryption to signature nothing tells the causes apart but the log (E2)', async () => {
    const world = await makeWorld();
    const { browser, asked } = await waiting(world);
    const now = world.clock.now();
    const bent = async (pattern: RegExp, into: string) => {
      const wire = await answerOf(world.mitid, asked, anna, { now });
      const xml = Buffer.from(wire.method === 'POST' ? (wire.fields[0]?.[1] ?? '') : '', 'base64').toString();
      return world.journey.finish(posted(xml.replace(pattern, into), asked.relayState), browser);
    };
    const lastBlock =
      /(<xenc:CipherValue>)([^<]+)(<\/xenc:CipherValue><\/xenc:CipherData><\/xenc:EncryptedData>)/;
    const outcomes = [
      await answer(world, asked, anna, browser, { signedBy: 'nemid' }),
      await answer(world, asked, anna, browser, { encryptedFor: 'sp3' }),
      await bent(lastBlock, `$1${Buffer.alloc(64, 7).toString('base64')}$3`),
      await bent(lastBlock, `$1AAAA$3`),
    ];
    const seen = outcomes.map(({ step }) => (step.kind === 'refused' ? { ...step, reference: '' } : step));
    expect(new Set(seen.map((one) => JSON.stringify(one))).size).toBe(1);
    const details = world.log.map(({ fields }) => fields['detail']);
    expect(new Set(details).size).toBeGreaterThan(1);
  });
});

describe('an address whose answers keep failing (E2)', () => {
  it('is stopped at the twenty-first within a minute, and nobody else is', async () => {
    const world = await makeWorld();
    const next = () => waiting(world);
    for (let failed = 0; failed < 20; failed += 1) {
      const { browser, asked } = await next();
      expect(codeOf(await answer(world, asked, anna, browser, { signedBy: 'nemid' }))).toBe(
        'RESPONSE_REFUSED',
      );
    }
    const { browser, asked } = await next();
    expect(codeOf(await answer(world, asked, anna, browser))).toBe('TOO_MANY_FAILURES');
    const elsewhere = Object.assign(new CookieJar('192.0.2.2'), { flowSecrets: browser.flowSecrets });
    expect(codeOf(await answer(world, asked, anna, elsewhere))).toBe('send-form');
    world.clock.advance(61_000);
    const later = await next();
    expect(codeOf(await answer(world, later.asked, anna, later.browser))).toBe('send-form');
  });
});

describe('answers that are used, foreign or unasked', () => {
  it('a used one is refused (R11), in the same flow and in the next', async () => {
    const world = await makeWorld();
    const { browser, asked } = await waiting(world);
    const wire = await answerOf(world.mitid, asked, anna, { now: world.clock.now() });
    expect(codeOf(await world.journey.finish(wire, browser))).toBe('send-form');
    expect(codeOf(await world.journey.finish(wire, browser))).toBe('RESPONSE_REPLAYED');
  });

  it('an assertion ID that was seen before is refused, in another flow too', async () => {
    const world = await makeWorld();
    const same = content(() => ({ id: '_00000000000000000000000000000001' }));
    const [one, two] = [await waiting(world), await waiting(world)];
    expect(codeOf(await answer(world, one.asked, anna, one.browser, same))).toBe('send-form');
    expect(codeOf(await answer(world, two.asked, anna, two.browser, same))).toBe('RESPONSE_REPLAYED');
  });

  it('an unsolicited one is refused: no RelayState, or one that is not ours (R3, R19)', async () => {
    const world = await makeWorld();
    const { browser, asked } = await waiting(world);
    for (const relayState of ['', 'https://evil.example/', 'x.y', `${asked.relayState}x`]) {
      const wire = await answerOf(world.mitid, asked, anna, { now: world.clock.now(), relayState });
      expect(codeOf(await world.journey.finish(wire, browser))).toBe('RESPONSE_MALFORMED');
    }
    const gone = await answerOf(world.mitid, asked, anna, {
      now: world.clock.now(),
      relayState: `00000000-0000-4000-8000-000000000000.AAAAAAAAAAAAAAAAAAAAAA`,
    });
    expect(codeOf(await world.journey.finish(gone, browser))).toBe('FLOW_EXPIRED');
  });

  it('an identity provider disabled after it was asked is refused (R14)', async () => {
    const world = await makeWorld();
    const { browser, asked } = await waiting(world);
    await world.deps.providers.setState(world.mitid.id, 'disabled');
    world.clock.advance(2_000);
    expect(codeOf(await answer(world, asked, anna, browser))).toBe('IDP_DISABLED');
  });

  it('a service disabled meanwhile is not answered', async () => {
    const world = await makeWorld();
    const { browser, asked } = await waiting(world);
    await world.deps.providers.setState(world.sp3.id, 'disabled');
    world.clock.advance(2_000);
    expect(codeOf(await answer(world, asked, anna, browser))).toBe('SP_DISABLED');
  });
});

describe('an identity provider that says no', () => {
  it.each([
    [{ top: 'Responder', second: 'AuthnFailed' }, 'Responder/AuthnFailed'],
    [{ top: 'Responder', second: 'NoAuthnContext' }, 'Responder/NoAuthnContext'],
    [{ top: 'Responder', second: 'NoPassive' }, 'Responder/NoPassive'],
    [{ top: 'Responder', second: 'RequestDenied' }, 'Responder/RequestDenied'],
    [{ top: 'Requester' }, 'Responder/AuthnFailed'],
  ] as const)('%j: the service is told %s', async (status, told) => {
    const world = await makeWorld();
    const { browser, asked } = await waiting(world);
    const outcome = await world.journey.finish(
      errorAnswer(world.mitid, asked, status, world.clock.now()),
      browser,
    );
    expect(statusOf(await readAnswer(world.sp3, outcome))).toBe(told);
    expect(codeOf(await answer(world, asked, anna, browser))).toBe('RESPONSE_REPLAYED');
  });
});
