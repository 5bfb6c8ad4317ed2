/** The main job over real HTTP, against parties that share no code with the hub. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../src/kernel/clock.ts';
import { playDemo, sceneCount, type Row } from '../../src/compose/demo/scenes.ts';
import { Walker } from '../../src/compose/demo/walk.ts';
import { people } from '../../src/simulators/index.ts';
import { startTestBox, type TestBox } from '../support/demo-box.ts';

let test: TestBox;
let rows: readonly Row[];
beforeAll(async () => {
  test = await startTestBox(18_080);
  rows = await playDemo(test.box, systemClock, () => {});
});
afterAll(() => test.close());

describe('the demo', () => {
  it('plays every scene as expected', () => {
    expect(
      rows.map(({ scene, user, sp, why }) => ({ scene, user, sp, why })).filter(({ why }) => why !== ''),
    ).toEqual([]);
    expect(rows).toHaveLength(sceneCount);
  });

  it('has the eight logins, with one UUID per user at the 3.0 service and the legacy ids at the other', () => {
    const logins = rows.filter(({ scene }) => scene === 'login');
    expect(new Set(logins.map(({ user, idp, sp }) => `${user} ${idp} ${sp}`)).size).toBe(8);
    const ids = (user: string, sp: string): Set<string> =>
      new Set(logins.filter((row) => row.user === user && row.sp === sp).map(({ identifier }) => identifier));
    expect(ids('citizen Åse', '3.0').size).toBe(1);
    expect(ids('citizen Åse', '2.0.9')).toEqual(new Set(['9208-2002-2-000000000001']));
    expect(ids('employee Mette', '2.0.9')).toEqual(new Set(['CVR:99990001-RID:10000001']));
  });

  it('keeps every identifier over a restart', async () => {
    const before = rows.find(({ user, sp }) => user === 'citizen Åse' && sp === '3.0')?.identifier;
    await test.restart();
    const { shown } = await new Walker(test.box).login({
      service: '3.0',
      idp: 'NemID',
      person: 'aase',
      method: 'code-card',
    });
    expect(shown.nameId?.split('/uuid/').at(-1)).toBe(before);
  });

  it('leaves no CPR number in the store files or the log (security.md O2)', () => {
    const numbers = people.flatMap((person) => ('cpr' in person ? [person.cpr] : []));
    const store = join(test.folder, 'store');
    const files = readdirSync(store).map((name) => readFileSync(join(store, name)).toString('latin1'));
    const everything = [...files, JSON.stringify(test.log)].join('\n');
    expect(everything.length).toBeGreaterThan(10_000);
    for (const number of numbers) expect(everything.includes(number)).toBe(false);
  });
});
