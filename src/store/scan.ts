import type {
  CollectionDeclaration,
  FindByIndex,
  FindByPrefix,
  Page,
  Stored,
  Body,
} from '../domain/storage/ports.ts';
import { HubError } from '../kernel/errors.ts';
import { checkId, checkIndexValue, limits } from './document.ts';

export type KeyValue = string | number;
export type FieldType = 'string' | 'integer';

/** A part of the order of a scan: an index field, or the id (always the last part, so there are no ties). */
export type KeyPart =
  { readonly kind: 'field'; readonly field: string; readonly type: FieldType } | { readonly kind: 'id' };

/** A find that has been checked, in the words both engines translate from. Strings compare by their UTF-8 bytes. */
export interface Scan {
  /** Names the order, so that a cursor is not used with another. */
  readonly name: string;
  readonly equals: readonly { readonly field: string; readonly value: KeyValue }[];
  /** The order: every index field after the equal ones, then the id. A document lacking one is left out. */
  readonly keys: readonly KeyPart[];
  /** On the first key: from <= value < before. */
  readonly from?: KeyValue;
  readonly before?: KeyValue;
  readonly descending: boolean;
  /** Values of all keys of the last document of the previous page. */
  readonly after?: readonly KeyValue[];
  readonly limit: number;
}

const idPart: KeyPart = { kind: 'id' };

/** @throws HubError STORE_REFUSED for an undeclared index, a value of the wrong type, a limit outside 1 to 1,000, a foreign cursor. */
export function planScan(declaration: CollectionDeclaration, query: FindByIndex | FindByPrefix): Scan {
  const scan = 'idPrefix' in query ? planPrefix(query) : planIndex(declaration, query);
  if (!Number.isSafeInteger(scan.limit) || scan.limit < 1 || scan.limit > limits.batch) {
    return refuse(`a page has 1 to ${limits.batch} items`);
  }
  return query.cursor === undefined ? scan : { ...scan, after: readCursor(scan, query.cursor) };
}

/** Cuts what an engine read (one more than the limit, if there was more) into a page with its cursor. */
export function pageOf(scan: Scan, rows: readonly Stored<Body>[]): Page<Body> {
  const items = rows.slice(0, scan.limit);
  const last = items.at(-1);
  if (rows.length <= scan.limit || last === undefined) return { items };
  const values = scan.keys.map((key) => (key.kind === 'id' ? last.id : last.body[key.field]));
  return { items, cursor: Buffer.from(JSON.stringify([scan.name, ...values])).toString('base64url') };
}

/** The order of both engines: integers by size, strings by their UTF-8 bytes. */
export function compareKeys(a: KeyValue, b: KeyValue): number {
  return typeof a === 'number' && typeof b === 'number'
    ? Math.sign(a - b)
    : Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
}

function planIndex(declaration: CollectionDeclaration, query: FindByIndex): Scan {
  const index = declaration.indexes.find(({ name }) => name === query.index);
  if (index === undefined) return refuse(`collection ${declaration.name} declares no index ${query.index}`);
  if (query.equals.length > index.fields.length) return refuse(`index ${index.name} has fewer fields`);
  const parts = index.fields.map((field) => ({ field, type: typeOf(declaration, field) }));
  const equals = parts
    .slice(0, query.equals.length)
    .map(({ field, type }, at) => ({ field, value: checkIndexValue(query.equals[at], type, field) }));
  const ordered = parts.slice(equals.length);
  const range = planRange(query, ordered[0]);
  return {
    name: `${index.name}/${equals.length}`,
    equals,
    keys: [...ordered.map((part) => ({ kind: 'field' as const, ...part })), idPart],
    ...range,
    descending: query.order === 'descending',
    limit: query.limit,
  };
}

function planRange(
  { from, before, index }: FindByIndex,
  part: { readonly field: string; readonly type: FieldType } | undefined,
): Pick<Scan, 'from' | 'before'> {
  if (from === undefined && before === undefined) return {};
  if (part === undefined) return refuse(`index ${index} has no field left for a range`);
  return {
    ...(from === undefined ? {} : { from: checkIndexValue(from, part.type, part.field) }),
    ...(before === undefined ? {} : { before: checkIndexValue(before, part.type, part.field) }),
  };
}

function planPrefix({ idPrefix, limit }: FindByPrefix): Scan {
  const scan = { name: 'id', equals: [], keys: [idPart], descending: false, limit };
  if (idPrefix === '') return scan;
  const end = afterPrefix(checkId(idPrefix));
  return { ...scan, from: idPrefix, ...(end === undefined ? {} : { before: end }) };
}

/** The first string, by bytes, after every string with this prefix; undefined if there is none. */
function afterPrefix(prefix: string): string | undefined {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  while (points.at(-1) === 0x10ffff) points.pop();
  const last = points.pop();
  if (last === undefined) return undefined;
  // Surrogates are no characters: after U+D7FF comes U+E000.
  points.push(last === 0xd7ff ? 0xe000 : last + 1);
  return String.fromCodePoint(...points);
}

function readCursor(scan: Scan, cursor: string): readonly KeyValue[] {
  const [name, ...values] = parseCursor(cursor);
  if (name !== scan.name || values.length !== scan.keys.length)
    return refuse('the cursor is of another query');
  const after = scan.keys.map((key, at) => {
    const value = values[at];
    return key.kind === 'id' ? checkId(value as string) : checkIndexValue(value, key.type, key.field);
  });
  const first = after[0] as KeyValue;
  const tooLow = scan.from !== undefined && compareKeys(first, scan.from) < 0;
  const tooHigh = scan.before !== undefined && compareKeys(first, scan.before) >= 0;
  return tooLow || tooHigh ? refuse('the cursor is outside the range') : after;
}

function parseCursor(cursor: string): readonly unknown[] {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    if (Array.isArray(parsed)) return parsed;
  } catch {
    // Falls through: what cannot be parsed is refused like what parses to something else.
  }
  return refuse('not a cursor of this store');
}

function typeOf(declaration: CollectionDeclaration, field: string): FieldType {
  return declaration.fieldTypes[field] ?? refuse(`field ${field} has no declared type`);
}

function refuse(why: string): never {
  throw new HubError('STORE_REFUSED', why);
}
