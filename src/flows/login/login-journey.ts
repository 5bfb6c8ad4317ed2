import { HubError, isHubError } from '../../kernel/errors.ts';
import type { Dialect, IdentityProvider, ServiceProvider } from '../../domain/federation/index.ts';
import type { AnswerTo } from './answer-sp.ts';
import { checkFormToken, chooseIdp, openFlowOf, serviceOf, showFlow } from './choose-idp.ts';
import type { LoginDeps } from './deps.ts';
import { createFailureLimit, type FailureLimit } from './failure-limit.ts';
import { finishLogin } from './finish-login.ts';
import type { StoredFlow } from './flow-journal.ts';
import type { Browser, CookieChange, LoginJourney, Outcome, Wire } from './journey.ts';
import { createLoopGuard } from './loop-guard.ts';
import { receiveRequest } from './receive-request.ts';
import { assertOwnAnswer, openUpstreamAnswer } from './upstream-answer.ts';
import { refuseFlow, refuseRequest } from './refuse-flow.ts';
import { refusalPage, type RefusalContext } from './refuse.ts';
import { startLogin } from './start-login.ts';

/**
 * One login, from the wire to the wire (docs/flows.md). Every method resolves: a refusal is an answer to the service
 * where it may be answered, else a page; nothing a client sends makes it throw.
 */
export function createLoginJourney(deps: LoginDeps): LoginJourney {
  const loops = createLoopGuard(deps.clock);
  const failures = createFailureLimit(deps.clock);
  return {
    start: (face, wire, browser) => start(face, wire, browser, loops.check, deps),
    show: (flowId, browser) => within(flowId, browser, deps, (open) => showFlow(open, browser, deps)),
    choose: (flowId, form, browser) =>
      within(flowId, browser, deps, (open) => chooseIdp(open, form, browser, deps)),
    cancel: (flowId, form, browser) =>
      within(flowId, browser, deps, ({ flow }) => {
        checkFormToken(flow, form.token);
        throw new HubError('AUTHN_FAILED', 'given up on the page of the hub');
      }),
    finish: (wire, browser) => finish(wire, browser, failures, deps),
  };
}

async function start(
  face: Dialect,
  wire: Wire,
  browser: Browser,
  checkLoop: (browser: Browser, sp: string) => void,
  deps: LoginDeps,
): Promise<Outcome> {
  const context: RefusalContext = {};
  try {
    const genuine = await receiveRequest(face, wire, deps);
    Object.assign(context, { sp: genuine.sp.entityId, service: genuine.sp.displayName });
    try {
      checkLoop(browser, genuine.sp.entityId);
      return await startLogin(face, genuine, browser, deps);
    } catch (error) {
      return await refuseRequest(error, genuine, context, deps);
    }
  } catch (error) {
    return { step: refusalPage(error, context, deps), cookies: [] };
  }
}

/** A page of the hub within a flow. A refusal that has a SAML status ends the flow and tells the service. */
async function within(
  flowId: string,
  browser: Browser,
  deps: LoginDeps,
  act: (open: Awaited<ReturnType<typeof openFlowOf>>) => Outcome | Promise<Outcome>,
): Promise<Outcome> {
  const context: RefusalContext = { flow: flowId };
  try {
    const open = await openFlowOf(flowId, browser, deps);
    Object.assign(context, { sp: open.sp.entityId, service: open.sp.displayName });
    try {
      return await act(open);
    } catch (error) {
      return await refuseFlow(error, open.flow, answerTo(open.flow, open.sp), context, [], deps);
    }
  } catch (error) {
    return { step: refusalPage(error, context, deps), cookies: [] };
  }
}

async function finish(
  wire: Wire,
  browser: Browser,
  failures: FailureLimit,
  deps: LoginDeps,
): Promise<Outcome> {
  const context: RefusalContext = {};
  try {
    failures.check(browser.address);
    const answer = await openUpstreamAnswer(wire, browser, deps);
    const { received, flow } = answer;
    const sp = await serviceOf(flow, deps);
    Object.assign(context, {
      flow: flow.id,
      sp: sp.entityId,
      service: sp.displayName,
      idp: flow.body.asked?.idp,
    });
    const cookies: CookieChange[] = [];
    try {
      assertOwnAnswer(answer, browser, deps);
      const idp = await identityProviderOf(flow, deps);
      return await finishLogin(flow, answerTo(flow, sp), idp, received, browser, cookies, deps);
    } catch (error) {
      if (isHubError(error, 'RESPONSE_REFUSED')) failures.count(browser.address);
      return await refuseFlow(error, flow, answerTo(flow, sp), context, cookies, deps);
    }
  } catch (error) {
    return { step: refusalPage(error, context, deps), cookies: [] };
  }
}

/** Enabled when it was asked is not enough (security.md R14). @throws HubError IDP_DISABLED */
async function identityProviderOf({ body }: StoredFlow, deps: LoginDeps): Promise<IdentityProvider> {
  const idp = body.asked && (await deps.providers.get(body.asked.idp));
  if (idp?.role !== 'idp' || idp.state !== 'enabled')
    throw new HubError('IDP_DISABLED', 'disabled since it was asked');
  return idp;
}

/** @throws HubError ACS_MISMATCH when the address is no longer the service's */
function answerTo({ body: { request } }: StoredFlow, sp: ServiceProvider): AnswerTo {
  const { id, acs, relayState } = request;
  if (!sp.acs.some(({ binding, location }) => binding === 'post' && location === acs)) {
    throw new HubError('ACS_MISMATCH', 'the address is no longer registered');
  }
  return { sp, acs, requestId: id, ...(relayState === undefined ? {} : { relayState }) };
}
