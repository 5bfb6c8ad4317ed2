import { createServer } from 'node:net';
import { parseCpr, parseIdGroup, parsePid, type IdGroup } from '../../kernel/brands.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Random } from '../../kernel/random.ts';
import type { CprRegister } from '../../domain/identity/index.ts';
import {
  applyImport,
  planImport,
  type IdentityProviderWords,
  type ServiceProviderWords,
} from '../../flows/operate/index.ts';
import type { Log } from '../../observe/index.ts';
import {
  cprOfPid,
  startMitidIdp,
  startNemidIdp,
  startPublicSpOiosaml2,
  startPublicSpOiosaml3,
  type Simulator,
} from '../../simulators/index.ts';
import { demoKeys } from '../demo-keys.ts';
import { composeHub, type Hub, type HubParts } from '../hub.ts';
import { serveHub, type RunningHub } from '../serve.ts';
import { openConfiguredStore } from '../store.ts';
import { startPageModel } from './start-page.ts';

/** The hub with simulated parties around it, all on loopback, each on an address of its own (cookies go by host). */
export interface DemoBox {
  readonly hub: Hub;
  readonly hubUrl: string;
  readonly mitid: Simulator;
  readonly nemid: Simulator;
  readonly service3: Simulator;
  readonly service2: Simulator;
  close(): Promise<void>;
}

export interface DemoOptions {
  /** Store URL. */
  readonly store: string;
  /** Folder of the development keys. */
  readonly keyFolder: string;
  /** Port of every party; absent = a free one for each. */
  readonly port?: number;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

const hosts = {
  hub: '127.0.0.1',
  mitid: '127.0.0.2',
  nemid: '127.0.0.3',
  service3: '127.0.0.4',
  service2: '127.0.0.5',
};

/** Starts everything; the parties find each other by metadata alone. */
export async function startDemoBox(options: DemoOptions): Promise<DemoBox> {
  const { clock, random, log } = options;
  const [keys, store] = await Promise.all([
    demoKeys(options.keyFolder, { clock, random }),
    openConfiguredStore(options.store, { clock, random }),
  ]);
  const hubPort = options.port ?? (await freePort(hosts.hub));
  const publicUrl = `http://${hosts.hub}:${hubPort}`;
  const parts: HubParts = {
    publicUrl,
    store,
    keys: keys.hub,
    dataKeys: keys.dataKeys,
    session: { idle: 3600, max: 8 * 3600 },
    legacyIds: { pidBlock: '99', ridBlock: '99' },
    operator: { name: 'oiosaml-hub (demo)', technicalContact: 'demo@hub.invalid' },
    cprRegister: simulatedCprRegister,
    clock,
    random,
    log,
  };
  const hub = composeHub(parts);
  const metadata = (name: 'oiosaml3' | 'oiosaml2' | 'sp') => (): string => hub.metadata.get(name)?.xml ?? '';
  const at = (host: string): { host: string; port: number } => ({ host, port: options.port ?? 0 });
  const started: { close(): Promise<void> }[] = [];
  const keep = async <T extends { close(): Promise<void> }>(starting: Promise<T>): Promise<T> => {
    const party = await starting;
    started.push(party);
    return party;
  };
  const close = async (): Promise<void> => {
    await Promise.all(started.map((party) => party.close()));
    await store.close();
  };
  try {
    const mitid = await keep(
      startMitidIdp({ ...at(hosts.mitid), key: keys.mitid, hubSpMetadataXml: metadata('sp') }),
    );
    const nemid = await keep(
      startNemidIdp({ ...at(hosts.nemid), key: keys.nemid, hubSpMetadataXml: metadata('sp') }),
    );
    const service3 = await keep(
      startPublicSpOiosaml3({
        ...at(hosts.service3),
        key: keys.service3,
        hubIdpMetadataXml: metadata('oiosaml3'),
      }),
    );
    const service2 = await keep(
      startPublicSpOiosaml2({
        ...at(hosts.service2),
        key: keys.service2,
        hubIdpMetadataXml: metadata('oiosaml2'),
      }),
    );
    const parties = { mitid, nemid, service3, service2 };
    await federate(hub, parties, options);
    const running = await keep<RunningHub>(
      serveHub(hub, {
        publicUrl,
        listen: { host: hosts.hub, port: hubPort },
        profile: 'demo',
        trustedProxies: [],
        log,
        random,
        startPage: startPageModel(parties),
      }),
    );
    return { hub, hubUrl: running.url, ...parties, close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Parties = Pick<DemoBox, 'mitid' | 'nemid' | 'service3' | 'service2'>;

/** Imports each party's metadata the way an operator does. */
async function federate(hub: Hub, parties: Parties, { clock, random }: DemoOptions): Promise<void> {
  const words: readonly [Simulator, ServiceProviderWords | IdentityProviderWords][] = [
    [
      parties.mitid,
      { role: 'idp', leg: 'mitid', displayName: { da: 'MitID (simuleret)', en: 'MitID (simulated)' } },
    ],
    [
      parties.nemid,
      { role: 'idp', leg: 'nemid', displayName: { da: 'NemID (simuleret)', en: 'NemID (simulated)' } },
    ],
    [
      parties.service3,
      { role: 'sp', sector: 'public', dialect: 'oiosaml3', idGroup: group('demo-oiosaml3') },
    ],
    [
      parties.service2,
      { role: 'sp', sector: 'public', dialect: 'oiosaml2', idGroup: group('demo-oiosaml2') },
    ],
  ];
  for (const [party, said] of words) {
    const plan = await planImport(
      { text: party.metadataXml, words: said, reservedEntityIds: [], now: clock.now(), newId: random.uuid() },
      hub.providers,
    );
    if (plan.action !== 'nothing') await applyImport(plan, hub.providers);
  }
}

const group = (name: string): IdGroup => parseIdGroup(name) as IdGroup;

/** The CPR register of the demo: the fixed answers of the simulators, both ways. */
const simulatedCprRegister: CprRegister = {
  cprOfPid: async (pid) => parseCpr(cprOfPid.get(pid) ?? ''),
  pidOfCpr: async (cpr) => {
    const known = [...cprOfPid].find(([, number]) => number === cpr);
    return known && parsePid(known[0]);
  },
};

/** A port that was free a moment ago. */
async function freePort(host: string): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, host, resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
