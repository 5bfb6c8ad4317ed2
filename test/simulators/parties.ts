import {
  type SimulatorKey,
  startMitidIdp,
  startNemidIdp,
  startPublicSpOiosaml2,
  startPublicSpOiosaml3,
  type Fault,
  type Simulator,
} from '../../src/simulators/index.ts';
import { Browser, type Visit } from './browser.ts';
import { makeKey } from './keys.ts';

const keys = new Map<string, SimulatorKey>();

/** One key per name and test process: making them is the slow part. */
export function keyOf(name: string): SimulatorKey {
  const key = keys.get(name) ?? makeKey(name);
  keys.set(name, key);
  return key;
}

export interface Pair {
  readonly idp: Simulator;
  readonly sp: Simulator;
  close(): Promise<void>;
}

type Extra = Partial<Parameters<typeof startMitidIdp>[0]>;

/** A service that trusts the identity provider directly, with no hub between them. */
export async function startPair(dialect: 'oiosaml3' | 'oiosaml2', extra: Extra = {}): Promise<Pair> {
  const startIdp = dialect === 'oiosaml3' ? startMitidIdp : startNemidIdp;
  const startSp = dialect === 'oiosaml3' ? startPublicSpOiosaml3 : startPublicSpOiosaml2;
  let spMetadata = '';
  const idp = await startIdp({
    host: '127.0.0.1',
    port: 0,
    key: keyOf('idp'),
    hubSpMetadataXml: () => spMetadata,
    ...extra,
  });
  const sp = await startSp({
    host: '127.0.0.1',
    port: 0,
    key: keyOf('sp'),
    hubIdpMetadataXml: () => Promise.resolve(idp.metadataXml),
  });
  spMetadata = sp.metadataXml;
  return { idp, sp, close: async () => void (await Promise.all([idp.close(), sp.close()])) };
}

export interface Choice {
  readonly person: string;
  readonly method: string;
  readonly query?: string;
  readonly fault?: Fault;
}

/** Logs in from the service's login link to its page; gives what /me.json says then. */
export async function logIn(
  pair: Pair,
  choice: Choice,
  browser = new Browser(),
): Promise<Record<string, unknown>> {
  const handOver = await chooseAt(pair, choice, browser);
  await browser.submit(handOver, {});
  return await browser.json(`${pair.sp.url}/me.json`);
}

/** As far as the page on which the identity provider hands the Response over. */
export async function chooseAt(pair: Pair, choice: Choice, browser: Browser): Promise<Visit> {
  const page = await browser.open(`${pair.sp.url}/login${choice.query ?? ''}`);
  const { person, method, fault = '' } = choice;
  return await browser.submit(page, { person, method, fault, do: 'login' });
}
