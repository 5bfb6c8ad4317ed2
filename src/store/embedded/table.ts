import type { SQLOutputValue } from 'node:sqlite';

import type { Body, CollectionDeclaration, Stored } from '../../domain/storage/ports.ts';
import { epochSeconds, type Clock } from '../../kernel/clock.ts';
import { HubError } from '../../kernel/errors.ts';
import type { Table } from '../collection.ts';
import { isTakenId, unavailable, type Connection } from './connection.ts';
import type { GroupCommit } from './group-commit.ts';
import { quoted, tableOf } from './names.ts';
import { scanSql } from './scan-sql.ts';

type SqlRow = Record<string, SQLOutputValue>;

/** One collection in SQLite. Reads are immediate; writes go through the group commit, announced ones with their notice. */
export function embeddedTable(
  declaration: CollectionDeclaration,
  connection: Connection,
  commits: GroupCommit,
  clock: Clock,
): Table {
  const table = quoted(tableOf(declaration.name));
  const now = (): number => epochSeconds(clock);
  const sql = {
    insert: `INSERT INTO ${table} (id, v, exp, body) VALUES (?, ?, ?, ?)`,
    get: `SELECT id, v, exp, body FROM ${table} WHERE id = ? AND (exp IS NULL OR exp > ?)`,
    replace: `UPDATE ${table} SET v = ?, exp = ?, body = ? WHERE id = ? AND v = ? AND (exp IS NULL OR exp > ?)`,
    version: `SELECT v, exp FROM ${table} WHERE id = ?`,
    remove: `DELETE FROM ${table} WHERE id = ?`,
  };
  const announce = (id: string): void => {
    if (declaration.announced !== true) return;
    connection.run('INSERT INTO changes (collection, id, at) VALUES (?, ?, ?)', declaration.name, id, now());
  };
  const get = (id: string): Stored<Body> | undefined => {
    const row = connection.get(sql.get, id, now());
    return row && storedOf(row);
  };

  return {
    insert: (row) =>
      commits.write(() => {
        try {
          connection.run(sql.insert, row.id, row.v, row.expiresAt ?? null, row.text);
        } catch (error) {
          throw isTakenId(error) ? new HubError('STORE_DUPLICATE', declaration.name) : error;
        }
        announce(row.id);
      }),
    replace: (row) =>
      commits.write(() => {
        const { id, v, expiresAt, text } = row;
        const changed = connection.run(sql.replace, v, expiresAt ?? null, text, id, v - 1, now());
        if (changed === 0) throw new HubError('STORE_CONFLICT', declaration.name);
        announce(id);
      }),
    remove: (id, v) =>
      commits.write(() => {
        const present = connection.get(sql.version, id);
        if (present === undefined) return false;
        const live = present.exp === null || Number(present.exp) > now();
        if (live && v !== undefined && present.v !== v)
          throw new HubError('STORE_CONFLICT', declaration.name);
        connection.run(sql.remove, id);
        announce(id);
        return live;
      }),
    get: (id) => reading(() => get(id)),
    getMany: (ids) => reading(() => ids.map(get).filter((row) => row !== undefined)),
    scan: (scan) =>
      reading(() => {
        const { text, values } = scanSql(declaration, scan, now());
        return connection.all(text, ...values).map(storedOf);
      }),
  };
}

/** SQLite answers at once; the promise is the port's. */
async function reading<T>(read: () => T): Promise<T> {
  try {
    return read();
  } catch (error) {
    throw unavailable(error);
  }
}

function storedOf(row: SqlRow): Stored<Body> {
  const expiry = row.exp === null ? {} : { expiresAt: Number(row.exp) };
  return { id: String(row.id), v: Number(row.v), ...expiry, body: JSON.parse(String(row.body)) as Body };
}
