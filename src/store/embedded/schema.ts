import type { DatabaseSync } from 'node:sqlite';

import type { CollectionDeclaration } from '../../domain/storage/ports.ts';
import { HubError } from '../../kernel/errors.ts';
import type { Declarations } from '../options.ts';
import { columnOf, quoted, tableOf } from './names.ts';

/** What `PRAGMA user_version` says of a file laid out as below. */
const schemaVersion = 1;

/**
 * Lays out the file for these collections, in one transaction: tables, columns and indexes that are missing are
 * made, an index whose fields changed is made anew, nothing that holds documents is dropped.
 * @throws HubError STORE_SCHEMA if a newer hub laid the file out.
 */
export function layOut(db: DatabaseSync, declarations: Declarations): void {
  db.exec('BEGIN IMMEDIATE');
  try {
    checkVersion(db);
    db.exec(`
      CREATE TABLE IF NOT EXISTS changes (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, collection TEXT NOT NULL, id TEXT NOT NULL, at INTEGER NOT NULL);
      CREATE TABLE IF NOT EXISTS pings (id TEXT PRIMARY KEY, at INTEGER NOT NULL);`);
    for (const declaration of declarations.values()) layOutCollection(db, declaration);
    db.exec(`PRAGMA user_version = ${schemaVersion}`);
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}

function checkVersion(db: DatabaseSync): void {
  const found = Number(db.prepare('PRAGMA user_version').get()?.user_version);
  if (found <= schemaVersion) return;
  throw new HubError('STORE_SCHEMA', `the store has schema ${found}, this hub knows up to ${schemaVersion}`);
}

function layOutCollection(db: DatabaseSync, declaration: CollectionDeclaration): void {
  const table = tableOf(declaration.name);
  db.exec(`CREATE TABLE IF NOT EXISTS ${quoted(table)} (
    id TEXT PRIMARY KEY NOT NULL, v INTEGER NOT NULL, exp INTEGER, body TEXT NOT NULL)`);
  layOutColumns(db, table, declaration);
  ensureIndex(db, `${table}_exp`, `ON ${quoted(table)} (exp) WHERE exp IS NOT NULL`);
  for (const { name, fields } of declaration.indexes) {
    const columns = fields.map((field) => quoted(columnOf(field, declaration.fieldTypes[field])));
    // The id comes last, so that there are no ties.
    ensureIndex(db, `${table}_by_${name}`, `ON ${quoted(table)} (${[...columns, 'id'].join(', ')})`);
  }
}

/**
 * Index fields are columns computed from the body, kept only in the indexes: a field declared later covers the
 * documents that are there already. The declared type is part of the name, so a changed type is another column.
 */
function layOutColumns(db: DatabaseSync, table: string, { fieldTypes }: CollectionDeclaration): void {
  const rows = db.prepare(`SELECT name FROM pragma_table_xinfo(?)`).all(table);
  const present = new Set(rows.map((row) => String(row.name)));
  for (const [field, type] of Object.entries(fieldTypes)) {
    const column = columnOf(field, type);
    if (present.has(column)) continue;
    const affinity = type === 'integer' ? 'INTEGER' : 'TEXT';
    db.exec(`ALTER TABLE ${quoted(table)} ADD COLUMN ${quoted(column)} ${affinity}
      GENERATED ALWAYS AS (json_extract(body, '$.${field}')) VIRTUAL`);
  }
}

function ensureIndex(db: DatabaseSync, name: string, definition: string): void {
  const sql = `CREATE INDEX ${quoted(name)} ${definition}`;
  const present = db.prepare(`SELECT sql FROM sqlite_schema WHERE type = 'index' AND name = ?`).get(name);
  if (present?.sql === sql) return;
  if (present !== undefined) db.exec(`DROP INDEX ${quoted(name)}`);
  db.exec(sql);
}
