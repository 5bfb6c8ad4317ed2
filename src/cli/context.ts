import { open } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { systemClock } from '../kernel/clock.ts';
import { HubError } from '../kernel/errors.ts';
import { systemRandom } from '../kernel/random.ts';
import { openConfiguredStore } from '../compose/store.ts';
import { loadConfig, type HubConfig } from '../config/index.ts';
import type { CommandContext } from './command.ts';

/** The real world: this process's streams, clock, files and environment. */
export function systemContext(): CommandContext {
  const env = process.env;
  const config = configReader(env);
  const tools = { clock: systemClock, random: systemRandom };
  return {
    ...tools,
    out: (line) => process.stdout.write(`${line}\n`),
    err: (line) => process.stderr.write(`${line}\n`),
    env,
    openStore: (url) => openConfiguredStore(url ?? env.HUB_STORE ?? config()?.store ?? defaultStore(), tools),
    ownEntityIds: () => ownEntityIds(config()),
    readFile: readBounded,
  };
}

/** hub.yaml of HUB_CONFIG, read at first need; undefined where there is none (the demo profile). */
function configReader(env: CommandContext['env']): () => HubConfig | undefined {
  let loaded: HubConfig | undefined;
  return () => {
    if (env.HUB_CONFIG !== undefined) loaded ??= loadConfig(env.HUB_CONFIG, env);
    return loaded;
  };
}

/** State of a hub without configuration lives under var/ of its own folder, wherever the command is called. */
const defaultStore = (): string => `embedded:${join(resolve(import.meta.dirname, '../..'), 'var', 'store')}`;

const ownEntityIds = (config: HubConfig | undefined): string[] =>
  config === undefined
    ? []
    : ['oiosaml3', 'oiosaml2', 'sp'].map((name) => `${config.publicUrl}/metadata/${name}`);

async function readBounded(path: string, maxBytes: number): Promise<Buffer> {
  try {
    await using file = await open(path, 'r');
    const { size } = await file.stat();
    if (size <= maxBytes) return await file.readFile();
  } catch {
    throw new HubError('USAGE', `${path} cannot be read`, { file: path });
  }
  throw new HubError('USAGE', `${path} is larger than ${maxBytes} bytes`, { file: path });
}
