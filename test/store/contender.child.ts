/**
 * One of several processes on one embedded store: adds to a shared counter and claims ids that others claim too.
 * Prints what it won as JSON. Arguments: folder, name, number of additions, number of ids.
 */
import { isHubError } from '../../src/kernel/errors.ts';
import { systemClock } from '../../src/kernel/clock.ts';
import { systemRandom } from '../../src/kernel/random.ts';
import { openStore } from '../../src/store/index.ts';
import { increment, type Counter } from './contract/increment.ts';
import { declarations } from './contract/world-declarations.ts';

const [folder = '', name = '', additions = '0', claims = '0'] = process.argv.slice(2);
const store = await openStore(`embedded:${folder}`, declarations, {
  clock: systemClock,
  random: systemRandom,
});
const counters = store.collection<Counter>('plain_things');
const things = store.collection('things');

async function claim(id: string): Promise<boolean> {
  try {
    await things.insert(id, { owner: name });
    return true;
  } catch (error) {
    if (isHubError(error, 'STORE_DUPLICATE')) return false;
    throw error;
  }
}

const versions: number[] = [];
const won: string[] = [];
for (let n = 0; n < Math.max(Number(additions), Number(claims)); n += 1) {
  if (n < Number(additions)) versions.push(await increment(counters, 'shared', n));
  if (n < Number(claims) && (await claim(`claim:${n}`))) won.push(`claim:${n}`);
}
await store.close();
console.log(JSON.stringify({ versions, won }));
