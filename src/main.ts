// Start: hub.yaml of HUB_CONFIG, or the demo box without it; listen; stop cleanly on SIGTERM and SIGINT.
import { join, resolve } from 'node:path';
import { isHubError } from './kernel/errors.ts';
import { systemClock } from './kernel/clock.ts';
import { systemRandom } from './kernel/random.ts';
import { loadConfig } from './config/index.ts';
import { createLog } from './observe/index.ts';

const root = resolve(import.meta.dirname, '..');
const demoPort = 8080;

async function start(): Promise<{ close(): Promise<void> }> {
  const file = process.env['HUB_CONFIG'];
  if (file !== undefined) {
    const { startHub } = await import('./compose/production.ts');
    return startHub(loadConfig(file, process.env));
  }
  // Loaded only here: a configured hub never has a simulator in its process.
  const { startDemoBox } = await import('./compose/demo/box.ts');
  const box = await startDemoBox({
    store: process.env['HUB_STORE'] ?? `embedded:${join(root, 'var/store')}`,
    keyFolder: join(root, 'certs/dev'),
    port: Number(process.env['PORT'] ?? demoPort),
    clock: systemClock,
    random: systemRandom,
    log: createLog(),
  });
  console.log(`\nThe demo box is up. MitID, NemID and both services are simulated; the hub is real.`);
  console.log(`Open ${box.hubUrl}/ and click. Stop with Ctrl+C.\n`);
  return box;
}

function whyNotStarted(error: unknown): unknown {
  if (isHubError(error)) return `${error.code}: ${error.detail}`;
  const { code, address, port } = error as { code?: string; address?: string; port?: number };
  if (code !== 'EADDRINUSE' && code !== 'EACCES' && code !== 'EADDRNOTAVAIL') return error;
  const remedy =
    code === 'EADDRINUSE' ? 'something listens there already' : 'this process may not listen there';
  return `cannot listen on ${address}:${port}: ${remedy}; choose another port (PORT=8090 npm start, or listen.port in hub.yaml)`;
}

try {
  const running = await start();
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    running.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
} catch (error) {
  console.error(whyNotStarted(error));
  process.exitCode = 1;
}
