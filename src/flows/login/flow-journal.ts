import { createHash } from 'node:crypto';
import type { Uuid } from '../../kernel/brands.ts';
import { epochSeconds } from '../../kernel/clock.ts';
import { HubError, isHubError } from '../../kernel/errors.ts';
import { secretToken } from '../../kernel/random.ts';
import { numbered, type EventDraft } from '../../domain/audit/index.ts';
import type { Dialect } from '../../domain/federation/index.ts';
import type { LoginDemand } from '../../domain/login/index.ts';
import type { Collection, Stored } from '../../domain/storage/index.ts';
import type { LoginDeps } from './deps.ts';
import { flowLifetimeSeconds, hashSecret, type FlowRecord } from './flow-record.ts';
import type { GenuineRequest } from './receive-request.ts';

export type StoredFlow = Stored<FlowRecord>;

/** A flow that is not written yet, and the secret its browser will hold. */
export interface NewFlow {
  readonly record: FlowRecord;
  readonly browserSecret: string;
}

const flows = (deps: LoginDeps): Collection<FlowRecord> => deps.store.collection<FlowRecord>('flows');

/** The record of a login that begins now; nothing is written yet. */
export function newFlow(
  face: Dialect,
  genuine: GenuineRequest,
  demand: LoginDemand,
  deps: LoginDeps,
): NewFlow {
  const flowId = deps.random.uuid() as Uuid;
  const browserSecret = secretToken(deps.random);
  const { sp, request, acs, relayState } = genuine;
  const startedAt = deps.clock.now();
  const record: FlowRecord = {
    flowId,
    state: 'choosing',
    startedAt,
    browserHash: hashSecret(browserSecret),
    formToken: secretToken(deps.random),
    face,
    request: {
      sp: sp.entityId,
      id: request.id,
      acs: acs.location,
      demand,
      ...(relayState === undefined ? {} : { relayState }),
    },
    refusals: 0,
    events: numbered(flowId, 0, [{ kind: 'login-started', time: startedAt, sp: sp.entityId, dialect: face }]),
  };
  return { record, browserSecret };
}

/**
 * Remembers which flow an AuthnRequest belongs to. One insert decides, so a request starts one flow only, over all
 * processes (security.md A7).
 *
 * @returns the flow that the same request started before, undefined for a new request
 */
export async function claimRequest(
  issuer: string,
  id: string,
  flowId: Uuid,
  deps: LoginDeps,
): Promise<Uuid | undefined> {
  const requests = deps.store.collection<{ flow: string }>('requests');
  const key = createHash('sha256')
    .update(JSON.stringify([issuer, id]))
    .digest('base64url');
  try {
    await requests.insert(
      key,
      { flow: flowId },
      { expiresAt: epochSeconds(deps.clock) + flowLifetimeSeconds },
    );
    return undefined;
  } catch (error) {
    if (!isHubError(error, 'STORE_DUPLICATE')) throw error;
    const standing = (await requests.get(key))?.body.flow;
    if (standing === undefined)
      throw new HubError('REQUEST_REPLAYED', 'this request was used before', {}, error);
    return standing as Uuid;
  }
}

/** Writes a new flow. */
export function openFlow(record: FlowRecord, deps: LoginDeps): Promise<StoredFlow> {
  return flows(deps).insert(record.flowId, record, { expiresAt: expiryOf(record) });
}

/** @throws HubError FLOW_EXPIRED when there is no such flow (any more) */
export async function loadFlow(flowId: string, deps: LoginDeps): Promise<StoredFlow> {
  const known = /^[0-9a-f-]{36}$/.test(flowId) ? await flows(deps).get(flowId) : undefined;
  if (!known) throw new HubError('FLOW_EXPIRED', 'no such flow');
  return known;
}

/**
 * The next entry of the journal: new state and the events that led to it, in one compare-and-swap. Tried again when
 * meanwhile only a refused message was counted; whoever changes state or request first wins.
 *
 * @throws HubError FLOW_ENDED when another request moved the flow on meanwhile (double click, re-post)
 */
export async function advance(
  flow: StoredFlow,
  change: Partial<Omit<FlowRecord, 'flowId' | 'events'>>,
  events: readonly EventDraft[],
  deps: LoginDeps,
): Promise<StoredFlow> {
  const before = flow.body;
  const body: FlowRecord = {
    ...before,
    ...change,
    events: [...before.events, ...numbered(before.flowId, before.events.length, events)],
  };
  try {
    return await flows(deps).replace(flow.id, flow.v, body, { expiresAt: expiryOf(before) });
  } catch (error) {
    if (!isHubError(error, 'STORE_CONFLICT')) throw error;
    const current = await loadFlow(flow.id, deps);
    const samePlace =
      current.body.state === before.state && current.body.asked?.requestId === before.asked?.requestId;
    if (samePlace && current.v !== flow.v) return advance(current, change, events, deps);
    throw new HubError('FLOW_ENDED', 'the flow was moved on by another request', {}, error);
  }
}

/**
 * Moves the events of a finished flow on to the event log. The answer does not wait for it: the journal holds them
 * already, under ids that make writing them again harmless.
 */
export function publishEvents(flow: FlowRecord, deps: LoginDeps): void {
  deps.events.write(flow.events).catch((error: unknown) => {
    deps.report('error', 'events of a login were not moved on', { flow: flow.flowId, cause: String(error) });
  });
}

const expiryOf = ({ startedAt }: FlowRecord): number => Math.ceil(startedAt / 1000) + flowLifetimeSeconds;
