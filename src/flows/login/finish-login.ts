import { HubError, isHubError } from '../../kernel/errors.ts';
import { achievedLevel } from '../../domain/assurance/index.ts';
import type { IdentityProvider } from '../../domain/federation/index.ts';
import { resolveIdentity } from '../../domain/identity/index.ts';
import type { LoginFacts } from '../../domain/login/index.ts';
import type { Received } from '../../saml/binding/index.ts';
import { checkReplay, type ReplayStore } from '../../saml/check/index.ts';
import type { Assertion } from '../../saml/message/index.ts';
import type { AnswerTo } from './answer-sp.ts';
import { complete, demandFit } from './complete.ts';
import type { LoginDeps } from './deps.ts';
import { advance, publishEvents, type StoredFlow } from './flow-journal.ts';
import type { Browser, CookieChange, Outcome } from './journey.ts';
import { loginEvent } from './login-event.ts';
import { receiveResponse } from './receive-response.ts';
import type { Login } from './release.ts';
import { takeUpSession } from './take-up-session.ts';

/**
 * An identity provider answered this flow: verify, find the person, take up the session, release, answer.
 * The journal's last entry (compare-and-swap to `answered`, with all events) is durable before the answer leaves.
 *
 * @throws HubError; with a SAML status, the service may be told
 */
export async function finishLogin(
  flow: StoredFlow,
  to: AnswerTo,
  idp: IdentityProvider,
  received: Received,
  browser: Browser,
  cookies: CookieChange[],
  deps: LoginDeps,
): Promise<Outcome> {
  const assertion = await receiveResponse(received, flow.body, idp, deps);
  const login = await loginOf(assertion, idp, deps);
  await checkReplay('response', lifeOf(assertion), replayStore(deps));
  demandFit(login, to.sp, flow.body);
  const proven = { ...flow.body, proof: { id: assertion.id, identity: login.identity.id } };
  const taken = await takeUpSession(proven, login, to.sp, browser, cookies, deps);
  const { step, events } = await complete(proven, to, login, taken.session, deps);
  const done = await advance(
    flow,
    { state: 'answered', outcome: 'Success', proof: proven.proof },
    [loginEvent('idp-answered', login, to.sp, deps), ...taken.events, ...events],
    deps,
  );
  publishEvents(done.body, deps);
  return { step, cookies };
}

/** Who it is and how strongly, within what the identity provider may say (security.md R15: excess refuses). */
async function loginOf(assertion: Assertion, idp: IdentityProvider, deps: LoginDeps): Promise<Login> {
  const facts = deps.dialectOf(idp.dialect).readLogin(assertion, idp);
  checkContract(facts, idp);
  const identity = await resolveIdentity(facts, deps.identity);
  return { identity, facts, idp: idp.id, achieved: achievedLevel(facts, idp, identity.registeredIal) };
}

function checkContract({ kind, organisation }: LoginFacts, idp: IdentityProvider): void {
  const kindAllowed = idp.allowedKinds.includes(kind);
  const cvrAllowed = !organisation || !idp.allowedCvrs || idp.allowedCvrs.includes(organisation.cvr);
  if (!kindAllowed || !cvrAllowed) {
    throw new HubError(
      'IDP_OUT_OF_CONTRACT',
      `${idp.entityId}: ${kindAllowed ? 'CVR number' : kind} is not its to assert`,
    );
  }
}

/** How long an assertion could be used again: the later of its two ends. */
function lifeOf({ issuer, id, conditions, confirmations }: Assertion): {
  issuer: string;
  id: string;
  until: number;
} {
  const ends = [conditions.notOnOrAfter, ...confirmations.map(({ notOnOrAfter }) => notOnOrAfter)];
  return { issuer, id, until: Math.max(...ends.filter((end) => end !== undefined)) };
}

function replayStore({ store }: LoginDeps): ReplayStore {
  const replay = store.collection<Record<string, never>>('replay');
  return {
    async remember(key, expiresAt) {
      try {
        await replay.insert(key, {}, { expiresAt });
        return 'new';
      } catch (error) {
        if (isHubError(error, 'STORE_DUPLICATE')) return 'seen';
        throw error;
      }
    },
  };
}
