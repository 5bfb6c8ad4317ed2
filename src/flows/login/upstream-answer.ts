import { HubError } from '../../kernel/errors.ts';
import { receivePost, type Received } from '../../saml/binding/index.ts';
import { assertBound } from './binding.ts';
import type { LoginDeps } from './deps.ts';
import { loadFlow, type StoredFlow } from './flow-journal.ts';
import type { Browser, Wire } from './journey.ts';

/** A posted Response and the flow of this browser it says it belongs to; not read yet. */
export interface UpstreamAnswer {
  readonly received: Received;
  readonly flow: StoredFlow;
  readonly relayToken: string;
}

/**
 * Finds the flow by RelayState and flow cookie together (security.md 2 step 2): no unsolicited answer, no answer from
 * another browser.
 *
 * @throws HubError RESPONSE_MALFORMED, FLOW_EXPIRED, FLOW_COOKIE_LOST; BINDING_BROKEN is found by `assertOwnAnswer`
 */
export async function openUpstreamAnswer(
  wire: Wire,
  browser: Browser,
  deps: LoginDeps,
): Promise<UpstreamAnswer> {
  if (wire.method !== 'POST') throw new HubError('RESPONSE_MALFORMED', 'not posted');
  const received = receivePost(wire.fields);
  if (received.kind !== 'response') throw new HubError('RESPONSE_MALFORMED', 'a request at the ACS');
  const [, flowId, relayToken] = /^([0-9a-f-]{36})\.([\w-]{22})$/.exec(received.relayState ?? '') ?? [];
  if (flowId === undefined || relayToken === undefined) {
    throw new HubError('RESPONSE_MALFORMED', 'RelayState is not one of ours: unsolicited');
  }
  const flow = await loadFlow(flowId, deps);
  if (!browser.flowSecrets.has(flowId)) throw new HubError('FLOW_COOKIE_LOST', 'no cookie of this flow');
  return { received, flow, relayToken };
}

/**
 * The answer belongs to this browser and to this very request; the flow still waits for it.
 *
 * @throws HubError BINDING_BROKEN (ends the flow), RESPONSE_REPLAYED, FLOW_ENDED
 */
export function assertOwnAnswer(
  { flow, relayToken }: UpstreamAnswer,
  browser: Browser,
  deps: LoginDeps,
): void {
  const flowId = flow.id;
  const browserSecret = browser.flowSecrets.get(flowId) ?? '';
  assertBound('browser', flow.body, { browserSecret }, deps.bindings);
  assertBound('relay', flow.body, { relayToken }, deps.bindings);
  if (flow.body.state === 'answered') throw new HubError('RESPONSE_REPLAYED', 'the flow is answered');
  if (flow.body.state !== 'asked') throw new HubError('FLOW_ENDED', `the flow is ${flow.body.state}`);
}
