/** Thousands of twin logins, interleaved at every store operation: none swapped (design.md 4.2). */
import { describe, expect, it } from '@jest/globals';
import { answerOf, readAnswer, type Human } from '../support/partners.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { waiting } from '../support/waiting-login.ts';
import { makeWorld } from '../support/world.ts';

const fullName = 'https://data.gov.dk/model/core/eid/fullName';

describe('twin logins', () => {
  it('10,000 in process, 50 at a time with every store operation interleaved: no swap', async () => {
    const random = seededRandom(2022);
    const world = await makeWorld({ store: { interleave: () => random.bytes(1).readUInt8(0) % 4 } });
    const identifierOf = new Map<string, string>();
    let logins = 0;

    const one = async (human: Human): Promise<void> => {
      const { browser, asked } = await waiting(world);
      const answer = await answerOf(world.mitid, asked, human, { now: world.clock.now() });
      const { assertion } = await readAnswer(world.sp3, await world.journey.finish(answer, browser));
      const told = assertion?.attributes.find(({ name }) => name === fullName)?.values[0];
      const identifier = assertion?.nameId.value ?? '';
      if (told !== human.name) throw new Error(`${human.name} was told to be ${told}`);
      const known = identifierOf.get(human.name) ?? identifier;
      if (known !== identifier) throw new Error(`${human.name} has two identifiers`);
      identifierOf.set(human.name, identifier);
      logins += 1;
    };

    for (let batch = 0; batch < 200; batch += 1) {
      // 25 pairs of twins; every fourth batch brings people nobody has seen before.
      const people = Array.from(
        { length: 25 },
        (_, at) => `Tvilling ${(batch % 4 === 0 ? batch : 0) * 100 + at}`,
      );
      const twins = people.flatMap((name, at) => {
        const cpr = (n: number): string =>
          `99${String(batch % 4 === 0 ? batch : 0).padStart(4, '0')}${String(at * 2 + n).padStart(4, '0')}`;
        return [
          { name: `${name} A`, cpr: cpr(0) },
          { name: `${name} B`, cpr: cpr(1) },
        ];
      });
      await Promise.all(twins.map(one));
    }
    expect(logins).toBe(10_000);
    expect(new Set(identifierOf.values()).size).toBe(identifierOf.size);
    expect(identifierOf.size).toBe(2500);
  }, 240_000);
});
