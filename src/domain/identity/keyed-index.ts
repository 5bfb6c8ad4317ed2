import { createHmac, createSecretKey, type KeyObject } from 'node:crypto';
import type { DataKey } from '../../kernel/data-keys.ts';
import { HubError } from '../../kernel/errors.ts';

/**
 * Blind index: finds a value without keeping it (storage.md 7). A plain or salted hash of a CPR number would be
 * enumerated in minutes; an HMAC is worth nothing without the key, which never lies in the database.
 */
export interface KeyedIndex {
  /** The id to write: `type:version:HMAC`, under the current key. Different types never give the same id. */
  indexId(type: string, value: string): string;
  /** The ids to look up: current key first, then older ones (rotation of the index key). */
  indexIds(type: string, value: string): readonly string[];
}

/** @throws HubError CONFIG_INVALID for no key, a key that is not 32 bytes, or a version out of range or given twice. */
export function createKeyedIndex(indexKeys: readonly DataKey[]): KeyedIndex {
  const keys = newestFirst(indexKeys, 'index');
  const idUnder = (version: number, key: KeyObject, type: string, value: string): string =>
    `${type}:${version}:${createHmac('sha256', key).update(`${type}\0${value}`).digest('base64url')}`;
  const [current] = keys;
  return {
    indexId: (type, value) => idUnder(current.version, current.key, type, value),
    indexIds: (type, value) => keys.map(({ version, key }) => idUnder(version, key, type, value)),
  };
}

interface LoadedKey {
  readonly version: number;
  readonly key: KeyObject;
}

/** Checks the keys of one purpose and puts the current one first. @throws HubError CONFIG_INVALID */
export function newestFirst(keys: readonly DataKey[], purpose: string): readonly [LoadedKey, ...LoadedKey[]] {
  const refuse = (why: string): never => {
    throw new HubError('CONFIG_INVALID', `${purpose} keys: ${why}`);
  };
  for (const { version, key } of keys) {
    if (!Number.isInteger(version) || version < 1 || version > 0xffff) refuse('a version is 1 to 65535');
    if (key.length !== 32) refuse('a key is 32 bytes');
  }
  if (new Set(keys.map(({ version }) => version)).size !== keys.length) refuse('a version is given twice');
  const [first, ...older] = keys
    .map(({ version, key }) => ({ version, key: createSecretKey(key) }))
    .sort((a, b) => b.version - a.version);
  return first === undefined ? refuse('there is none') : [first, ...older];
}
