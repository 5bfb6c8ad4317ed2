import { createSecretKey, type KeyObject } from 'node:crypto';
import type { IdentityId } from '../../kernel/brands.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { DataKeys } from '../../kernel/data-keys.ts';
import { HubError, isHubError } from '../../kernel/errors.ts';
import type { Random } from '../../kernel/random.ts';
import type { Store } from '../storage/index.ts';
import { createKeyedIndex, newestFirst, type KeyedIndex } from './keyed-index.ts';
import { keyIdOf, openField, sealField, type FieldPlace } from './sealed-field.ts';

export type { FieldPlace } from './sealed-field.ts';

/** Finds personal values by keyed HMAC and keeps them under a data key of their subject (design.md 5). */
export interface Sealer extends KeyedIndex {
  /** Encrypts `text` under the subject's data key, which is made at first use. */
  seal(subject: IdentityId, place: FieldPlace, text: string): Promise<string>;
  /** @throws HubError KEY_UNAVAILABLE when the subject was erased, or the value altered or moved. */
  open(subject: IdentityId, place: FieldPlace, sealed: string): Promise<string>;
}

export interface SealerPorts {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
}

/** Wrapped data keys of one subject, by purpose. Deleting `profile` erases the person; `evidence` outlives it. */
interface SubjectKeys {
  readonly profile: string;
}

const profileKeyId = 1;
/** An erased subject stays readable to a node for at most this long. */
const cacheAge = 60_000;
const cacheSize = 10_000;

/** @throws HubError CONFIG_INVALID for keys that are missing, of the wrong size, or doubly numbered. */
export function createSealer(keys: DataKeys, { store, clock, random }: SealerPorts): Sealer {
  const wrapping = newestFirst(keys.keyEncryptionKeys, 'key encryption');
  const subjectKeys = store.collection<SubjectKeys>('subject_keys');
  const cache = new Map<IdentityId, { readonly key: KeyObject; readonly until: number }>();
  const placeOf = (subject: IdentityId): FieldPlace => ({
    collection: 'subject_keys',
    id: subject,
    field: 'profile',
  });

  function unwrap(subject: IdentityId, { profile }: SubjectKeys): KeyObject {
    const version = keyIdOf(profile);
    const outer = wrapping.find((candidate) => candidate.version === version);
    if (!outer) throw new HubError('KEY_UNAVAILABLE', `no key encryption key of version ${version}`);
    return createSecretKey(openField(profile, outer.key, placeOf(subject)));
  }

  function remember(subject: IdentityId, key: KeyObject): KeyObject {
    const oldest = cache.keys().next();
    if (cache.size >= cacheSize && !oldest.done) cache.delete(oldest.value);
    cache.set(subject, { key, until: clock.now() + cacheAge });
    return key;
  }

  async function existingKey(subject: IdentityId): Promise<KeyObject | undefined> {
    const cached = cache.get(subject);
    if (cached && cached.until > clock.now()) return cached.key;
    cache.delete(subject);
    const stored = await subjectKeys.get(subject);
    return stored && remember(subject, unwrap(subject, stored.body));
  }

  /** The insert decides: of many that make a key at once, one is kept and everybody uses it. */
  async function keyFor(subject: IdentityId): Promise<KeyObject> {
    const existing = await existingKey(subject);
    if (existing) return existing;
    const made = random.bytes(32);
    const [outer] = wrapping;
    const profile = sealField(made, outer.key, outer.version, placeOf(subject), random);
    try {
      await subjectKeys.insert(subject, { profile });
      return remember(subject, createSecretKey(made));
    } catch (error) {
      if (!isHubError(error, 'STORE_DUPLICATE')) throw error;
      return keyFor(subject);
    }
  }

  return {
    ...createKeyedIndex(keys.indexKeys),
    async seal(subject, place, text) {
      return sealField(Buffer.from(text, 'utf8'), await keyFor(subject), profileKeyId, place, random);
    },
    async open(subject, place, sealed) {
      if (keyIdOf(sealed) !== profileKeyId) throw new HubError('KEY_UNAVAILABLE', 'not under a profile key');
      const key = await existingKey(subject);
      if (!key) throw new HubError('KEY_UNAVAILABLE', 'the subject has no data key: erased');
      return openField(sealed, key, place).toString('utf8');
    },
  };
}
