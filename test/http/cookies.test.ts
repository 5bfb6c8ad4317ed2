import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { parseCookies, serializeCookie } from '../../src/http/cookies.ts';
import { choosing, startTestHub, stepOnly, type TestHub } from './fake-journey.ts';

let hub: TestHub;
let loopback: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
  loopback = await startTestHub({
    publicUrl: 'http://127.0.0.1:8080',
    secureCookies: false,
    profile: 'development',
  });
});
afterAll(() => Promise.all([hub.close(), loopback.close()]));
beforeEach(() => {
  for (const one of [hub, loopback]) {
    one.answers = stepOnly(choosing);
    one.calls.length = 0;
  }
});

const changes = [
  { kind: 'set-flow', flowId: 'f1', secret: 's3cret', maxAgeSeconds: 1800 },
  { kind: 'clear-flow', flowId: 'f0' },
  { kind: 'set-session', ssoDomain: 'default', value: 'sid.secret' },
  { kind: 'clear-session', ssoDomain: 'other' },
] as const;

describe('cookies that the hub sets (security.md B2)', () => {
  it('over https: __Host-, Secure, HttpOnly, Path=/, SameSite=None, no Domain', async () => {
    hub.answers = { step: choosing, cookies: changes };
    const response = await hub.request('/login/f1');
    expect(response.headers.getSetCookie()).toEqual([
      '__Host-flow-f1=s3cret; Path=/; HttpOnly; Secure; SameSite=None; Max-Age=1800',
      '__Host-flow-f0=; Path=/; HttpOnly; Secure; SameSite=None; Max-Age=0',
      '__Host-session-default=sid.secret; Path=/; HttpOnly; Secure; SameSite=None',
      '__Host-session-other=; Path=/; HttpOnly; Secure; SameSite=None; Max-Age=0',
    ]);
  });

  it('on plain-http loopback: no prefix, no Secure, SameSite=Lax', async () => {
    loopback.answers = { step: choosing, cookies: changes };
    const response = await loopback.request('/login/f1');
    expect(response.headers.getSetCookie()).toEqual([
      'flow-f1=s3cret; Path=/; HttpOnly; SameSite=Lax; Max-Age=1800',
      'flow-f0=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0',
      'session-default=sid.secret; Path=/; HttpOnly; SameSite=Lax',
      'session-other=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0',
    ]);
  });

  it('a name or value that would end the cookie and begin another thing is never written', () => {
    for (const bad of ['a;b', 'a b', 'a\r\nSet-Cookie: x=y', 'a,b', 'a"b', 'æ', 'x'.repeat(501)]) {
      expect(() => serializeCookie('name', bad, { secure: true })).toThrow(TypeError);
    }
    expect(() => serializeCookie('na me', 'x', { secure: true })).toThrow(TypeError);
  });
});

describe('cookies that the browser sends', () => {
  it('reach the journey by flow and by SSO domain', async () => {
    await hub.request('/login/f1', {
      headers: { cookie: 'x=y; __Host-flow-f1=a; __Host-session-default=sid.secret; __Host-flow-f2=b' },
    });
    expect(hub.calls[0]?.browser).toMatchObject({
      flowSecrets: new Map([
        ['f1', 'a'],
        ['f2', 'b'],
      ]),
      sessions: new Map([['default', 'sid.secret']]),
    });
  });

  it.each([
    ['flow-f1=a', 'without the prefix anybody beside the host can plant one'],
    ['__host-flow-f1=a', 'browsers guard the prefix in its own case only'],
    ['__Host-flow-f1=a; __Host-flow-f1=b', 'twice is ambiguous'],
    ['__Host-flow-=a', 'no id'],
    ['__Host-flow-f%2f1=a', 'an id that is none'],
    ['__Host-flow-f1="a"', 'quotes'],
    ['__Host-flow-f1=j:{"$ne":1}', 'an object in disguise (D1)'],
    ['__Host-flow-f1', 'no value'],
    [`__Host-flow-f1=${'x'.repeat(501)}`, 'too long'],
  ])('%s is not there: %s', async (cookie) => {
    await hub.request('/login/f1', { headers: { cookie } });
    expect(hub.calls[0]?.browser.flowSecrets.size).toBe(0);
  });

  it('prototype names are names like any other (D4)', () => {
    expect(parseCookies('__proto__=1; constructor=2')).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ]);
  });

  it('parsing never throws, and gives only names and values of the form', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (header) => {
        for (const [name, value] of parseCookies(header)) {
          expect(serializeCookie(name, value, { secure: true })).toContain(`${name}=${value};`);
        }
      }),
      { seed: 4 },
    );
  });
});

describe('at most 20 pending logins in one browser (security.md 16)', () => {
  const flows = (count: number) =>
    Array.from({ length: count }, (_, index) => `__Host-flow-old${index}=s`).join('; ');
  const cleared = (response: Response) =>
    response.headers
      .getSetCookie()
      .filter((cookie) => cookie.includes('Max-Age=0'))
      .map((cookie) => cookie.split('=', 1)[0]);

  beforeEach(() => {
    hub.answers = { step: choosing, cookies: [changes[0]] };
  });

  it('the 21st pushes out the oldest, which stands first in the header (RFC 6265 5.4)', async () => {
    const twenty = await hub.request('/login/f1', { headers: { cookie: flows(20) } });
    expect(cleared(twenty)).toEqual(['__Host-flow-old0']);
    const more = await hub.request('/login/f1', { headers: { cookie: flows(23) } });
    expect(cleared(more)).toEqual([
      '__Host-flow-old0',
      '__Host-flow-old1',
      '__Host-flow-old2',
      '__Host-flow-old3',
    ]);
  });

  it('nothing is pushed out below, nor when no login is added', async () => {
    expect(cleared(await hub.request('/login/f1', { headers: { cookie: flows(19) } }))).toEqual([]);
    const own = `__Host-flow-f1=x; ${flows(19)}`;
    expect(cleared(await hub.request('/login/f1', { headers: { cookie: own } }))).toEqual([]);
    hub.answers = stepOnly(choosing);
    expect(cleared(await hub.request('/login/f1', { headers: { cookie: flows(25) } }))).toEqual([]);
  });
});
