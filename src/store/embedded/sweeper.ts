import type { Declarations } from '../options.ts';
import { rhythm } from '../options.ts';
import type { GroupCommit } from './group-commit.ts';
import { quoted, tableOf } from './names.ts';

/**
 * Removes what expired, in batches with a turn of the event loop between them, and old change notices.
 * @param now epoch seconds
 * @returns how many documents went
 */
export async function sweepEmbedded(
  declarations: Declarations,
  commits: GroupCommit,
  now: number,
): Promise<number> {
  let swept = 0;
  for (const { name } of declarations.values()) {
    const table = quoted(tableOf(name));
    const sql = `DELETE FROM ${table} WHERE id IN (SELECT id FROM ${table} WHERE exp <= ? LIMIT ?)`;
    let removed: number;
    do {
      removed = await commits.write((connection) => connection.run(sql, now, rhythm.sweepBatch));
      swept += removed;
    } while (removed === rhythm.sweepBatch);
  }
  const oldest = now - rhythm.keepChangesSeconds;
  await commits.write((connection) => connection.run('DELETE FROM changes WHERE at < ?', oldest));
  return swept;
}
