import { isHubError } from '../kernel/errors.ts';
import type { Random } from '../kernel/random.ts';
import { createApp, startServer } from '../http/index.ts';
import type { Log } from '../observe/index.ts';
import type { StartModel } from '../web/index.ts';
import type { Hub } from './hub.ts';

export interface ServeOptions {
  readonly publicUrl: string;
  readonly listen: { readonly host: string; readonly port: number };
  readonly profile: 'demo' | 'development' | 'production';
  readonly trustedProxies: readonly string[];
  readonly log: Log;
  readonly random: Random;
  readonly startPage?: StartModel;
}

export interface RunningHub {
  /** Where it listens. */
  readonly url: string;
  close(): Promise<void>;
}

/** Puts a hub behind its listener. */
export async function serveHub(hub: Hub, options: ServeOptions): Promise<RunningHub> {
  const { publicUrl, startPage, log } = options;
  const app = createApp({
    journey: hub.journey,
    metadata: (face) => hub.metadata.get(face),
    settings: {
      publicUrl,
      secureCookies: publicUrl.startsWith('https://'),
      trustedProxies: options.trustedProxies,
      profile: options.profile,
    },
    ...(startPage ? { startPage: () => startPage } : {}),
    health: () => hub.health(),
    onError: (reference, error, { method, path }) => {
      const row = isHubError(error)
        ? { level: error.row.log, code: error.code }
        : { level: 'error' as const, code: 'INTERNAL' };
      const cause = error instanceof Error ? (error.stack ?? error.message) : String(error);
      log(row.level, 'page of an error', { reference, code: row.code, method, path, cause });
    },
    random: options.random,
  });
  return startServer(app, options.listen);
}
