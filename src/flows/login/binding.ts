import { HubError } from '../../kernel/errors.ts';
import { sameSecret, type FlowRecord } from './flow-record.ts';

/**
 * Nothing is swapped (design.md 4.2): browser, service request, upstream request, upstream response and downstream
 * assertion are fields of one flow record, and each is compared when it comes back. What a Response says of itself
 * (issuer, InResponseTo outside and inside, recipient, audience) is compared with the flow in saml/check; the rest here.
 * Each comparison stands alone in a list, so that a test can take one out and show that a swap gets through without it.
 */
export interface Seen {
  /** Secret of the flow cookie the browser sent. */
  readonly browserSecret?: string;
  /** Second half of the RelayState that came with the Response. */
  readonly relayToken?: string;
  /** What is about to be sent to the service. */
  readonly answer?: {
    /** Whose session it is; of a private service, which has none, whose login. */
    readonly sessionIdentity: string;
    /** To whom the store says the pairwise identifier in the release was given. */
    readonly identifierOwner: string;
    readonly audience: string;
    readonly recipient: string;
    readonly inResponseTo: string;
  };
}

export type BindingStage = 'browser' | 'relay' | 'answer';

export interface Binding {
  readonly name: string;
  readonly stage: BindingStage;
  holds(flow: FlowRecord, seen: Seen): boolean;
}

export const bindings: readonly Binding[] = [
  {
    name: 'browser secret',
    stage: 'browser',
    holds: (flow, seen) => sameSecret(flow.browserHash, seen.browserSecret ?? ''),
  },
  {
    name: 'relay token',
    stage: 'relay',
    holds: (flow, seen) => flow.asked !== undefined && flow.asked.relayToken === seen.relayToken,
  },
  {
    name: 'session identity',
    stage: 'answer',
    holds: (flow, seen) => flow.proof !== undefined && flow.proof.identity === seen.answer?.sessionIdentity,
  },
  {
    name: 'released identifier',
    stage: 'answer',
    holds: (flow, seen) => flow.proof !== undefined && flow.proof.identity === seen.answer?.identifierOwner,
  },
  { name: 'audience', stage: 'answer', holds: (flow, seen) => flow.request.sp === seen.answer?.audience },
  { name: 'recipient', stage: 'answer', holds: (flow, seen) => flow.request.acs === seen.answer?.recipient },
  {
    name: 'in response to',
    stage: 'answer',
    holds: (flow, seen) => flow.request.id === seen.answer?.inResponseTo,
  },
];

/**
 * Compares everything that is due at a stage.
 * @throws HubError BINDING_BROKEN naming the comparison (for the log); the flow ends and an alarm is raised.
 */
export function assertBound(
  stage: BindingStage,
  flow: FlowRecord,
  seen: Seen,
  comparisons: readonly Binding[] = bindings,
): void {
  for (const comparison of comparisons) {
    if (comparison.stage === stage && !comparison.holds(flow, seen)) {
      throw new HubError('BINDING_BROKEN', `${stage}: ${comparison.name} differs`);
    }
  }
}
