import { chmodSync, closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';

import { HubError, isHubError } from '../../kernel/errors.ts';

/** How long a process waits for another one's transaction. */
const busyMilliseconds = 3_000;
const sqliteBusy = 5;
const sqliteConstraintPrimaryKey = 1555;

/** One open database file: statements are prepared once and kept. */
export interface Connection {
  readonly db: DatabaseSync;
  all(sql: string, ...values: SQLInputValue[]): Record<string, SQLOutputValue>[];
  get(sql: string, ...values: SQLInputValue[]): Record<string, SQLOutputValue> | undefined;
  /** Returns the number of changed rows. */
  run(sql: string, ...values: SQLInputValue[]): number;
  close(): void;
}

/**
 * Opens `<folder>/hub.sqlite`, making folder (0700) and file (0600) where missing, in WAL mode with synchronous FULL:
 * what a commit acknowledged survives the loss of power (spec/storage.md 1.3).
 * @throws HubError STORE_UNAVAILABLE
 */
export async function connect(folder: string, warn: (message: string) => void): Promise<Connection> {
  try {
    const file = preparePath(folder, warn);
    const db = new DatabaseSync(file, { timeout: busyMilliseconds });
    await useWriteAheadLog(db);
    db.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = OFF; PRAGMA trusted_schema = OFF;');
    return connectionOf(db);
  } catch (error) {
    throw unavailable(error);
  }
}

function connectionOf(db: DatabaseSync): Connection {
  const statements = new Map<string, StatementSync>();
  const prepared = (sql: string): StatementSync => {
    const present = statements.get(sql);
    if (present !== undefined) return present;
    const statement = db.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  return {
    db,
    all: (sql, ...values) => prepared(sql).all(...values),
    get: (sql, ...values) => prepared(sql).get(...values),
    run: (sql, ...values) => Number(prepared(sql).run(...values).changes),
    close: () => db.close(),
  };
}

/** SQLite gives -wal and -shm the mode of the main file. */
function preparePath(folder: string, warn: (message: string) => void): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  tighten(folder, 0o700, warn);
  const file = join(folder, 'hub.sqlite');
  closeSync(openSync(file, 'a', 0o600));
  tighten(file, 0o600, warn);
  return file;
}

function tighten(path: string, mode: number, warn: (message: string) => void): void {
  if ((statSync(path).mode & 0o077) === 0) return;
  try {
    chmodSync(path, mode);
  } catch {
    warn(`others may read the store: ${path} should have mode 0${mode.toString(8)}`);
  }
}

/** SQLite does not wait by itself when two processes switch a fresh file at once. */
async function useWriteAheadLog(db: DatabaseSync): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      db.exec('PRAGMA journal_mode = WAL');
      return;
    } catch (error) {
      if (attempt === 20 || !isBusy(error)) throw error;
      await pause(50);
    }
  }
}

/** Told by errcode, since the errors of node:sqlite are of another realm inside jest. */
export function isTakenId(error: unknown): boolean {
  return errorCode(error) === sqliteConstraintPrimaryKey;
}

/** What SQLite could not do, as the port says it; a HubError passes unchanged. */
export function unavailable(error: unknown): HubError {
  if (isHubError(error)) return error;
  const message =
    typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : String(error);
  return new HubError('STORE_UNAVAILABLE', message, {}, error);
}

function isBusy(error: unknown): boolean {
  const code = errorCode(error);
  return code !== undefined && (code & 0xff) === sqliteBusy;
}

function errorCode(error: unknown): number | undefined {
  return typeof error === 'object' && error !== null && 'errcode' in error
    ? Number(error.errcode)
    : undefined;
}
