import type { FieldType } from '../scan.ts';

/** The table of a collection; the prefix keeps a collection away from SQLite's and our own tables. */
export function tableOf(collection: string): string {
  return `c_${collection}`;
}

/** The column of an index field. */
export function columnOf(field: string, type: FieldType | undefined): string {
  return `${type === 'integer' ? 'i' : 's'}_${field}`;
}

/** A name as SQL; what comes here was checked to be letters, digits and `_`. */
export function quoted(name: string): string {
  return `"${name}"`;
}
