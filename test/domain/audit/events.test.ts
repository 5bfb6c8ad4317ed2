import { describe, expect, it } from '@jest/globals';
import type { EntityId, IdentityId } from '../../../src/kernel/brands.ts';
import {
  createEventWriter,
  numbered,
  subjectReference,
  type EventDraft,
} from '../../../src/domain/audit/index.ts';
import { identityWorld } from '../../support/identity-world.ts';

const sp = 'https://sp.example.dk' as EntityId;
const started: EventDraft = { kind: 'login-started', time: 1000, sp, dialect: 'oiosaml3' };
const refused: EventDraft = {
  kind: 'login-refused',
  time: 2000,
  sp,
  dialect: 'oiosaml3',
  code: 'NO_PASSIVE',
};

describe('the events of a flow', () => {
  it('are numbered from 1 and go on where the last step stopped', () => {
    expect(numbered('flow', 0, [started, refused]).map(({ id }) => id)).toEqual(['flow:1', 'flow:2']);
    expect(numbered('flow', 2, [refused])).toEqual([{ ...refused, id: 'flow:3' }]);
  });

  it('are plain records that JSON keeps as they are', () => {
    const events = numbered('flow', 0, [started, refused]);
    expect(JSON.parse(JSON.stringify(events))).toEqual(events);
  });

  it('name a person by a keyed hash, the same each time', () => {
    const { sealer } = identityWorld();
    const reference = subjectReference('identity-one' as IdentityId, sealer);
    expect(reference).toBe(subjectReference('identity-one' as IdentityId, sealer));
    expect(reference).not.toBe(subjectReference('identity-two' as IdentityId, sealer));
    expect(reference).not.toContain('identity-one');
  });
});

describe('the event writer', () => {
  const log = (world: ReturnType<typeof identityWorld>) => world.store.collection('events');

  it('writes each event once, however often it is asked to', async () => {
    const world = identityWorld();
    const writer = createEventWriter(world.store, world.clock, 3600);
    await writer.write(numbered('flow', 0, [started]));
    await writer.write(numbered('flow', 0, [started, refused]));
    await writer.write(numbered('flow', 0, [started, refused]));
    const { items } = await log(world).find({ idPrefix: 'flow:', limit: 10 });
    expect(items.map(({ id, v, body }) => ({ id, v, body }))).toEqual([
      { id: 'flow:1', v: 1, body: { ...started } },
      { id: 'flow:2', v: 1, body: { ...refused } },
    ]);
  });

  it('is found by service, and by code, in order of time', async () => {
    const world = identityWorld();
    await createEventWriter(world.store, world.clock, 3600).write(numbered('flow', 0, [refused, started]));
    const bySp = await log(world).find({ index: 'sp_time', equals: [sp], limit: 10 });
    expect(bySp.items.map(({ body }) => body['kind'])).toEqual(['login-started', 'login-refused']);
    const byCode = await log(world).find({ index: 'code_time', equals: ['NO_PASSIVE'], limit: 10 });
    expect(byCode.items).toHaveLength(1);
  });

  it('keeps an event for the retention and no longer', async () => {
    const world = identityWorld();
    await createEventWriter(world.store, world.clock, 3600).write(numbered('flow', 0, [started]));
    world.clock.advance(3_599_000);
    expect(await log(world).get('flow:1')).toBeDefined();
    world.clock.advance(1_000);
    expect(await log(world).get('flow:1')).toBeUndefined();
  });

  it('rejects when one could not be written, and is whole after a repeat', async () => {
    let away = true;
    const world = identityWorld({
      before: (operation, _collection, id) => {
        if (away && operation === 'insert' && id === 'flow:2') throw new Error('store away');
      },
    });
    const writer = createEventWriter(world.store, world.clock, 3600);
    const events = numbered('flow', 0, [started, refused]);
    await expect(writer.write(events)).rejects.toThrow('store away');
    away = false;
    await writer.write(events);
    expect((await log(world).find({ idPrefix: 'flow:', limit: 10 })).items).toHaveLength(2);
  });
});
