import type { SQLInputValue } from 'node:sqlite';

import type { CollectionDeclaration } from '../../domain/storage/ports.ts';
import type { KeyPart, Scan } from '../scan.ts';
import { columnOf, quoted, tableOf } from './names.ts';

export interface Sql {
  readonly text: string;
  readonly values: readonly SQLInputValue[];
}

/**
 * A scan as SQL. Its text depends on the shape alone, so statements can be kept.
 * @param now epoch seconds
 */
export function scanSql(declaration: CollectionDeclaration, scan: Scan, now: number): Sql {
  const columns = scan.keys.map((key) => keyColumn(key));
  const first = columns[0] ?? 'id';
  const conditions: string[] = [];
  const values: SQLInputValue[] = [];
  const where = (condition: string, ...bound: SQLInputValue[]): void => {
    conditions.push(condition);
    values.push(...bound);
  };

  for (const { field, value } of scan.equals) {
    where(`${quoted(columnOf(field, declaration.fieldTypes[field]))} = ?`, value);
  }
  scan.keys.forEach((key, at) => {
    if (key.kind === 'field') where(`${columns[at]} IS NOT NULL`);
  });
  // The cursor stands inside the range, so it takes the place of the bound the scan started from.
  if (scan.from !== undefined && (scan.after === undefined || scan.descending))
    where(`${first} >= ?`, scan.from);
  if (scan.before !== undefined && (scan.after === undefined || !scan.descending)) {
    where(`${first} < ?`, scan.before);
  }
  if (scan.after !== undefined) {
    const marks = scan.after.map(() => '?').join(', ');
    where(`(${columns.join(', ')}) ${scan.descending ? '<' : '>'} (${marks})`, ...scan.after);
  }
  where('(exp IS NULL OR exp > ?)', now);

  const order = columns.map((column) => (scan.descending ? `${column} DESC` : column)).join(', ');
  const text = `SELECT id, v, exp, body FROM ${quoted(tableOf(declaration.name))}
    WHERE ${conditions.join(' AND ')} ORDER BY ${order} LIMIT ?`;
  return { text, values: [...values, scan.limit + 1] };
}

function keyColumn(key: KeyPart): string {
  return key.kind === 'id' ? 'id' : quoted(columnOf(key.field, key.type));
}
