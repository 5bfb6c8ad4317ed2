import { setTimeout as pause } from 'node:timers/promises';

import mongoose from 'mongoose';

import { HubError, isHubError } from '../../kernel/errors.ts';

const { MongoError, MongoServerError, MongoNetworkError, MongoWriteConcernError, MongoServerSelectionError } =
  mongoose.mongo;

/** Tries of one operation, and how long they may go on (a try that is under way is waited for). */
const tries = 5;
const budgetMilliseconds = 12_000;
const firstPauseMilliseconds = 20;

const duplicateKey = 11_000;
/** The server steps down, shuts down or gave up waiting: MongoDB's list of retryable errors, and WriteConcernFailed. */
const passing = new Set([6, 7, 64, 89, 91, 189, 262, 9001, 10107, 11600, 11602, 13435, 13436]);

/**
 * Runs an operation until its outcome is known: after a failure that leaves open whether it took effect it is tried
 * again, so it must recognise its own earlier effect.
 * @param attempt is told whether an earlier try may have taken effect
 * @throws HubError STORE_UNAVAILABLE after the last try, or what the attempt threw as HubError
 */
export async function untilKnown<T>(attempt: (again: boolean) => Promise<T>): Promise<T> {
  const started = performance.now();
  for (let count = 1; ; count += 1) {
    try {
      return await attempt(count > 1);
    } catch (error) {
      const late = performance.now() - started > budgetMilliseconds;
      if (!leavesOpen(error) || count === tries || late) throw unavailable(error);
    }
    await pause(firstPauseMilliseconds * 2 ** (count - 1));
  }
}

/** The id is taken (the only unique index is that of `_id`). */
export function isTakenId(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === duplicateKey;
}

/** As the port says it; a HubError passes unchanged. Server messages may quote documents, so only their code is told. */
export function unavailable(error: unknown): HubError {
  if (isHubError(error)) return error;
  const name = error instanceof Error ? error.name : 'unknown error';
  const more = error instanceof MongoServerError ? `code ${error.code ?? 'none'}` : messageOf(error);
  return new HubError('STORE_UNAVAILABLE', `${name}: ${more}`, {}, error);
}

function leavesOpen(error: unknown): boolean {
  // Nothing was sent, and the driver has waited for a server already.
  if (error instanceof MongoServerSelectionError) return false;
  if (error instanceof MongoNetworkError || error instanceof MongoWriteConcernError) return true;
  if (!(error instanceof MongoError)) return false;
  return error.hasErrorLabel('RetryableWriteError') || passing.has(Number(error.code));
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
