import { HubError, isHubError } from '../../kernel/errors.ts';
import type { EventDraft } from '../../domain/audit/index.ts';
import { answerWithStatus, type AnswerTo } from './answer-sp.ts';
import type { LoginDeps } from './deps.ts';
import { advance, loadFlow, publishEvents, type StoredFlow } from './flow-journal.ts';
import { maxRefusals } from './flow-record.ts';
import type { CookieChange, Outcome } from './journey.ts';
import type { GenuineRequest } from './receive-request.ts';
import { asHubError, refusalPage, report, statusFor, type RefusalContext } from './refuse.ts';

/**
 * A genuine request that is refused before it has a flow: the service is told where the code has a SAML status, else
 * the browser gets a page.
 */
export async function refuseRequest(
  error: unknown,
  { sp, acs, request, relayState }: GenuineRequest,
  context: RefusalContext,
  deps: LoginDeps,
): Promise<Outcome> {
  const refused = asHubError(error);
  if (!refused.row.saml) return { step: refusalPage(refused, context, deps), cookies: [] };
  const to: AnswerTo = {
    sp,
    acs: acs.location,
    requestId: request.id,
    ...(relayState ? { relayState } : {}),
  };
  return { step: await tell(refused, to, context, deps), cookies: [] };
}

/**
 * Something within a flow is refused (design.md 4.6, 12):
 * - a code with a SAML status: the flow is answered with it;
 * - a broken binding: the flow ends at once;
 * - a broken upstream message: counted, and five end the flow (one that was used before is no broken one);
 * - anything else: a page, and the flow stays as it is.
 */
export async function refuseFlow(
  error: unknown,
  flow: StoredFlow,
  to: AnswerTo,
  context: RefusalContext,
  cookies: readonly CookieChange[],
  deps: LoginDeps,
): Promise<Outcome> {
  const refused = asHubError(error);
  if (refused.row.saml) {
    await close(flow, refused, 'answered', to, deps);
    return { step: await tell(refused, to, context, deps), cookies };
  }
  if (refused.code === 'BINDING_BROKEN') {
    const open = flow.body.state === 'choosing' || flow.body.state === 'asked';
    if (open) await close(flow, refused, 'ended', to, deps);
    return {
      step: refusalPage(refused, context, deps),
      cookies: cookies.filter(({ kind }) => kind !== 'set-session'),
    };
  }
  if (refused.code.startsWith('RESPONSE_') && refused.code !== 'RESPONSE_REPLAYED') {
    return countRefusal(refused, flow, to, context, deps);
  }
  return { step: refusalPage(refused, context, deps), cookies };
}

async function tell(
  refused: HubError,
  to: AnswerTo,
  context: RefusalContext,
  deps: LoginDeps,
): Promise<Outcome['step']> {
  const reference = report(refused, context, deps);
  const status = statusFor(refused.code, reference);
  if (!status) throw refused;
  return answerWithStatus(to, status, deps);
}

/** The flow's last entry. If another request closed it meanwhile, that one has answered: this one is refused. */
async function close(
  flow: StoredFlow,
  refused: HubError,
  state: 'answered' | 'ended',
  to: AnswerTo,
  deps: LoginDeps,
): Promise<void> {
  const closed = await advance(
    flow,
    { state, outcome: refused.code },
    [refusedEvent(refused, flow, to, deps)],
    deps,
  );
  publishEvents(closed.body, deps);
}

function refusedEvent(
  { code, detail }: HubError,
  { body }: StoredFlow,
  { sp }: AnswerTo,
  deps: LoginDeps,
): EventDraft {
  const at = { time: deps.clock.now(), sp: sp.entityId, dialect: sp.dialect };
  const idp = body.asked?.idp;
  if (code === 'BINDING_BROKEN') return { kind: 'binding-broken', code, comparison: detail, ...at };
  if (code === 'IDENTITY_CONFLICT' && idp !== undefined)
    return { kind: 'identity-conflict', code, idp, ...at };
  return { kind: 'login-refused', code, ...at };
}

/** A broken message leaves the flow usable; the fifth ends it (security.md 16). Nobody else's page is told the cause. */
async function countRefusal(
  refused: HubError,
  flow: StoredFlow,
  { sp }: AnswerTo,
  context: RefusalContext,
  deps: LoginDeps,
): Promise<Outcome> {
  const current = await loadFlow(flow.id, deps);
  const idp = current.body.asked?.idp;
  if (current.body.state !== 'asked' || idp === undefined) {
    return { step: refusalPage(refused, context, deps), cookies: [] };
  }
  const refusals = current.body.refusals + 1;
  const event = {
    kind: 'idp-answer-refused',
    time: deps.clock.now(),
    sp: sp.entityId,
    dialect: sp.dialect,
    idp,
  } as const;
  const last = refusals >= maxRefusals;
  try {
    const change = last ? ({ refusals, state: 'ended', outcome: 'FLOW_REFUSALS' } as const) : { refusals };
    const counted = await advance(current, change, [{ ...event, code: refused.code }], deps);
    if (last) publishEvents(counted.body, deps);
  } catch (error) {
    // Several at once: each is refused all the same, and whoever counted first was counted.
    if (!isHubError(error, 'FLOW_ENDED')) throw error;
  }
  const shown = last ? new HubError('FLOW_REFUSALS', `${refused.code}: ${refused.detail}`) : refused;
  return { step: refusalPage(shown, context, deps), cookies: [] };
}
