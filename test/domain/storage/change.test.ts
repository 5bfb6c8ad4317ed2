import { describe, expect, it } from '@jest/globals';
import { changeDocument } from '../../../src/domain/storage/index.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { settableClock } from '../../support/settable-clock.ts';

interface Counter {
  readonly count: number;
}
const clock = settableClock();
const counters = (options: Parameters<typeof memoryStore>[1] = {}) =>
  memoryStore(clock, options).collection<Counter>('counters');

describe('read, change, replace (design.md 6)', () => {
  it('loses none of 50 changes made at once', async () => {
    const collection = counters({ interleave: () => 1 });
    await collection.insert('c', { count: 0 });
    const add = () => changeDocument(collection, 'c', ({ count }) => ({ count: count + 1 }));
    await Promise.all(Array.from({ length: 50 }, add));
    expect((await collection.get('c'))?.body.count).toBe(50);
  });

  it('writes nothing when there is nothing to change, and gives what stands', async () => {
    const collection = counters();
    await collection.insert('c', { count: 7 });
    expect(await changeDocument(collection, 'c', () => undefined)).toMatchObject({
      v: 1,
      body: { count: 7 },
    });
  });

  it('gives undefined where there is no document', async () => {
    expect(await changeDocument(counters(), 'none', (body) => body)).toBeUndefined();
  });

  it('keeps the expiry unless it is given a new one', async () => {
    const collection = counters();
    const expiresAt = clock.now() / 1000 + 60;
    await collection.insert('c', { count: 0 }, { expiresAt });
    expect((await changeDocument(collection, 'c', () => ({ count: 1 })))?.expiresAt).toBe(expiresAt);
    const later = await changeDocument(
      collection,
      'c',
      () => ({ count: 2 }),
      () => expiresAt + 60,
    );
    expect(later?.expiresAt).toBe(expiresAt + 60);
  });

  it('gives up with STORE_CONFLICT when it never wins', async () => {
    const collection = counters();
    await collection.insert('c', { count: 0 });
    const beaten = changeDocument(collection, 'c', async (body) => {
      const stored = await collection.get('c');
      await collection.replace('c', stored!.v, { count: -1 });
      return { count: body.count + 1 };
    });
    await expect(beaten).rejects.toEqual(expect.objectContaining({ code: 'STORE_CONFLICT' }));
  });
});
