import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Clock } from '../../kernel/clock.ts';
import type { Random } from '../../kernel/random.ts';
import { startDemoBox } from './box.ts';
import { playDemo, type Row } from './scenes.ts';

export { sceneCount, type Row } from './scenes.ts';

const root = resolve(import.meta.dirname, '../../..');
export const demoKeyFolder = join(root, 'certs/dev');

/**
 * Plays the whole demo on free ports and a temporary store, so it runs beside `npm start`.
 *
 * @param onRow called as each login is done
 */
export async function runDemo(
  tools: { readonly clock: Clock; readonly random: Random },
  onRow: (row: Row) => void,
): Promise<readonly Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'oiosaml-hub-demo-'));
  try {
    const store = `embedded:${join(folder, 'store')}`;
    const box = await startDemoBox({ ...tools, store, keyFolder: demoKeyFolder, log: () => {} });
    try {
      return await playDemo(box, tools.clock, onRow);
    } finally {
      await box.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
