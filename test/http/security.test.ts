import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createApp, type HttpSettings } from '../../src/http/index.ts';
import { isHubError } from '../../src/kernel/errors.ts';
import { choosing, startTestHub, stepOnly, type TestHub } from './fake-journey.ts';

let hub: TestHub;
let loopback: TestHub;
let behindProxy: TestHub;
const plain = { publicUrl: 'http://127.0.0.1:8080', secureCookies: false, profile: 'demo' } as const;
beforeAll(async () => {
  hub = await startTestHub();
  loopback = await startTestHub(plain);
  behindProxy = await startTestHub({ trustedProxies: ['127.0.0.1'] });
});
afterAll(() => Promise.all([hub.close(), loopback.close(), behindProxy.close()]));
beforeEach(() => {
  for (const one of [hub, loopback, behindProxy]) {
    one.answers = stepOnly(choosing);
    one.calls.length = 0;
  }
});

describe('headers (security.md B3)', () => {
  it.each(['/', '/login/f', '/nothing', '/health', '/saml/acs', '/language/da', '/metadata/sp'])(
    '%s',
    async (path) => {
      const { headers } = await hub.request(path);
      expect(headers.get('content-security-policy')).toBe(
        "default-src 'none'; style-src 'self'; script-src 'self'; font-src 'self'; img-src 'self'; " +
          "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      );
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('strict-transport-security')).toBe('max-age=31536000');
      expect(headers.get('permissions-policy')).toContain('camera=()');
      expect(headers.get('x-powered-by')).toBeNull();
      expect(headers.get('access-control-allow-origin')).toBeNull();
      if (!path.startsWith('/metadata')) expect(headers.get('cache-control')).toBe('no-store');
    },
  );

  it('a login leaves the window that opened it alone; all other pages do not', async () => {
    const opener = async (path: string) =>
      (await hub.request(path)).headers.get('cross-origin-opener-policy');
    expect(await opener('/login/f')).toBe('unsafe-none');
    expect(await opener('/saml/oiosaml3/sso')).toBe('unsafe-none');
    expect(await opener('/')).toBe('same-origin');
  });

  it('no HSTS on plain http', async () => {
    expect((await loopback.request('/')).headers.get('strict-transport-security')).toBeNull();
  });
});

describe('Host and forwarded headers (security.md B7)', () => {
  it('no header changes an address that the hub gives out', async () => {
    hub.answers = stepOnly({ kind: 'see-flow', flowId: 'f' });
    const response = await hub.request('/saml/oiosaml3/sso', {
      headers: {
        'x-forwarded-host': 'evil.example',
        'x-forwarded-proto': 'http',
        forwarded: 'host=evil.example',
      },
    });
    expect(response.headers.get('location')).toBe('/login/f');
  });

  it('X-Forwarded-For counts only from a trusted proxy, and only its last untrusted hop', async () => {
    const headers = { 'x-forwarded-for': '10.9.9.9, 192.0.2.7' };
    await hub.request('/login/f', { headers });
    await behindProxy.request('/login/f', { headers });
    expect(hub.calls[0]?.browser.address).toBe('127.0.0.1');
    expect(behindProxy.calls[0]?.browser.address).toBe('192.0.2.7');
  });

  it('what is no address is not taken for one', async () => {
    await behindProxy.request('/login/f', { headers: { 'x-forwarded-for': '<script>' } });
    expect(behindProxy.calls[0]?.browser.address).toBe('127.0.0.1');
  });
});

describe('our own forms are posted from our own pages (security.md B4)', () => {
  const post = (headers: Record<string, string>) => hub.post('/login/f/choose', 'token=t&choice=c', headers);

  it.each([
    [{ 'sec-fetch-site': 'same-origin', origin: 'null' }],
    [{ origin: 'https://login.example.dk' }],
    [{ origin: 'null' }],
    [{}],
  ])('goes on: %j', async (headers) => {
    expect((await post(headers)).status).toBe(200);
    expect(hub.calls).toHaveLength(1);
  });

  it.each([
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ 'sec-fetch-site': 'none' }],
    [{ 'sec-fetch-site': 'cross-site', origin: 'https://login.example.dk' }],
    [{ origin: 'https://evil.example' }],
    [{ origin: 'https://login.example.dk.evil.example' }],
    [{ origin: 'http://login.example.dk' }],
  ])('is refused: %j', async (headers) => {
    for (const [path, body] of [
      ['/login/f/choose', 'token=t&choice=c'],
      ['/login/f/cancel', 'token=t'],
    ] as const) {
      const response = await hub.post(path, body, headers);
      expect(response.status).toBe(400);
      expect(await response.text()).toContain('FORM_TOKEN');
    }
    expect(hub.calls).toEqual([]);
  });

  it('SAML messages come from anywhere: the message is the proof', async () => {
    await hub.post('/saml/acs', 'SAMLResponse=x', {
      'sec-fetch-site': 'cross-site',
      origin: 'https://idp.example',
    });
    expect(hub.calls).toHaveLength(1);
  });
});

describe('the same-site bounce, on plain-http loopback only', () => {
  const crossSite = { 'sec-fetch-site': 'cross-site' };

  it.each(['/saml/acs', '/saml/oiosaml3/sso', '/saml/oiosaml2/sso'])(
    '%s: a cross-site POST without cookies comes once more from our own page',
    async (path) => {
      const response = await loopback.post(path, 'SAMLResponse=a%2Bb&RelayState=%3Cb%3E', crossSite);
      const page = await response.text();
      expect(loopback.calls).toEqual([]);
      expect(page).toContain(`action="${path}"`);
      expect(page).toMatch(/name="SAMLResponse"\s+value="a\+b"/);
      expect(page).toMatch(/name="RelayState"\s+value="&lt;b&gt;"/);
      expect(page).toMatch(/name="bounced"\s+value="1"/);
    },
  );

  it.each([
    ['the second time', crossSite, '&bounced=1'],
    ['with a cookie of ours', { ...crossSite, cookie: 'flow-f=s' }, ''],
    ['from our own page', { 'sec-fetch-site': 'same-origin' }, ''],
    ['from a program', {}, ''],
  ])('the journey sees the fields without the mark: %s', async (_, headers, mark) => {
    await loopback.post('/saml/acs', `SAMLResponse=x${mark}`, headers);
    expect(loopback.calls[0]?.arguments[0]).toEqual({ method: 'POST', fields: [['SAMLResponse', 'x']] });
  });

  it('over https there is none, and the mark is a field like any other', async () => {
    await hub.post('/saml/acs', 'SAMLResponse=x&bounced=1', crossSite);
    expect(hub.calls[0]?.arguments[0]).toEqual({
      method: 'POST',
      fields: [
        ['SAMLResponse', 'x'],
        ['bounced', '1'],
      ],
    });
  });
});

describe('settings', () => {
  const create = (settings: Partial<HttpSettings>) => () =>
    createApp({
      journey: {} as never,
      metadata: () => undefined,
      health: () => Promise.resolve({ ready: true, parts: {} }),
      onError: () => undefined,
      random: { bytes: (size) => Buffer.alloc(size), uuid: () => '' },
      settings: {
        publicUrl: 'https://login.example.dk',
        secureCookies: true,
        trustedProxies: [],
        profile: 'production',
        ...settings,
      },
    });

  it('take https, and plain http on loopback outside production', () => {
    expect(create({})).not.toThrow();
    expect(create({ publicUrl: 'https://login.example.dk/' })).not.toThrow();
    expect(create({ ...plain })).not.toThrow();
  });

  it.each([
    ['http in production', { publicUrl: 'http://127.0.0.1', secureCookies: false }],
    ['http beyond loopback', { publicUrl: 'http://login.example.dk', secureCookies: false, profile: 'demo' }],
    ['insecure cookies over https', { secureCookies: false }],
    ['secure cookies over http', { ...plain, secureCookies: true }],
    ['a path', { publicUrl: 'https://login.example.dk/hub' }],
    ['no URL', { publicUrl: 'login.example.dk' }],
    ['another scheme', { publicUrl: 'ftp://login.example.dk' }],
  ] as [string, Partial<HttpSettings>][])('refuse %s', (_, settings) => {
    let thrown: unknown;
    try {
      create(settings)();
    } catch (error) {
      thrown = error;
    }
    expect(isHubError(thrown, 'CONFIG_INVALID')).toBe(true);
  });
});
