import { createApp, startServer, type HttpDeps, type HttpSettings } from '../../src/http/index.ts';
import type { Browser, LoginJourney, Outcome, Step } from '../../src/flows/login/index.ts';
import { seededRandom } from '../support/seeded-random.ts';

/** One call of a journey, as the web layer made it. */
export interface Call {
  readonly method: keyof LoginJourney;
  readonly arguments: readonly unknown[];
  readonly browser: Browser;
}

export interface Report {
  readonly reference: string;
  readonly error: unknown;
  readonly context: { readonly method: string; readonly path: string };
}

/** A hub's web layer over real HTTP, with a journey that says what the test tells it to. */
export interface TestHub {
  readonly url: string;
  readonly calls: Call[];
  readonly reports: Report[];
  /** What the journey answers from now on; an Error is thrown. */
  answers: Outcome | Error;
  request(path: string, init?: RequestInit): Promise<Response>;
  post(path: string, body: string, headers?: Record<string, string>): Promise<Response>;
  close(): Promise<void>;
}

export const choosing: Step = {
  kind: 'choose-idp',
  flowId: 'flow-1',
  formToken: 'token-1',
  service: { da: 'Borgerservice', en: 'Citizen service' },
  choices: [
    { id: 'idp-1', name: { da: 'MitID', en: 'MitID' }, leg: 'mitid' },
    { id: 'idp-2', name: { da: 'NemID', en: 'NemID' }, leg: 'nemid' },
  ],
};

export const stepOnly = (step: Step): Outcome => ({ step, cookies: [] });

export async function startTestHub(
  settings: Partial<HttpSettings> = {},
  more: Partial<Omit<HttpDeps, 'settings' | 'journey'>> = {},
): Promise<TestHub> {
  const calls: Call[] = [];
  const reports: Report[] = [];
  const call =
    (method: keyof LoginJourney) =>
    (...given: unknown[]): Promise<Outcome> => {
      calls.push({ method, arguments: given.slice(0, -1), browser: given.at(-1) as Browser });
      return hub.answers instanceof Error ? Promise.reject(hub.answers) : Promise.resolve(hub.answers);
    };
  const app = createApp({
    journey: {
      start: call('start'),
      show: call('show'),
      choose: call('choose'),
      cancel: call('cancel'),
      finish: call('finish'),
    },
    metadata: (face) => ({ xml: `<md face="${face}"/>`, etag: `etag-${face}` }),
    health: () => Promise.resolve({ ready: true, parts: { store: 'ok' } }),
    onError: (reference, error, context) => reports.push({ reference, error, context }),
    random: seededRandom('http'),
    ...more,
    settings: {
      publicUrl: 'https://login.example.dk',
      secureCookies: true,
      trustedProxies: [],
      profile: 'production',
      ...settings,
    },
  });
  const server = await startServer(app, { host: '127.0.0.1', port: 0 });
  const request = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(server.url + path, { redirect: 'manual', ...init });
  const hub: TestHub = {
    url: server.url,
    calls,
    reports,
    answers: stepOnly(choosing),
    request,
    post: (path, body, headers = {}) =>
      request(path, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      }),
    close: () => server.close(0),
  };
  return hub;
}
