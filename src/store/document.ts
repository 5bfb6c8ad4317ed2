import { HubError } from '../kernel/errors.ts';
import type { Body, CollectionDeclaration, Json } from '../domain/storage/ports.ts';

/** Limits of one document; the same whichever engine lies below. */
export const limits = {
  /** Characters of an id. */
  idLength: 512,
  /** Characters of a string in an index field (an entityID has at most 1024, metadata 2.2.1). */
  indexStringLength: 1024,
  /** UTF-8 bytes of the body as JSON text. */
  bodyBytes: 1024 * 1024,
  /** Objects and arrays inside one another; MongoDB stops at 100. */
  depth: 50,
  /** Items of a page, ids of a getMany. */
  batch: 1000,
  /** Last second a Date can hold. */
  expiresAt: 8_640_000_000_000,
} as const;

/** A body that both engines give back exactly as it was put in, and its JSON text. */
export interface CheckedBody {
  readonly body: Body;
  readonly text: string;
}

const refuse = (why: string): never => {
  throw new HubError('STORE_REFUSED', why);
};

/** @throws HubError STORE_REFUSED unless 1 to 512 well-formed characters without NUL. */
export function checkId(id: string): string {
  if (typeof id !== 'string' || id.length === 0) refuse('an id is a non-empty string');
  if (id.length > limits.idLength) refuse(`an id has at most ${limits.idLength} characters`);
  return checkString(id, 'an id');
}

/** Epoch seconds. @throws HubError STORE_REFUSED */
export function checkExpiry(expiresAt: number | undefined): number | undefined {
  if (expiresAt === undefined) return undefined;
  const fits = Number.isSafeInteger(expiresAt) && expiresAt >= 0 && expiresAt <= limits.expiresAt;
  return fits ? expiresAt : refuse('expiresAt is a whole number of seconds since the epoch');
}

/** Versions start at 1. @throws HubError STORE_REFUSED */
export function checkVersion(v: number): number {
  return Number.isSafeInteger(v) && v >= 1 ? v : refuse('a version is a whole number from 1');
}

/**
 * Copies a body into plain JSON (a property that is undefined is left out, as JSON does) and checks its index fields.
 * @throws HubError STORE_REFUSED for what one of the engines could not store or give back unchanged.
 */
export function checkBody(declaration: CollectionDeclaration, body: object): CheckedBody {
  const copy = plainObject(body, 0);
  for (const [field, type] of Object.entries(declaration.fieldTypes)) {
    const value = copy[field];
    if (value !== undefined) checkIndexValue(value, type, field);
  }
  const text = JSON.stringify(copy);
  if (Buffer.byteLength(text) > limits.bodyBytes) refuse(`a body has at most ${limits.bodyBytes} bytes`);
  return { body: copy, text };
}

/** @throws HubError STORE_REFUSED unless a string or a safe integer, as the field was declared. */
export function checkIndexValue(value: unknown, type: 'string' | 'integer', field: string): string | number {
  if (type === 'integer') {
    return Number.isSafeInteger(value) ? (value as number) : refuse(`index field ${field} is an integer`);
  }
  if (typeof value !== 'string') return refuse(`index field ${field} is a string`);
  if (value.length > limits.indexStringLength) refuse(`index field ${field} is too long`);
  return checkString(value, `index field ${field}`);
}

function plain(value: unknown, depth: number): Json {
  switch (typeof value) {
    case 'string':
      return checkString(value, 'a string');
    case 'boolean':
      return value;
    case 'number':
      return checkNumber(value);
    case 'object':
      if (value === null) return null;
      if (depth >= limits.depth) refuse(`a body is at most ${limits.depth} levels deep`);
      return Array.isArray(value) ? plainArray(value, depth) : plainObject(value, depth);
    default:
      return refuse(`a body holds JSON only, not ${typeof value}`);
  }
}

function plainArray(values: readonly unknown[], depth: number): Json[] {
  // By index, since map() passes over the holes of a sparse array.
  return Array.from({ length: values.length }, (_, at) => plain(values[at], depth + 1));
}

function plainObject(value: object, depth: number): Body {
  if (!isPlainObject(value)) return refuse('a body holds plain objects only');
  const copy: Record<string, Json> = {};
  for (const [key, inner] of Object.entries(value)) {
    if (inner === undefined) continue;
    copy[checkKey(key)] = plain(inner, depth + 1);
  }
  return copy;
}

/** Counts prototypes instead of comparing them, so that it holds across realms (jest). */
function isPlainObject(value: object): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** Keys that an engine or JavaScript itself would take for something else. */
const reservedKeys = new Set(['', '__proto__', '_bsontype']);

function checkKey(key: string): string {
  const reserved = reservedKeys.has(key) || key.startsWith('$') || key.includes('.');
  return reserved
    ? refuse('a key is not empty or reserved, holds no dot and does not begin with $')
    : checkString(key, 'a key');
}

function checkString(text: string, what: string): string {
  if (text.includes('\0')) refuse(`${what} holds no NUL`);
  return text.isWellFormed() ? text : refuse(`${what} is well-formed Unicode`);
}

function checkNumber(value: number): number {
  if (!Number.isFinite(value)) refuse('a number is finite');
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) refuse('an integer is a safe one');
  // JSON has no negative zero, BSON has.
  return value === 0 ? 0 : value;
}
