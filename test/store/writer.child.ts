/**
 * A process that writes to an embedded store until it is killed: inserts, and replaces of one counter of its own.
 * Prints a line for each write once it was acknowledged. Arguments: folder, name.
 */
import { writeSync } from 'node:fs';
import { systemClock } from '../../src/kernel/clock.ts';
import { systemRandom } from '../../src/kernel/random.ts';
import { openStore } from '../../src/store/index.ts';
import { declarations } from './contract/world-declarations.ts';

const [folder = '', name = ''] = process.argv.slice(2);
const store = await openStore(`embedded:${folder}`, declarations, {
  clock: systemClock,
  random: systemRandom,
});
const things = store.collection('things');
/** Written at once, so that what was said before a kill -9 has been said. */
const say = (line: string): void => void writeSync(1, `${line}\n`);

let counter = await things.insert(`counter:${name}`, { count: 0 });
for (let n = 0; ; n += 1) {
  const inserts = ['a', 'b', 'c'].map(async (part) => {
    const id = `${name}:${n}:${part}`;
    await things.insert(id, { owner: name, rank: n, filling: 'x'.repeat(500) });
    say(`insert ${id}`);
  });
  counter = await things.replace(counter.id, counter.v, { count: counter.v });
  say(`count ${counter.v - 1}`);
  await Promise.all(inserts);
}
