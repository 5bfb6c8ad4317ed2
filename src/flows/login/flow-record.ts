import { createHash, timingSafeEqual } from 'node:crypto';
import type { EntityId, IdentityId, Uuid } from '../../kernel/brands.ts';
import type { ErrorCode } from '../../kernel/error-table.ts';
import type { HubEvent } from '../../domain/audit/index.ts';
import type { Dialect } from '../../domain/federation/index.ts';
import type { LoginDemand } from '../../domain/login/index.ts';

/**
 * The journal of one login (design.md 4.1): everything the hub knows of it is in this one document, so that
 * browser, request, upstream request, upstream answer and downstream answer can be compared with one another.
 */
export type FlowState =
  /** Waiting for the person to choose an identity provider. */
  | 'choosing'
  /** An AuthnRequest is on its way to an identity provider. */
  | 'asked'
  /** The service has been answered, with an assertion or with an error status. */
  | 'answered'
  /** Ended without an answer: too many refusals, or the binding broke. */
  | 'ended';

export interface FlowRecord {
  /** The document's id once more, for its events. */
  readonly flowId: Uuid;
  readonly state: FlowState;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** SHA-256 of the flow cookie's secret, base64url. */
  readonly browserHash: string;
  /** Hidden field of this flow's forms. */
  readonly formToken: string;
  readonly face: Dialect;
  readonly request: {
    readonly sp: EntityId;
    readonly id: string;
    readonly acs: string;
    readonly relayState?: string;
    readonly demand: LoginDemand;
  };
  /** The session this browser came with, if it was alive: what a step-up is measured against. */
  readonly session?: { readonly sid: string; readonly reason: string };
  readonly asked?: UpstreamRequest;
  /** What the answer rests on: the upstream assertion's ID, or `session`; and whom it proved. */
  readonly proof?: { readonly id: string; readonly identity: IdentityId };
  /** Refused upstream Responses so far; five end the flow (security.md 16). */
  readonly refusals: number;
  readonly outcome?: ErrorCode | 'Success';
  readonly events: readonly HubEvent[];
}

/** What was asked of which identity provider. */
export interface UpstreamRequest {
  /** Provider record id. */
  readonly idp: string;
  readonly entityId: EntityId;
  readonly requestId: string;
  /** 128 random bits in the RelayState sent along. */
  readonly relayToken: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** 30 minutes (design.md 12). */
export const flowLifetimeSeconds = 30 * 60;
/** Refused upstream Responses that end a flow (design.md 12). */
export const maxRefusals = 5;

export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret, 'utf8').digest('base64url');
}

/** Equality that takes the same time wherever the difference is. */
export function sameSecret(hash: string, secret: string): boolean {
  const expected = Buffer.from(hash);
  const actual = Buffer.from(hashSecret(secret));
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

/** RelayState towards an identity provider: the flow's id and a token only this flow's request carried. */
export function upstreamRelayState(flowId: Uuid, relayToken: string): string {
  return `${flowId}.${relayToken}`;
}
