/** A process that writes ids to an announced collection of an embedded store. Arguments: folder, ids. */
import { systemClock } from '../../src/kernel/clock.ts';
import { systemRandom } from '../../src/kernel/random.ts';
import { openStore } from '../../src/store/index.ts';
import { declarations } from './contract/world-declarations.ts';

const [folder = '', ...ids] = process.argv.slice(2);
const store = await openStore(`embedded:${folder}`, declarations, {
  clock: systemClock,
  random: systemRandom,
});
for (const id of ids) await store.collection('announced_things').insert(id, {});
await store.close();
