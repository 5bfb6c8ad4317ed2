/**
 * What happened, as one type of record that audit, receipts, metering and metrics are views of (design.md 4.5).
 * Owns the closed list of events and how they are written once. Never carries a personal number, a name or a message:
 * a person is a keyed hash.
 */
export {
  numbered,
  subjectReference,
  type EventDraft,
  type EventKind,
  type HubEvent,
  type SessionEnd,
} from './events.ts';
export { createEventWriter, type EventWriter } from './event-writer.ts';
