import type { EntityId, IdentityId } from '../../kernel/brands.ts';
import type { ErrorCode } from '../../kernel/error-table.ts';
import type { LegacyLevel, NsisLevel } from '../assurance/index.ts';
import type { Dialect } from '../federation/index.ts';
import type { KeyedIndex } from '../identity/index.ts';

/** Why a session ended. */
export type SessionEnd = 'logout' | 'replaced' | 'other-person' | 'idp-disabled' | 'operator';

/** What a login proved; absent level = no NSIS level. */
interface Strength {
  readonly level?: NsisLevel;
  readonly legacyLevel: LegacyLevel;
}
/** Keyed hash of the identity (`subjectReference`). */
interface About {
  readonly subject: string;
}
interface AtService {
  readonly sp: EntityId;
  readonly dialect: Dialect;
}
interface AtProvider {
  /** The provider record's id: production identity providers share an entityID. */
  readonly idp: string;
}

/** Each kind of event and what it tells. A new kind is a new line here; every reader is then told by the compiler. */
interface EventFacts {
  'login-started': AtService;
  'login-resumed': AtService;
  'idp-asked': AtService & AtProvider & { readonly level?: NsisLevel };
  'idp-answered': AtService & AtProvider & About & Strength;
  /** A broken message: the flow stays usable (design.md 12). */
  'idp-answer-refused': AtService & AtProvider & { readonly code: ErrorCode };
  'session-created': AtService & AtProvider & About & Strength;
  'session-renewed': AtService & AtProvider & About & Strength;
  'session-reused': AtService & AtProvider & About & Strength;
  'session-ended': Partial<AtService> & About & { readonly reason: SessionEnd };
  'login-answered': AtService & AtProvider & About & Strength;
  'login-refused': Partial<AtService> & Partial<About> & { readonly code: ErrorCode };
  /** A comparison of design.md 4.2 failed: an alarm. `comparison` names which one. */
  'binding-broken': AtService & { readonly code: 'BINDING_BROKEN'; readonly comparison: string };
  /** Keys of one login point at several identities: an alarm, and an operator's merge. */
  'identity-conflict': AtService & AtProvider & { readonly code: 'IDENTITY_CONFLICT' };
}

export type EventKind = keyof EventFacts;

/** An event before it has its place in the journal. `time` in epoch milliseconds. */
export type EventDraft = {
  readonly [Kind in EventKind]: { readonly kind: Kind; readonly time: number } & Readonly<EventFacts[Kind]>;
}[EventKind];

/** A plain record, fit for JSON. Its id says where it happened: `flow:n`, n counting from 1 within the flow. */
export type HubEvent = EventDraft & { readonly id: string };

/**
 * Gives the events of one step their ids. The same flow and place always give the same ids, so writing them again
 * after a crash changes nothing.
 * @param already how many events the flow has
 */
export function numbered(
  flowId: string,
  already: number,
  drafts: readonly EventDraft[],
): readonly HubEvent[] {
  return drafts.map((draft, at) => ({ ...draft, id: `${flowId}:${already + at + 1}` }));
}

/** How an event names a person: the same for all events of one identity, worth nothing without the index key. */
export function subjectReference(identity: IdentityId, index: KeyedIndex): string {
  return index.indexId('subject', identity);
}
