import type { KeyPart, KeyValue, Scan } from '../scan.ts';
import { notExpired, pathOf } from './documents.ts';

type Condition = Record<string, unknown>;

export interface MongoQuery {
  readonly filter: Condition;
  readonly sort: Record<string, 1 | -1>;
  readonly limit: number;
}

/** A scan as filter, sort and limit; each is served by the index of the same fields and `_id`. */
export function scanQuery(scan: Scan, now: Date): MongoQuery {
  const conditions: Condition[] = [
    ...scan.equals.map(({ field, value }) => ({ [pathOf(field)]: value })),
    ...scan.keys.map((key, at) => ({ [keyPath(key)]: boundsOf(scan, key, at) })),
    notExpired(now),
  ];
  if (scan.after !== undefined)
    conditions.push(beyond(scan.keys, scan.after, scan.descending ? '$lt' : '$gt'));
  return {
    filter: { $and: conditions },
    sort: Object.fromEntries(scan.keys.map((key) => [keyPath(key), scan.descending ? -1 : 1])),
    limit: scan.limit + 1,
  };
}

/**
 * The range, on the first key; on the others (and where the range is open below) the lowest value of the type,
 * which leaves out documents that lack the field and still is a bound of the index.
 */
function boundsOf(scan: Scan, key: KeyPart, at: number): Condition {
  const lowest = key.kind === 'field' && key.type === 'integer' ? Number.MIN_SAFE_INTEGER : '';
  const { from, before } = at === 0 ? scan : {};
  return { $gte: from ?? lowest, ...(before === undefined ? {} : { $lt: before }) };
}

/** (k1, k2, id) past the cursor: k1 past it, or k1 equal and k2 past it, or both equal and id past it. */
function beyond(keys: readonly KeyPart[], after: readonly KeyValue[], past: '$gt' | '$lt'): Condition {
  return {
    $or: keys.map((key, at) => ({
      ...Object.fromEntries(keys.slice(0, at).map((earlier, i) => [keyPath(earlier), after[i]])),
      [keyPath(key)]: { [past]: after[at] },
    })),
  };
}

function keyPath(key: KeyPart): string {
  return key.kind === 'id' ? '_id' : pathOf(key.field);
}
