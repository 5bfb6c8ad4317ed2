import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { HubError, isHubError } from '../../src/kernel/errors.ts';
import type { Step } from '../../src/flows/login/index.ts';
import { choosing, startTestHub, stepOnly, type TestHub } from './fake-journey.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.close());
beforeEach(() => {
  hub.answers = stepOnly(choosing);
  hub.calls.length = 0;
  hub.reports.length = 0;
});

const redirecting: Step = { kind: 'send-redirect', location: 'https://idp.example/sso?SAMLRequest=a%2Bb' };

describe('requests reach the journey as they came', () => {
  it.each(['oiosaml3', 'oiosaml2'])(
    'GET /saml/%s/sso: the raw query, not decoded and not reordered',
    async (face) => {
      const rawQuery = 'SAMLRequest=%2b%2B+x&RelayState=%e6&SigAlg=a&Signature=b&SAMLRequest=again';
      await hub.request(`/saml/${face}/sso?${rawQuery}`);
      expect(hub.calls).toMatchObject([{ method: 'start', arguments: [face, { method: 'GET', rawQuery }] }]);
    },
  );

  it('a question mark in the query stays, and no query is an empty one', async () => {
    await hub.request('/saml/oiosaml3/sso?a=?b');
    await hub.request('/saml/oiosaml3/sso');
    expect(hub.calls.map((call) => call.arguments[1])).toEqual([
      { method: 'GET', rawQuery: 'a=?b' },
      { method: 'GET', rawQuery: '' },
    ]);
  });

  it.each([
    ['/saml/oiosaml3/sso', 'start', 1],
    ['/saml/oiosaml2/sso', 'start', 1],
    ['/saml/acs', 'finish', 0],
  ])('POST %s: decoded fields in order, repeated names included', async (path, method, position) => {
    await hub.post(path, 'b=1&a=%C3%A6+%2B&b=2&empty=&bare');
    const [call] = hub.calls;
    expect(call?.method).toBe(method);
    expect(call?.arguments[position]).toEqual({
      method: 'POST',
      fields: [
        ['b', '1'],
        ['a', 'æ +'],
        ['b', '2'],
        ['empty', ''],
        ['bare', ''],
      ],
    });
  });

  it('a login’s own pages: show, choose, cancel', async () => {
    await hub.request('/login/flow-1');
    await hub.post('/login/flow-1/choose', 'token=t&choice=c');
    await hub.post('/login/flow-1/cancel', 'token=t');
    expect(hub.calls.map(({ method, arguments: given }) => [method, ...given])).toEqual([
      ['show', 'flow-1'],
      ['choose', 'flow-1', { token: 't', choice: 'c' }],
      ['cancel', 'flow-1', { token: 't' }],
    ]);
  });
});

describe('outcomes become answers', () => {
  it('a redirect is a 302 to a GET that arrived from a partner', async () => {
    hub.answers = stepOnly(redirecting);
    const response = await hub.request('/saml/oiosaml3/sso?x');
    expect([response.status, response.headers.get('location')]).toEqual([302, redirecting.location]);
  });

  it.each([
    ['POST', '/saml/oiosaml3/sso', 'SAMLRequest=x'],
    ['POST', '/login/flow-1/choose', 'token=t&choice=c'],
    ['GET', '/login/flow-1', undefined],
  ])('a redirect is a page with a refresh where form-action could stop it: %s %s', async (_, path, body) => {
    hub.answers = stepOnly(redirecting);
    const response = await (body === undefined ? hub.request(path) : hub.post(path, body));
    expect(response.status).toBe(200);
    const page = await response.text();
    expect(page).toMatch(
      /http-equiv="refresh"\s+content="0;url=https:\/\/idp\.example\/sso\?SAMLRequest=a%2Bb"/,
    );
    expect(page).toMatch(/id="onward"\s+href="https:\/\/idp\.example\/sso\?SAMLRequest=a%2Bb"/);
  });

  it('a form is a page that may post to the partner and where the partner redirects', async () => {
    const partner = { da: 'T', en: 'S' };
    const fields = [['SAMLResponse', 'PHg+']] as const;
    hub.answers = stepOnly({
      kind: 'send-form',
      action: 'https://sp.example/acs',
      fields,
      to: 'service',
      partner,
    });
    const response = await hub.post('/saml/acs', 'SAMLResponse=x');
    expect(response.headers.get('content-security-policy')).toContain('form-action https:;');
    expect(await response.text()).toMatch(/name="SAMLResponse"\s+value="PHg\+"/);
  });

  it('the flow’s own page is a 303, so that a reload is harmless', async () => {
    hub.answers = stepOnly({ kind: 'see-flow', flowId: 'flow-2' });
    const response = await hub.post('/saml/oiosaml3/sso', 'SAMLRequest=x');
    expect([response.status, response.headers.get('location')]).toEqual([303, '/login/flow-2']);
  });

  it('a refusal has the status of its row, its code and the journey’s reference', async () => {
    hub.answers = stepOnly({ kind: 'refused', code: 'SP_DISABLED', reference: 'REF-1', facts: {} });
    const response = await hub.request('/saml/oiosaml3/sso?x');
    expect(response.status).toBe(403);
    const page = await response.text();
    expect(page).toContain('SP_DISABLED');
    expect(page).toContain('REF-1');
    expect(hub.reports).toEqual([]);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x'])(
    'the browser is never sent to %s (B6)',
    async (bad) => {
      hub.answers = stepOnly({ kind: 'send-redirect', location: bad });
      const response = await hub.request('/saml/oiosaml3/sso?x');
      expect(response.status).toBe(500);
      expect(response.headers.get('location')).toBeNull();
    },
  );
});

describe('errors (security.md B8)', () => {
  it('an unexpected one: 500, INTERNAL, a reference that is reported with the cause, and nothing else', async () => {
    hub.answers = new Error('secret detail');
    const response = await hub.request('/saml/oiosaml3/sso?SAMLRequest=private');
    const page = await response.text();
    expect(response.status).toBe(500);
    expect(page).not.toMatch(/secret detail|at .*\.ts|node_modules/);
    const [report] = hub.reports;
    expect(page).toContain('INTERNAL');
    expect(page).toContain(report?.reference);
    expect(report?.reference).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(report).toMatchObject({
      error: hub.answers,
      context: { method: 'GET', path: '/saml/oiosaml3/sso' },
    });
  });

  it('a store that can’t be reached: 503 and when to come back', async () => {
    hub.answers = new HubError('STORE_UNAVAILABLE', 'mongodb://user:password@host');
    const response = await hub.post('/saml/acs', 'SAMLResponse=x');
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('10');
    expect(await response.text()).not.toContain('password');
  });
});

describe('the URL map', () => {
  it.each([
    ['GET', '/saml/acs', 'POST'],
    ['PUT', '/saml/acs', 'POST'],
    ['DELETE', '/saml/oiosaml3/sso', 'GET, POST'],
    ['OPTIONS', '/saml/oiosaml2/sso', 'GET, POST'],
    ['HEAD', '/saml/oiosaml3/sso', 'GET, POST'],
    ['HEAD', '/login/flow-1', 'GET'],
    ['POST', '/login/flow-1', 'GET'],
    ['GET', '/login/flow-1/choose', 'POST'],
    ['GET', '/login/flow-1/cancel', 'POST'],
    ['POST', '/metadata/sp', 'GET, HEAD'],
    ['PATCH', '/', 'GET, HEAD'],
    ['POST', '/health', 'GET, HEAD'],
    ['DELETE', '/static/x', 'GET, HEAD'],
  ])('405 with Allow, and the journey is not asked: %s %s', async (method, path, allow) => {
    const response = await hub.request(path, { method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, allow]);
    expect(hub.calls).toEqual([]);
  });

  it.each([
    '/nothing',
    '/saml',
    '/saml/acs/',
    '/SAML/acs',
    '/saml/oiosaml4/sso',
    '/login/',
    '/login/a%20b',
    '/login/a%00b',
    '/login/%ff',
    '/login/%',
    '/login/__proto__%2F..',
    `/login/${'x'.repeat(101)}`,
    '/metadata/constructor',
    '/metadata/sp/for/a%2Fb',
    '/language/de',
    '/static/../package.json',
    '/static/%2e%2e/%2e%2e/package.json',
    '/static/..%2f..%2fpackage.json',
    '/static/dkfds-11.2.0/css/',
    '/static/dkfds-11.2.0/js/dkfds.js',
    '/.env',
    '/.git/config',
    '/favicon.ico',
  ])('404 with a page: %s', async (path) => {
    const response = await rawGet(hub.url, path);
    expect(response.status).toBe(404);
    expect(response.body).toContain('NOT_FOUND');
    expect(hub.calls).toEqual([]);
    expect(hub.reports.every(({ error }) => isHubError(error, 'NOT_FOUND'))).toBe(true);
  });
});

/** A GET whose path is sent to the letter; fetch would tidy it. */
async function rawGet(url: string, path: string): Promise<{ status: number; body: string }> {
  const { request } = await import('node:http');
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    })
      .on('error', reject)
      .end();
  });
}
