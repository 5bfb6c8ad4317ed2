import { systemClock } from '../kernel/clock.ts';
import { systemRandom } from '../kernel/random.ts';
import type { HubConfig } from '../config/index.ts';
import { createLog } from '../observe/index.ts';
import { readDataKeys, readKeyPair } from '../outbound/index.ts';
import { keyHandle } from '../saml/xmlsec/index.ts';
import type { PrivateKeyHandle } from '../kernel/key-handle.ts';
import { composeHub } from './hub.ts';
import { serveHub, type RunningHub } from './serve.ts';
import { openConfiguredStore } from './store.ts';

/**
 * A hub as hub.yaml describes it.
 *
 * @throws HubError KEY_FILE, STORE_* when it cannot start
 */
export async function startHub(config: HubConfig): Promise<RunningHub> {
  const log = createLog();
  const clock = systemClock;
  const random = systemRandom;
  const fileOptions = {
    allowWorldReadable: config.keys.allowWorldReadable,
    warn: (message: string) => log('warn', message),
  };
  const pair = (key: string, certificate: string): PrivateKeyHandle => {
    const read = readKeyPair(key, certificate, fileOptions);
    return keyHandle(read.privateKey, read.certificate);
  };
  const keys = {
    signing: pair(config.keys.signingKey, config.keys.signingCertificate),
    decryption: [pair(config.keys.decryptionKey, config.keys.decryptionCertificate)],
  };
  const dataKeys = readDataKeys(config.keys.dataKeys, fileOptions);
  const store = await openConfiguredStore(config.store, { clock, random });
  if (store.kind === 'embedded')
    log('warn', 'the embedded store serves a single host only (docs/operate/store.md)');
  const hub = composeHub({
    publicUrl: config.publicUrl,
    store,
    keys,
    dataKeys,
    session: { idle: config.session.idleMinutes * 60, max: config.session.absoluteMinutes * 60 },
    legacyIds: config.legacyIds,
    operator: config.organisation,
    clock,
    random,
    log,
  });
  const running = await serveHub(hub, {
    publicUrl: config.publicUrl,
    listen: config.listen,
    // Plain http is taken on loopback only (config), and then for development (design.md 9).
    profile: config.publicUrl.startsWith('https://') ? 'production' : 'development',
    trustedProxies: config.trustedProxies,
    log,
    random,
  });
  log('info', 'listening', { address: running.url, publicUrl: config.publicUrl, store: store.kind });
  return {
    url: running.url,
    async close() {
      await running.close();
      await store.close();
    },
  };
}
