import { describe, expect, it } from '@jest/globals';
import {
  addParticipant,
  createSession,
  endSession,
  findSession,
  participantNameId,
  renewSession,
  sidsByHandle,
} from '../../../src/domain/session/index.ts';
import { turns } from '../../support/identity-world.ts';
import { loginOf, publicSp, restarted, sessionWorld } from '../../support/session-world.ts';

const nameId = { format: 'persistent', value: 'name-at-sp-one' };

describe('the SessionIndex (design.md 12)', () => {
  it('is random, of one session and one service only', async () => {
    const world = sessionWorld();
    const one = await createSession(loginOf(), publicSp, world);
    const two = await createSession(loginOf(), publicSp, world);
    const indexes = [
      await addParticipant(one.session, 'sp-one', nameId, world),
      await addParticipant(one.session, 'sp-two', nameId, world),
      await addParticipant(two.session, 'sp-one', nameId, world),
    ].map(({ sessionIndex }) => sessionIndex);
    expect(new Set(indexes).size).toBe(3);
    for (const index of indexes) {
      expect(index).toMatch(/^_[0-9a-f]{32}$/);
      expect(index).not.toContain(one.session.sid);
    }
  });

  it('is the same at every later answer, through a step-up and a restart', async () => {
    const world = sessionWorld();
    const made = await createSession(loginOf(), publicSp, world);
    const first = await addParticipant(made.session, 'sp-one', nameId, world);
    const renewed = await renewSession(first.session, loginOf(), world);
    const later = await addParticipant(renewed.session, 'sp-one', nameId, restarted(world));
    expect(later.sessionIndex).toBe(first.sessionIndex);
    expect(later.session.participants).toHaveLength(1);
  });

  it.each(['a', 'b', 'c'])('is one when 50 answers to one service go at once (order %s)', async (seed) => {
    const world = sessionWorld({ interleave: turns(seed), seed });
    const { session } = await createSession(loginOf(), publicSp, world);
    const asked = Array.from({ length: 50 }, () => addParticipant(session, 'sp-one', nameId, world));
    const indexes = new Set((await Promise.all(asked)).map(({ sessionIndex }) => sessionIndex));
    expect(indexes.size).toBe(1);
    const handles = await world.store
      .collection('session_handles')
      .find({ index: 'sid', equals: [session.sid], limit: 100 });
    expect(handles.items).toHaveLength(2);
  });

  it('leads a logout to its session, for its own service only', async () => {
    const world = sessionWorld();
    const { session } = await createSession(loginOf(), publicSp, world);
    const { sessionIndex } = await addParticipant(session, 'sp-one', nameId, world);
    expect(await sidsByHandle({ of: 'sp', sp: 'sp-one', sessionIndex }, world)).toEqual([session.sid]);
    expect(await sidsByHandle({ of: 'sp', sp: 'sp-two', sessionIndex }, world)).toEqual([]);
    await endSession(session, world);
    expect(await sidsByHandle({ of: 'sp', sp: 'sp-one', sessionIndex }, world)).toEqual([]);
  });
});

describe('participants', () => {
  it('are all kept when many services are answered at once', async () => {
    const world = sessionWorld({ interleave: turns('many') });
    const { session, cookie } = await createSession(loginOf(), publicSp, world);
    const services = Array.from({ length: 50 }, (_, n) => `sp-${n}`);
    await Promise.all(services.map((sp) => addParticipant(session, sp, nameId, world)));
    const found = await findSession(cookie, world);
    expect(found?.participants.map(({ sp }) => sp).sort()).toEqual([...services].sort());
  });

  it('survive a step-up at the same moment, and the step-up survives them', async () => {
    const world = sessionWorld({ interleave: turns('step-up') });
    const { session } = await createSession(
      loginOf('identity-one', { legacyLevel: 2, level: 'Low' }),
      publicSp,
      world,
    );
    const [renewed] = await Promise.all([
      renewSession(session, loginOf('identity-one', { level: 'High', legacyLevel: 3 }), world),
      ...['sp-one', 'sp-two', 'sp-three'].map((sp) => addParticipant(session, sp, nameId, world)),
    ]);
    const found = await findSession(renewed.cookie, world);
    expect(found?.level).toBe('High');
    expect(found?.participants).toHaveLength(3);
  });

  it('remember the NameID the service was given, sealed, and a newer one', async () => {
    const world = sessionWorld();
    const { session } = await createSession(loginOf(), publicSp, world);
    const first = await addParticipant(session, 'sp-one', nameId, world);
    expect(world.memory.dump()).not.toContain(nameId.value);
    expect(await participantNameId(session, first.session.participants[0]!, world)).toEqual(nameId);
    const newer = { ...nameId, value: 'newer-name' };
    const second = await addParticipant(first.session, 'sp-one', newer, world);
    expect(second.sessionIndex).toBe(first.sessionIndex);
    expect(await participantNameId(session, second.session.participants[0]!, world)).toEqual(newer);
  });

  it('write nothing when the service knows it all already', async () => {
    const world = sessionWorld();
    const { session } = await createSession(loginOf(), publicSp, world);
    const first = await addParticipant(session, 'sp-one', nameId, world);
    const before = world.memory.dump();
    await addParticipant(first.session, 'sp-one', nameId, world);
    expect(world.memory.dump()).toBe(before);
  });

  it('are 200 at most', async () => {
    const world = sessionWorld();
    let { session } = await createSession(loginOf(), publicSp, world);
    for (let n = 0; n < 200; n += 1) ({ session } = await addParticipant(session, `sp-${n}`, nameId, world));
    await expect(addParticipant(session, 'sp-200', nameId, world)).rejects.toEqual(
      expect.objectContaining({ code: 'REQUEST_DENIED' }),
    );
    expect((await addParticipant(session, 'sp-7', nameId, world)).sessionIndex).toBe(
      session.participants[7]!.sessionIndex,
    );
  });

  it('are not added to a session that has ended', async () => {
    const world = sessionWorld();
    const { session } = await createSession(loginOf(), publicSp, world);
    await endSession(session, world);
    await expect(addParticipant(session, 'sp-one', nameId, world)).rejects.toEqual(
      expect.objectContaining({ code: 'FLOW_ENDED' }),
    );
    expect((await world.store.collection('session_handles').find({ idPrefix: '', limit: 10 })).items).toEqual(
      [],
    );
  });
});
