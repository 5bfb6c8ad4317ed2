import type { ChangeHub } from '../changes.ts';
import type { Connection } from './connection.ts';

/** The change table as one process reads it: each notice once, its own and those of the other processes. */
export interface ChangeLog {
  /** Announces what was committed since the last call. */
  poll(): void;
}

interface Notice {
  readonly seq: number;
  readonly collection: string;
  readonly id: string;
}

const page = 1_000;

/** Starts at the end of the log: what changed before the store was opened is read by whoever fills a cache. */
export function changeLog(connection: Connection, hub: ChangeHub): ChangeLog {
  let last = Number(connection.get('SELECT max(seq) AS seq FROM changes')?.seq ?? 0);

  const next = (): Notice[] =>
    connection
      .all('SELECT seq, collection, id FROM changes WHERE seq > ? ORDER BY seq LIMIT ?', last, page)
      .map(({ seq, collection, id }) => ({
        seq: Number(seq),
        collection: String(collection),
        id: String(id),
      }));

  return {
    poll() {
      for (let notices = next(); notices.length > 0; notices = next()) {
        for (const { seq, collection, id } of notices) {
          last = seq;
          hub.announce({ collection, id });
        }
      }
    },
  };
}
