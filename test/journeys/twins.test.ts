/** 200 logins over HTTP, started together in pairs: everybody gets their own (design.md 4.2). */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Walker } from '../../src/compose/demo/walk.ts';
import { findPerson, fullName } from '../../src/simulators/index.ts';
import { startTestBox, type TestBox } from '../support/demo-box.ts';

let test: TestBox;
beforeAll(async () => {
  test = await startTestBox();
});
afterAll(() => test.close());

const twins = ['aase', 'soeren', 'laerke', 'mette', 'signe'] as const;

it('200 twin logins over HTTP, ten at a time: no swap', async () => {
  const identifierOf = new Map<string, string>();
  let done = 0;
  const one = async (person: string): Promise<void> => {
    const { shown } = await new Walker(test.box).login({
      service: '3.0',
      idp: 'MitID',
      person,
      method: 'app',
    });
    const expected = findPerson(person);
    const told = shown.attributes?.['https://data.gov.dk/model/core/eid/fullName']?.[0];
    expect(told).toBe(expected && fullName(expected));
    const identifier = shown.nameId ?? '';
    expect(identifierOf.get(person) ?? identifier).toBe(identifier);
    identifierOf.set(person, identifier);
    done += 1;
  };
  for (let round = 0; round < 20; round += 1) await Promise.all([...twins, ...twins].map(one));
  expect(done).toBe(200);
  expect(new Set(identifierOf.values()).size).toBe(twins.length);
}, 120_000);
