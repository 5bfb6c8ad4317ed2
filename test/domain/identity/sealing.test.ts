import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { IdentityId } from '../../../src/kernel/brands.ts';
import { createKeyedIndex, createSealer } from '../../../src/domain/identity/index.ts';
import { cprOf, depsAround, identityWorld, testKeys, turns } from '../../support/identity-world.ts';

const person = 'a-person' as IdentityId;
const other = 'another-person' as IdentityId;
const place = { collection: 'identities', id: 'a-person', field: 'cpr' };
const dataKey = (version: number, fill: string) => ({ version, key: Buffer.alloc(32, fill) });
const unavailable = expect.objectContaining({ code: 'KEY_UNAVAILABLE' });

describe('the keyed index (storage.md 7)', () => {
  const index = createKeyedIndex([dataKey(1, 'old')]);
  const rotated = createKeyedIndex([dataKey(1, 'old'), dataKey(2, 'new')]);

  it('gives one id for one type and value, and nothing of the value in it', () => {
    const id = index.indexId('cpr', cprOf(1));
    expect(id).toBe(index.indexId('cpr', cprOf(1)));
    expect(id).toMatch(/^cpr:1:[\w-]{43}$/);
    expect(id).not.toContain(cprOf(1));
  });

  it('keeps types, values and keys apart', () => {
    const other = createKeyedIndex([dataKey(1, 'stranger')]);
    const ids = [
      index.indexId('cpr', cprOf(1)),
      index.indexId('cpr', cprOf(2)),
      index.indexId('pid', cprOf(1)),
      index.indexId('cpr\0', cprOf(1)),
      other.indexId('cpr', cprOf(1)),
    ];
    expect(new Set(ids.map((id) => id.split(':').at(-1))).size).toBe(ids.length);
  });

  it('writes under the newest key and looks up under the newest first, then the older', () => {
    expect(rotated.indexId('cpr', cprOf(1))).toMatch(/^cpr:2:/);
    expect(rotated.indexIds('cpr', cprOf(1))).toEqual([
      rotated.indexId('cpr', cprOf(1)),
      index.indexId('cpr', cprOf(1)),
    ]);
  });

  it.each([
    ['no key', []],
    ['a short key', [{ version: 1, key: Buffer.alloc(16, 1) }]],
    ['version 0', [dataKey(0, 'x')]],
    ['version 65536', [dataKey(65536, 'x')]],
    ['half a version', [dataKey(1.5, 'x')]],
    ['one version twice', [dataKey(1, 'x'), dataKey(1, 'y')]],
  ])('refuses %s', (_what, keys) => {
    expect(() => createKeyedIndex(keys)).toThrow(expect.objectContaining({ code: 'CONFIG_INVALID' }));
  });
});

describe('a sealed field', () => {
  it('opens to what was sealed, for any text', async () => {
    const { sealer } = identityWorld();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
        expect(await sealer.open(person, place, await sealer.seal(person, place, text))).toBe(text);
      }),
      { seed: 20260304, numRuns: 100 },
    );
  });

  it('has the documented form: version, key id, nonce, text, tag', async () => {
    const { sealer } = identityWorld();
    const sealed = Buffer.from(await sealer.seal(person, place, cprOf(1)), 'base64url');
    expect(sealed.length).toBe(1 + 2 + 12 + 10 + 16);
    expect([...sealed.subarray(0, 3)]).toEqual([1, 0, 1]);
  });

  it('never seals one value twice alike', async () => {
    const { sealer } = identityWorld();
    expect(await sealer.seal(person, place, 'x')).not.toBe(await sealer.seal(person, place, 'x'));
  });

  it.each([
    ['document', { ...place, id: 'another-person' }],
    ['field', { ...place, field: 'pid' }],
    ['collection', { ...place, collection: 'sessions' }],
  ])('does not open when moved to another %s', async (_what, elsewhere) => {
    const { sealer } = identityWorld();
    const sealed = await sealer.seal(person, place, cprOf(1));
    await expect(sealer.open(person, elsewhere, sealed)).rejects.toEqual(unavailable);
  });

  it('does not open under the data key of another subject', async () => {
    const { sealer } = identityWorld();
    const sealed = await sealer.seal(person, place, cprOf(1));
    await sealer.seal(other, { ...place, id: other }, 'x');
    await expect(sealer.open(other, place, sealed)).rejects.toEqual(unavailable);
  });

  it('does not open with any one bit changed', async () => {
    const { sealer } = identityWorld();
    const bytes = Buffer.from(await sealer.seal(person, place, cprOf(1)), 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      await expect(sealer.open(person, place, changed.toString('base64url'))).rejects.toEqual(unavailable);
    }
  });

  it.each(['', 'AQ', 'not sealed at all'])('refuses %j', async (text) => {
    await expect(identityWorld().sealer.open(person, place, text)).rejects.toEqual(unavailable);
  });

  it('says nothing of the value when it does not open', async () => {
    const { sealer } = identityWorld();
    const sealed = await sealer.seal(person, place, cprOf(1));
    const error: unknown = await sealer.open(person, { ...place, id: 'x' }, sealed).catch((thrown) => thrown);
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain(cprOf(1));
  });
});

describe('the data key of a subject', () => {
  it('is one, however many make it at once', async () => {
    const world = identityWorld({ interleave: turns('data key') });
    const nodes = [1, 2, 3, 4, 5].map((n) => depsAround(world.memory, world.clock, `node ${n}`));
    const sealed = await Promise.all(nodes.map(({ sealer }) => sealer.seal(person, place, 'x')));
    const late = depsAround(world.memory, world.clock, 'late').sealer;
    for (const text of sealed) expect(await late.open(person, place, text)).toBe('x');
  });

  it('stands in the store wrapped only, and opens after a restart with the same key', async () => {
    const world = identityWorld();
    const sealed = await world.sealer.seal(person, place, cprOf(1));
    expect(world.memory.dump()).not.toContain(cprOf(1));
    const restarted = depsAround(world.memory, world.clock, 'again').sealer;
    expect(await restarted.open(person, place, sealed)).toBe(cprOf(1));
  });

  it('opens after the key encryption key was rotated, not after the old one was taken away', async () => {
    const world = identityWorld();
    const sealed = await world.sealer.seal(person, place, 'x');
    const withKek = (...keyEncryptionKeys: { version: number; key: Buffer }[]) =>
      createSealer({ ...testKeys, keyEncryptionKeys }, world);
    const [old] = testKeys.keyEncryptionKeys;
    expect(await withKek(old!, dataKey(2, 'kek-two')).open(person, place, sealed)).toBe('x');
    await expect(withKek(dataKey(2, 'kek-two')).open(person, place, sealed)).rejects.toEqual(unavailable);
    await expect(withKek(dataKey(1, 'wrong')).open(person, place, sealed)).rejects.toEqual(unavailable);
  });

  it('once deleted leaves nothing to open: erasure, on every node within a minute', async () => {
    const world = identityWorld();
    const sealed = await world.sealer.seal(person, place, 'x');
    await world.store.collection('subject_keys').remove(person);
    world.clock.advance(60_000);
    await expect(world.sealer.open(person, place, sealed)).rejects.toEqual(unavailable);
  });
});
