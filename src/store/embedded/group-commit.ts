import { HubError } from '../../kernel/errors.ts';
import { unavailable, type Connection } from './connection.ts';

/** A write inside a transaction; it returns what its caller is to get, or throws a HubError that is its own only. */
export type Write<T> = (connection: Connection) => T;

/** Durable writes: all writes of one turn of the event loop share one transaction, so they share one fsync. */
export interface GroupCommit {
  /** Resolves once the write is on disk. @throws HubError STORE_UNAVAILABLE, or what the write itself threw */
  write<T>(write: Write<T>): Promise<T>;
  /** Commits what waits; later writes are refused. */
  close(): void;
}

interface Waiting {
  /** Runs the write inside the transaction; what it returns is called once the transaction is on disk. */
  run(): () => void;
  fail(error: HubError): void;
}

/** @param committed is called after each commit, before those who wait for it go on; it must not throw */
export function groupCommit(connection: Connection, committed: () => void): GroupCommit {
  let waiting: Waiting[] = [];
  let closed = false;

  function flush(): void {
    const batch = waiting;
    waiting = [];
    if (batch.length === 0) return;
    let settle: (() => void)[];
    try {
      connection.db.exec('BEGIN IMMEDIATE');
      settle = batch.map((each) => each.run());
      connection.db.exec('COMMIT');
    } catch (error) {
      rollBack(connection);
      for (const each of batch) each.fail(unavailable(error));
      return;
    }
    for (const each of settle) each();
    committed();
  }

  return {
    write(write) {
      return new Promise((resolve, reject) => {
        if (closed) return reject(new HubError('STORE_UNAVAILABLE', 'the store is closed'));
        if (waiting.length === 0) setImmediate(flush);
        waiting.push({ run: () => outcomeOf(() => write(connection), resolve, reject), fail: reject });
      });
    },
    close() {
      closed = true;
      flush();
    },
  };
}

/** A refused write (a duplicate, a conflict) changed nothing and lets the others of its transaction pass. */
function outcomeOf<T>(write: () => T, resolve: (value: T) => void, reject: (error: HubError) => void) {
  try {
    const value = write();
    return () => resolve(value);
  } catch (error) {
    const failure = unavailable(error);
    if (failure.code === 'STORE_UNAVAILABLE') throw failure;
    return () => reject(failure);
  }
}

/** SQLite may have rolled back by itself already (disk full, for one). */
function rollBack(connection: Connection): void {
  if (connection.db.isOpen && connection.db.isTransaction) connection.db.exec('ROLLBACK');
}
