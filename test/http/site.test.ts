import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { assets } from '../../src/web/index.ts';
import type { Health } from '../../src/http/index.ts';
import { startTestHub, type TestHub } from './fake-journey.ts';

let hub: TestHub;
let health: Health = { ready: true, parts: { store: 'ok' } };
const fetchedBy: (string | undefined)[] = [];
beforeAll(async () => {
  hub = await startTestHub(
    {},
    {
      health: () => Promise.resolve(health),
      metadata: (face, partner) => {
        fetchedBy.push(partner);
        return face === 'oiosaml2' ? undefined : { xml: `<md face="${face}"/>`, etag: `tag-${face}` };
      },
    },
  );
});
afterAll(() => hub.close());

describe('metadata', () => {
  it('is served with its media type, an ETag and a short life', async () => {
    const response = await hub.request('/metadata/oiosaml3');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^application\/samlmetadata\+xml\b/);
    expect(response.headers.get('etag')).toBe('"tag-oiosaml3"');
    expect(response.headers.get('cache-control')).toBe('public, max-age=300');
    expect(await response.text()).toBe('<md face="oiosaml3"/>');
  });

  it('is not sent again to who has it', async () => {
    const headers = { 'if-none-match': '"tag-sp"' };
    expect((await hub.request('/metadata/sp', { headers })).status).toBe(304);
    expect((await hub.request('/metadata/oiosaml3', { headers })).status).toBe(200);
  });

  it('is the same at an address per partner, and the hub is told who fetched', async () => {
    const response = await hub.request('/metadata/sp/for/borger.dk');
    expect(await response.text()).toBe('<md face="sp"/>');
    expect(fetchedBy.at(-1)).toBe('borger.dk');
  });

  it('answers HEAD without a body, and 404 for a face that this hub has not', async () => {
    const head = await hub.request('/metadata/sp', { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect((await hub.request('/metadata/oiosaml2')).status).toBe(404);
  });
});

describe('health', () => {
  it('is alive whatever its parts say; ready only when all are', async () => {
    health = { ready: false, parts: { store: 'unavailable', keys: 'ok' } };
    expect((await hub.request('/health/live')).status).toBe(200);
    for (const path of ['/health', '/health/ready']) {
      const response = await hub.request(path);
      expect(response.status).toBe(503);
      expect(await response.json()).toEqual({ status: 'not ready', parts: health.parts });
    }
    health = { ready: true, parts: { store: 'ok' } };
    expect(await (await hub.request('/health')).json()).toEqual({ status: 'ready', parts: health.parts });
  });
});

describe('language', () => {
  it('is kept in a cookie, and leads back to a page of our own', async () => {
    const response = await hub.request('/language/en?to=%2Flogin%2Fflow-1');
    expect([response.status, response.headers.get('location')]).toEqual([303, '/login/flow-1']);
    expect(response.headers.getSetCookie()).toEqual([
      '__Host-lang=en; Path=/; HttpOnly; Secure; SameSite=None; Max-Age=31536000',
    ]);
  });

  it.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/%5cevil',
    '/login/../x',
    '/login/a/choose',
    '/metadata/sp',
    '/login/a%0d%0aX:1',
    'javascript:alert(1)',
  ])('never leads elsewhere: %s (B6)', async (to) => {
    const response = await hub.request(`/language/da?to=${encodeURIComponent(to)}`);
    expect(response.headers.get('location')).toBe('/');
  });

  it.each([
    [undefined, undefined, 'da'],
    ['en-US,en;q=0.9', undefined, 'en'],
    ['en-US,en;q=0.9,da;q=0.8', undefined, 'da'],
    ['de,en;q=0.5', undefined, 'en'],
    ['de', undefined, 'da'],
    ['en', 'da', 'da'],
    ['da', 'en', 'en'],
    ['da', 'xx', 'da'],
  ])('Accept-Language %s and cookie %s: %s', async (accept, cookie, language) => {
    const headers: Record<string, string> = {
      'accept-language': accept ?? '',
      ...(cookie !== undefined && { cookie: `__Host-lang=${cookie}` }),
    };
    expect(await (await hub.request('/', { headers })).text()).toContain(`<html lang="${language}">`);
  });
});

describe('static files', () => {
  it.each(Object.values(assets))('%s: with its type, for ever, and not sent twice', async (path) => {
    const response = await hub.request(path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch(/^(text\/(css|javascript)|image\/svg\+xml)/);
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const headers = { 'if-none-match': response.headers.get('etag') ?? '' };
    expect((await hub.request(path, { headers })).status).toBe(304);
  });
});

describe('the front page', () => {
  it('of a real hub says that nobody logs in from here', async () => {
    const page = await (await hub.request('/')).text();
    expect(page).toContain('Du kan ikke logge på fra denne side.');
    expect(page).toContain('href="/metadata/oiosaml3"');
  });

  it('of the demonstration box lists what to try', async () => {
    const text = { da: 'Prøv dette', en: 'Try this' };
    const group = { title: text, links: [{ href: 'http://127.0.0.2/', title: text, description: text }] };
    const box = await startTestHub({ profile: 'demo' }, { startPage: () => ({ groups: [group] }) });
    const page = await (await box.request('/')).text();
    await box.close();
    expect(page).toContain('href="http://127.0.0.2/"');
    expect(page).toContain('Prøv dette');
  });
});
