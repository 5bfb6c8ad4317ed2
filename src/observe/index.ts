/**
 * What the hub says about itself: one JSON line an event, redacted before it is written. The only door to winston.
 * Owns the form of a log line; never decides what happens, never sees a message or a key.
 */
export { createLog, type Log, type LogFields } from './log.ts';
export { redact } from './redact.ts';
