/** The demo box for journeys over HTTP: free ports, a temporary store, keys of its own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../../src/kernel/clock.ts';
import { systemRandom } from '../../src/kernel/random.ts';
import { startDemoBox, type DemoBox } from '../../src/compose/demo/box.ts';
import type { Log } from '../../src/observe/index.ts';
import type { LogLine } from './world.ts';

export interface TestBox {
  readonly box: DemoBox;
  readonly log: LogLine[];
  readonly folder: string;
  /** Stops the box and starts one on the same store and keys. */
  restart(): Promise<DemoBox>;
  close(): Promise<void>;
}

export async function startTestBox(port?: number): Promise<TestBox> {
  const folder = mkdtempSync(join(tmpdir(), 'hub-journey-'));
  const log: LogLine[] = [];
  const write: Log = (level, message, fields = {}) => log.push({ level, message, fields });
  const start = (): Promise<DemoBox> =>
    startDemoBox({
      store: `embedded:${join(folder, 'store')}`,
      keyFolder: join(folder, 'keys'),
      clock: systemClock,
      random: systemRandom,
      log: write,
      ...(port === undefined ? {} : { port }),
    });
  let box = await start();
  return {
    get box() {
      return box;
    },
    log,
    folder,
    async restart() {
      await box.close();
      box = await start();
      return box;
    },
    async close() {
      await box.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
