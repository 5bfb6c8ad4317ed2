import { HubError } from '../../kernel/errors.ts';
import { messageId } from '../../kernel/random.ts';
import { levelCanBeTold, satisfiesDemand } from '../../domain/assurance/index.ts';
import type { EventDraft } from '../../domain/audit/index.ts';
import type { ServiceProvider } from '../../domain/federation/index.ts';
import { addParticipant, type Session } from '../../domain/session/index.ts';
import { answerWithAssertion, assertionFor, type AnswerTo } from './answer-sp.ts';
import { assertBound } from './binding.ts';
import { sessionDeps } from './browser-session.ts';
import type { LoginDeps } from './deps.ts';
import type { FlowRecord } from './flow-record.ts';
import type { Step } from './journey.ts';
import { loginEvent } from './login-event.ts';
import { composeRelease, type Login } from './release.ts';

/** What a login comes to: the step to take once the journal's last entry is written, and that entry's events. */
export interface Completion {
  readonly step: Step;
  readonly events: readonly EventDraft[];
}

/**
 * The end of every login, from an identity provider or from the session: level, release, participant, assertion, and
 * the comparison of all of it with the flow (design.md 4.2). Nothing is sent here: the caller writes the journal first.
 *
 * @param flow with `proof` set
 * @throws HubError NO_AUTHN_CONTEXT when the level or kind is not what the service wants (security.md H1, H2);
 *   LEGACY_ID_MISSING; BINDING_BROKEN
 */
export async function complete(
  flow: FlowRecord,
  to: AnswerTo,
  login: Login,
  session: Session | undefined,
  deps: LoginDeps,
): Promise<Completion> {
  demandFit(login, to.sp, flow);
  const { release, identifierOwner } = await composeRelease(login, to.sp, deps);
  const { authnInstant } = login.facts;
  const draft = assertionFor(to, release, { authnInstant, sessionIndex: '' }, deps);
  const sessionIndex = await sessionIndexFor(session, to.sp, draft.nameId, deps);
  const assertion = { ...draft, authnStatement: { ...draft.authnStatement, sessionIndex } };
  assertBound(
    'answer',
    flow,
    {
      answer: {
        sessionIdentity: session?.identity ?? login.identity.id,
        identifierOwner: identifierOwner ?? '',
        audience: assertion.conditions.audience,
        recipient: assertion.confirmation.recipient,
        inResponseTo: assertion.confirmation.inResponseTo,
      },
    },
    deps.bindings,
  );
  const step = await answerWithAssertion(to, assertion, deps);
  return { step, events: [loginEvent('login-answered', login, to.sp, deps)] };
}

/**
 * The achieved level and kind answer the demand, whatever the session or the identity provider said.
 *
 * @throws HubError NO_AUTHN_CONTEXT
 */
export function demandFit(
  { facts, achieved }: Login,
  sp: ServiceProvider,
  { request: { demand } }: FlowRecord,
): void {
  if (!satisfiesDemand(achieved.level, demand, sp.minimumLevel) || !levelCanBeTold(achieved.level, sp)) {
    throw new HubError('NO_AUTHN_CONTEXT', `achieved level ${achieved.level ?? 'none'} is not enough`);
  }
  if (demand.kinds.length > 0 && !demand.kinds.includes(facts.kind)) {
    throw new HubError(
      'NO_AUTHN_CONTEXT',
      `a ${facts.kind} where ${demand.kinds.join(' or ')} was asked for`,
    );
  }
}

/** Random per (session, service); without a session (a private service) random per login. */
async function sessionIndexFor(
  session: Session | undefined,
  sp: ServiceProvider,
  nameId: { readonly value: string; readonly format?: string },
  deps: LoginDeps,
): Promise<string> {
  if (!session) return messageId(deps.random);
  const issued = { format: nameId.format ?? '', value: nameId.value };
  return (await addParticipant(session, sp.id, issued, sessionDeps(deps))).sessionIndex;
}
