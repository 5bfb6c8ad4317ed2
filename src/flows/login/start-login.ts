import { HubError, isHubError } from '../../kernel/errors.ts';
import { numbered, type EventDraft } from '../../domain/audit/index.ts';
import type { Dialect } from '../../domain/federation/index.ts';
import { readIdentity } from '../../domain/identity/index.ts';
import { sessionFacts, type Session } from '../../domain/session/index.ts';
import { answerableRequestChecks, runChecks } from '../../saml/check/index.ts';
import type { AnswerTo } from './answer-sp.ts';
import { prepareRequest } from './ask-idp.ts';
import { sessionDeps, standingOf, type Standing } from './browser-session.ts';
import { complete } from './complete.ts';
import type { LoginDeps } from './deps.ts';
import { claimRequest, loadFlow, newFlow, openFlow, publishEvents, type NewFlow } from './flow-journal.ts';
import { flowLifetimeSeconds, sameSecret, type FlowRecord } from './flow-record.ts';
import type { Browser, Outcome } from './journey.ts';
import { loginEvent } from './login-event.ts';
import { nextStep, type NextStep } from './next-step.ts';
import type { GenuineRequest } from './receive-request.ts';
import type { Login } from './release.ts';

/**
 * A genuine request becomes a flow, and the flow takes its first step.
 *
 * @throws HubError; with a SAML status, the service may be told
 */
export async function startLogin(
  face: Dialect,
  genuine: GenuineRequest,
  browser: Browser,
  deps: LoginDeps,
): Promise<Outcome> {
  const { sp, request, context } = genuine;
  runChecks(answerableRequestChecks, request, context);
  const demand = deps.dialectOf(sp.dialect).readDemand(request, sp);
  const flow = newFlow(face, genuine, demand, deps);
  const earlier = await claimRequest(sp.entityId, request.id, flow.record.flowId, deps);
  if (earlier !== undefined) return resume(earlier, browser, deps);
  const standing = await standingOf(browser, sp, demand, deps);
  const step = nextStep({
    sp,
    demand,
    reuse: standing.reuse,
    idps: await deps.providers.listEnabledIdentityProviders(),
    ...(standing.session ? { sessionIdp: standing.session.idp } : {}),
  });
  return takeFirstStep(step, flow, genuine, standing, deps);
}

/** The same request in the same browser goes on where its flow stands; anywhere else it is refused (security.md A7). */
async function resume(flowId: string, browser: Browser, deps: LoginDeps): Promise<Outcome> {
  const secret = browser.flowSecrets.get(flowId);
  const flow = await loadFlow(flowId, deps).catch((error: unknown) => {
    if (isHubError(error, 'FLOW_EXPIRED')) return undefined;
    throw error;
  });
  if (!flow || secret === undefined || !sameSecret(flow.body.browserHash, secret)) {
    throw new HubError('REQUEST_REPLAYED', 'this request was used before');
  }
  return { step: { kind: 'see-flow', flowId }, cookies: [] };
}

async function takeFirstStep(
  step: NextStep,
  flow: NewFlow,
  { sp, acs, request, relayState }: GenuineRequest,
  standing: Standing,
  deps: LoginDeps,
): Promise<Outcome> {
  const to: AnswerTo = {
    sp,
    acs: acs.location,
    requestId: request.id,
    ...(relayState === undefined ? {} : { relayState }),
  };
  switch (step.kind) {
    case 'refuse':
      throw new HubError(step.code, 'decided at the start of the login');
    case 'answer-from-session':
      return answerFromSession(flow.record, to, standing, deps);
    case 'ask-idp': {
      const prepared = prepareRequest(flow.record, step.idp, sp, deps);
      const record: FlowRecord = {
        ...withSession(flow.record, standing),
        state: 'asked',
        asked: prepared.asked,
      };
      await openFlow(withEvents(record, [prepared.event]), deps);
      return { step: await prepared.send(), cookies: [flowCookie(flow)] };
    }
    case 'choose-idp':
      await openFlow(withSession(flow.record, standing), deps);
      return { step: { kind: 'see-flow', flowId: flow.record.flowId }, cookies: [flowCookie(flow)] };
  }
}

/** Single sign-on: one write, which is the whole journal of this login. */
async function answerFromSession(
  record: FlowRecord,
  to: AnswerTo,
  { session }: Standing,
  deps: LoginDeps,
): Promise<Outcome> {
  if (!session) throw new HubError('INTERNAL', 'a session is reused that is not there');
  const login = await loginOf(session, deps);
  const proven: FlowRecord = { ...record, proof: { id: 'session', identity: session.identity } };
  const { step, events } = await complete(proven, to, login, session, deps);
  const reused = loginEvent('session-reused', login, to.sp, deps);
  const done = withEvents({ ...proven, state: 'answered', outcome: 'Success' }, [reused, ...events]);
  await openFlow(done, deps);
  publishEvents(done, deps);
  return { step, cookies: [] };
}

/** The login that the session remembers. @throws HubError IDENTITY_ENDED when the identity is gone */
async function loginOf(session: Session, deps: LoginDeps): Promise<Login> {
  const [identity, facts] = await Promise.all([
    readIdentity(session.identity, deps.identity),
    sessionFacts(session, sessionDeps(deps)),
  ]);
  if (!identity) throw new HubError('IDENTITY_ENDED', 'the identity of the session is gone');
  const { legacyLevel, level, idp } = session;
  return { identity, facts, idp, achieved: level === undefined ? { legacyLevel } : { level, legacyLevel } };
}

/** What a step-up will be measured against: the session this browser held when the login began. */
function withSession(record: FlowRecord, { session, reuse }: Standing): FlowRecord {
  return session && !reuse.reuse
    ? { ...record, session: { sid: session.sid, reason: reuse.reason } }
    : record;
}

function withEvents(record: FlowRecord, events: readonly EventDraft[]): FlowRecord {
  return { ...record, events: [...record.events, ...numbered(record.flowId, record.events.length, events)] };
}

const flowCookie = ({ record, browserSecret }: NewFlow): Outcome['cookies'][number] => ({
  kind: 'set-flow',
  flowId: record.flowId,
  secret: browserSecret,
  maxAgeSeconds: flowLifetimeSeconds,
});
