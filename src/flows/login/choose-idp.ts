import { timingSafeEqual } from 'node:crypto';
import { HubError } from '../../kernel/errors.ts';
import type { ServiceProvider } from '../../domain/federation/index.ts';
import { prepareRequest } from './ask-idp.ts';
import { assertBound } from './binding.ts';
import { standingOf } from './browser-session.ts';
import type { LoginDeps } from './deps.ts';
import { advance, loadFlow, type StoredFlow } from './flow-journal.ts';
import type { Browser, Outcome } from './journey.ts';
import { nextStep, type NextStep } from './next-step.ts';

/** A flow that belongs to this browser, and the service it is for. */
export interface OpenFlow {
  readonly flow: StoredFlow;
  readonly sp: ServiceProvider;
}

/**
 * Finds a flow for its own browser.
 *
 * @throws HubError FLOW_EXPIRED, FLOW_COOKIE_LOST, FLOW_OTHER_BROWSER, FLOW_ENDED, SP_DISABLED
 */
export async function openFlowOf(flowId: string, browser: Browser, deps: LoginDeps): Promise<OpenFlow> {
  const flow = await loadFlow(flowId, deps);
  const secret = browser.flowSecrets.get(flowId);
  if (secret === undefined) throw new HubError('FLOW_COOKIE_LOST', 'no cookie of this flow');
  assertOwnBrowser(flow, flowId, secret, deps);
  if (flow.body.state === 'answered' || flow.body.state === 'ended') {
    throw new HubError('FLOW_ENDED', `the flow is ${flow.body.state}`);
  }
  return { flow, sp: await serviceOf(flow, deps) };
}

/** A page of the hub shows or moves the flow, nothing more, so another browser ends nothing here. */
function assertOwnBrowser(flow: StoredFlow, flowId: string, browserSecret: string, deps: LoginDeps): void {
  try {
    assertBound('browser', flow.body, { browserSecret }, deps.bindings);
  } catch (cause) {
    throw new HubError('FLOW_OTHER_BROWSER', 'cookie and flow do not belong together', {}, cause);
  }
}

/** @throws HubError SP_UNKNOWN, SP_DISABLED: disabled means disabled at every step */
export async function serviceOf(flow: StoredFlow, deps: LoginDeps): Promise<ServiceProvider> {
  const sp = await deps.providers.findServiceProvider(flow.body.request.sp, flow.body.face);
  if (!sp) throw new HubError('SP_UNKNOWN', 'the service of this flow is gone');
  if (sp.state !== 'enabled') throw new HubError('SP_DISABLED', sp.entityId, { service: sp.displayName.da });
  return sp;
}

/** The page of a flow: the choice of identity provider. After a way back in the browser it may be made anew. */
export async function showFlow(open: OpenFlow, browser: Browser, deps: LoginDeps): Promise<Outcome> {
  const step = await decide(open, browser, deps);
  switch (step.kind) {
    case 'choose-idp':
      return {
        step: {
          kind: 'choose-idp',
          flowId: open.flow.body.flowId,
          formToken: open.flow.body.formToken,
          service: open.sp.displayName,
          choices: step.choices.map(({ id, displayName, leg }) => ({ id, name: displayName, leg })),
        },
        cookies: [],
      };
    case 'ask-idp':
      return ask(open, step, deps);
    case 'refuse':
      throw new HubError(step.code, 'no identity provider fits (any more)');
    case 'answer-from-session':
      throw new HubError('INTERNAL', 'an open flow is not answered from a session');
  }
}

/**
 * The person chose. The token shows that the form was this flow's; the choice is looked up among those that fit.
 *
 * @throws HubError FORM_TOKEN, IDP_UNKNOWN
 */
export async function chooseIdp(
  open: OpenFlow,
  form: { readonly token: string; readonly choice: string },
  browser: Browser,
  deps: LoginDeps,
): Promise<Outcome> {
  checkFormToken(open.flow, form.token);
  const step = await decide(open, browser, deps, form.choice);
  if (step.kind === 'ask-idp') return ask(open, step, deps);
  throw new HubError(step.kind === 'refuse' ? step.code : 'INTERNAL', 'the choice does not fit');
}

/** @throws HubError FORM_TOKEN (security.md B4) */
export function checkFormToken(flow: StoredFlow, token: string): void {
  const expected = Buffer.from(flow.body.formToken);
  const given = Buffer.from(token);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) {
    throw new HubError('FORM_TOKEN', 'the form is not of this flow');
  }
}

async function ask(
  { flow, sp }: OpenFlow,
  { idp }: Extract<NextStep, { kind: 'ask-idp' }>,
  deps: LoginDeps,
): Promise<Outcome> {
  const prepared = prepareRequest(flow.body, idp, sp, deps);
  await advance(flow, { state: 'asked', asked: prepared.asked }, [prepared.event], deps);
  return { step: await prepared.send(), cookies: [] };
}

/** A flow with a page never reuses a session: that was decided when it began. */
async function decide(
  { flow, sp }: OpenFlow,
  browser: Browser,
  deps: LoginDeps,
  chosen?: string,
): Promise<NextStep> {
  const { demand } = flow.body.request;
  const [{ session, reuse }, idps] = await Promise.all([
    standingOf(browser, sp, demand, deps),
    deps.providers.listEnabledIdentityProviders(),
  ]);
  return nextStep({
    sp,
    demand,
    idps,
    reuse: reuse.reuse ? { reuse: false, reason: 'no-session' } : reuse,
    ...(session ? { sessionIdp: session.idp } : {}),
    ...(chosen === undefined ? {} : { chosen }),
  });
}
