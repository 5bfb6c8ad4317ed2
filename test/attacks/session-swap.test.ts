/**
 * Nobody gets somebody else's login (design.md 4.2; in 2022 a Danish broker gave users each other's sessions when they
 * logged in milliseconds apart). For every comparison a swap that only this comparison stops, shown by taking it out.
 * Thousands of twin logins are in twin-logins.test.ts.
 */
import { describe, expect, it } from '@jest/globals';
import type { Collection, Store } from '../../src/domain/storage/index.ts';
import { bindings, responseChecks, type LoginDeps, type Outcome } from '../../src/flows/login/index.ts';
import type { AssertionContent } from '../../src/saml/message/index.ts';
import { answerOf, type AnswerOptions, type Human } from '../support/partners.ts';
import { waiting, type WaitingLogin } from '../support/waiting-login.ts';
import { CookieJar, makeWorld, uuidOf, type World } from '../support/world.ts';

const anna: Human = { name: 'Anna Ærø', cpr: '9999990011' };
const bo: Human = { name: 'Bo Åby', cpr: '9999990012' };

interface Swap {
  /** The comparison that stops it, by its list. */
  readonly list: 'bindings' | 'envelope' | 'assertion';
  readonly name: string;
  /** A fault inside the hub, for what no message from outside can bring about. */
  readonly fault?: (deps: LoginDeps) => LoginDeps;
  readonly answer?: Partial<AnswerOptions>;
  /** Changes who posts, or with what. */
  readonly post?: (
    login: WaitingLogin,
    twin: WaitingLogin,
  ) => {
    readonly browser?: CookieJar;
    readonly relayState?: string;
  };
}

const otherRequest = '_00000000000000000000000000000000';
const confirmation = (more: Partial<AssertionContent['confirmation']>): Partial<AnswerOptions> => ({
  content: (content) => ({ ...content, confirmation: { ...content.confirmation, ...more } }),
});

const swaps: readonly Swap[] = [
  {
    list: 'bindings',
    name: 'browser secret',
    post: ({ flowId }) => {
      const thief = new CookieJar();
      thief.flowSecrets.set(flowId, 'AAAAAAAAAAAAAAAAAAAAAA');
      return { browser: thief };
    },
  },
  {
    list: 'bindings',
    name: 'relay token',
    post: ({ flowId }, twin) => ({ relayState: `${flowId}.${twin.asked.relayState.split('.')[1]}` }),
  },
  {
    list: 'envelope',
    name: 'destination',
    answer: { response: (content) => ({ ...content, destination: 'https://hub.example/other' }) },
  },
  {
    list: 'envelope',
    name: 'in-response-to',
    answer: { response: (content) => ({ ...content, inResponseTo: otherRequest }) },
  },
  {
    list: 'envelope',
    name: 'issuer',
    answer: { response: (content) => ({ ...content, issuer: 'https://nemid.example/metadata' }) },
  },
  {
    list: 'assertion',
    name: 'issuer',
    answer: { content: (content) => ({ ...content, issuer: 'https://nemid.example/metadata' }) },
  },
  { list: 'assertion', name: 'subject confirmation', answer: confirmation({ inResponseTo: otherRequest }) },
  {
    list: 'assertion',
    name: 'audience',
    answer: {
      content: (content) => ({
        ...content,
        conditions: { ...content.conditions, audience: 'https://sp2.example/metadata' },
      }),
    },
  },
  {
    list: 'bindings',
    name: 'session identity',
    fault: storeFault('sessions', (sessions) => ({
      ...sessions,
      async insert(id, body, options) {
        const stored = await sessions.insert(id, body, options);
        return { ...stored, body: { ...stored.body, identity: uuidOf('somebody else') } };
      },
    })),
  },
  {
    list: 'bindings',
    name: 'released identifier',
    fault: storeFault('pairwise', (pairwise) => ({
      ...pairwise,
      get: async (id) => ({
        id,
        v: 1,
        body: { uuid: uuidOf('identifier of the twin'), source: 'made', createdAt: 0 },
      }),
    })),
  },
  {
    list: 'bindings',
    name: 'audience',
    fault: contentFault((content) => ({
      ...content,
      conditions: { ...content.conditions, audience: 'https://sp2.example/metadata' },
    })),
  },
  {
    list: 'bindings',
    name: 'recipient',
    fault: contentFault((content) => ({
      ...content,
      confirmation: { ...content.confirmation, recipient: 'https://sp2.example/acs' },
    })),
  },
  {
    list: 'bindings',
    name: 'in response to',
    fault: contentFault((content) => ({
      ...content,
      confirmation: { ...content.confirmation, inResponseTo: otherRequest },
    })),
  },
];

function storeFault(
  name: string,
  bend: (collection: Collection<Record<string, unknown>>) => Collection<Record<string, unknown>>,
): (deps: LoginDeps) => LoginDeps {
  return (deps) => {
    const store: Store = {
      ...deps.store,
      collection: <T extends object>(wanted: string): Collection<T> => {
        const real = deps.store.collection<Record<string, unknown>>(wanted);
        return (wanted === name ? bend(real) : real) as unknown as Collection<T>;
      },
    };
    return { ...deps, store };
  };
}

function contentFault(bend: (content: AssertionContent) => AssertionContent): (deps: LoginDeps) => LoginDeps {
  return (deps) => ({
    ...deps,
    dialectOf: (dialect) => {
      const real = deps.dialectOf(dialect);
      return { ...real, assertionContent: (...given) => bend(real.assertionContent(...given)) };
    },
  });
}

/** The same login with one comparison taken out. */
function without({ list, name }: Swap, deps: LoginDeps): LoginDeps {
  if (list === 'bindings') return { ...deps, bindings: bindings.filter((one) => one.name !== name) };
  const kept = { ...responseChecks, [list]: responseChecks[list].filter(([check]) => check !== name) };
  return { ...deps, responseChecks: kept };
}

async function trySwap(
  swap: Swap,
  mutate: (deps: LoginDeps) => LoginDeps,
): Promise<{ world: World; outcome: Outcome; flowId: string }> {
  const fault = swap.fault ?? ((deps: LoginDeps) => deps);
  const world = await makeWorld({ bend: (deps) => mutate(fault(deps)) });
  const [login, twin] = [await waiting(world), await waiting(world)];
  const { browser = login.browser, relayState } = swap.post?.(login, twin) ?? {};
  const options = {
    now: world.clock.now(),
    ...swap.answer,
    ...(relayState === undefined ? {} : { relayState }),
  };
  const answer = await answerOf(world.mitid, login.asked, anna, options);
  return { world, outcome: await world.journey.finish(answer, browser), flowId: login.flowId };
}

const accepted = ({ step }: Outcome): boolean =>
  step.kind === 'send-form' &&
  Buffer.from(step.fields[0]?.[1] ?? '', 'base64')
    .toString()
    .includes('status:Success');

describe('every comparison is needed (mutation test)', () => {
  it.each(swaps)('$list: $name stops a swap that nothing else stops', async (swap) => {
    const guarded = await trySwap(swap, (deps) => deps);
    expect(accepted(guarded.outcome)).toBe(false);
    expect(guarded.outcome.cookies.some(({ kind }) => kind === 'set-session')).toBe(false);
    const mutated = await trySwap(swap, (deps) => without(swap, deps));
    expect(accepted(mutated.outcome)).toBe(true);
  });

  it('covers every comparison of the binding', () => {
    const covered = swaps.filter(({ list }) => list === 'bindings').map(({ name }) => name);
    expect(covered.sort()).toEqual(bindings.map(({ name }) => name).sort());
  });

  it('a break of the binding ends the flow at once, with an alarm', async () => {
    for (const swap of swaps.filter(({ list, name }) => list === 'bindings' || name === 'in-response-to')) {
      const { world, outcome, flowId } = await trySwap(swap, (deps) => deps);
      expect(outcome.step).toMatchObject({ kind: 'refused', code: 'BINDING_BROKEN' });
      expect(world.log.some(({ level }) => level === 'alarm')).toBe(true);
      const flow = await world.store.collection<{ state: string }>('flows').get(flowId);
      expect(flow?.body.state).toBe('ended');
    }
  });
});

describe('answers that cross between two people', () => {
  it('Bo posts the answer meant for Anna, with his own flow: refused, and neither is logged in', async () => {
    const world = await makeWorld();
    const [hers, his] = [await waiting(world), await waiting(world)];
    const answer = await answerOf(world.mitid, hers.asked, anna, {
      now: world.clock.now(),
      relayState: his.asked.relayState,
    });
    const crossed = await world.journey.finish(answer, his.browser);
    expect(crossed.step).toMatchObject({ kind: 'refused', code: 'BINDING_BROKEN' });
    expect(his.browser.sessions.size).toBe(0);
    const own = await answerOf(world.mitid, hers.asked, anna, { now: world.clock.now() });
    expect(accepted(await world.journey.finish(own, hers.browser))).toBe(true);
    const late = await answerOf(world.mitid, his.asked, bo, { now: world.clock.now() });
    expect((await world.journey.finish(late, his.browser)).step).toMatchObject({
      kind: 'refused',
      code: 'FLOW_ENDED',
    });
  });

  it('the same answer posted twice at once logs in once', async () => {
    const world = await makeWorld();
    const { browser, asked } = await waiting(world);
    const answer = await answerOf(world.mitid, asked, anna, { now: world.clock.now() });
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => world.journey.finish(answer, browser)));
    expect(outcomes.filter(accepted)).toHaveLength(1);
  });

  it('a second browser with the same message is refused (security.md R12)', async () => {
    const world = await makeWorld();
    const { asked, browser } = await waiting(world);
    const answer = await answerOf(world.mitid, asked, anna, { now: world.clock.now() });
    const stranger = await world.journey.finish(answer, new CookieJar());
    expect(stranger.step).toMatchObject({ kind: 'refused', code: 'FLOW_COOKIE_LOST' });
    expect(accepted(await world.journey.finish(answer, browser))).toBe(true);
  });
});
