import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formLimits, parseForm } from '../../src/http/form-body.ts';
import { isHubError } from '../../src/kernel/errors.ts';
import { startTestHub, type TestHub } from './fake-journey.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
});
afterAll(() => hub.close());
beforeEach(() => {
  hub.calls.length = 0;
  hub.reports.length = 0;
});

const refused = async (response: Response, status: number, code: string): Promise<void> => {
  expect(response.status).toBe(status);
  expect(await response.text()).toContain(code);
  expect(hub.calls).toEqual([]);
};

describe('form bodies (security.md 16)', () => {
  it('takes 512 kB, and refuses one byte more with 413', async () => {
    const body = (size: number) => `SAMLResponse=${'x'.repeat(size - 13)}`;
    await hub.post('/saml/acs', body(formLimits.bytes));
    expect(hub.calls).toHaveLength(1);
    hub.calls.length = 0;
    await refused(await hub.post('/saml/acs', body(formLimits.bytes + 1)), 413, 'BODY_TOO_LARGE');
  });

  it('counts a body without a length too, and goes on serving', async () => {
    const status = await new Promise<number>((resolve, reject) => {
      const sending = httpRequest(`${hub.url}/saml/acs`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
      sending.on('response', (response) => resolve(response.resume().statusCode ?? 0)).on('error', reject);
      for (let sent = 0; sent < 12; sent += 1) sending.write('x'.repeat(64 * 1024));
      sending.end();
    });
    expect(status).toBe(413);
    await hub.post('/saml/acs', 'SAMLResponse=x');
    expect(hub.calls).toHaveLength(1);
  });

  it('takes 20 parameters with names of 100 characters, and refuses more', async () => {
    const fields = (count: number) => Array.from({ length: count }, (_, index) => `a${index}=1`).join('&');
    await hub.post('/saml/acs', fields(20));
    await hub.post('/saml/acs', `${'n'.repeat(100)}=1`);
    expect(hub.calls).toHaveLength(2);
    hub.calls.length = 0;
    await refused(await hub.post('/saml/acs', fields(21)), 400, 'RESPONSE_MALFORMED');
    await refused(await hub.post('/saml/acs', `${'n'.repeat(101)}=1`), 400, 'RESPONSE_MALFORMED');
  });

  it.each([
    'application/json',
    'text/plain',
    'multipart/form-data; boundary=x',
    'application/x-www-form-urlencoded; charset=iso-8859-1',
    'application/x-www-form-urlencoded-evil',
    '',
  ])('415 for what is no form: %j', async (type) => {
    await refused(await hub.post('/saml/acs', 'SAMLResponse=x', { 'content-type': type }), 415, 'MEDIA_TYPE');
  });

  it.each(['charset=utf-8', 'charset="UTF-8"', ''])('takes a form in UTF-8: %j', async (parameter) => {
    await hub.post('/saml/acs', 'a=1', { 'content-type': `application/x-www-form-urlencoded; ${parameter}` });
    expect(hub.calls).toHaveLength(1);
  });

  it('415 for a packed body, which could unfold to anything', async () => {
    await refused(await hub.post('/saml/acs', 'a=1', { 'content-encoding': 'gzip' }), 415, 'MEDIA_TYPE');
  });

  it.each(['a=%', 'a=%2', 'a=%zz', '%G0=1', 'a=%ff', 'a=%c3', 'a=%ed%a0%80', 'a=%c0%80'])(
    '400 for malformed percent codes and what is not UTF-8: %s',
    async (body) => {
      await refused(await hub.post('/saml/acs', body), 400, 'RESPONSE_MALFORMED');
      await refused(await hub.post('/saml/oiosaml3/sso', body), 400, 'REQUEST_MALFORMED');
    },
  );

  it('operators and prototype names are names like any other (security.md D1, D4)', async () => {
    await hub.post('/saml/acs', 'a[$ne]=1&__proto__=2&constructor[prototype][x]=3&a.b=4');
    expect(hub.calls[0]?.arguments[0]).toEqual({
      method: 'POST',
      fields: [
        ['a[$ne]', '1'],
        ['__proto__', '2'],
        ['constructor[prototype][x]', '3'],
        ['a.b', '4'],
      ],
    });
    expect(({} as Record<string, unknown>)['x']).toBeUndefined();
  });

  it('reads back whatever a browser would write', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 20 });
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1, maxLength: 20 }), (fields) => {
        const body = new URLSearchParams(fields.map(([name, value]) => [name, value])).toString();
        expect(parseForm(Buffer.from(body), 'FORM_INPUT')).toEqual([...new URLSearchParams(body)]);
      }),
      { seed: 4 },
    );
  });

  it('never fails otherwise than by its own code, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          parseForm(Buffer.from(bytes), 'FORM_INPUT');
        } catch (error) {
          expect(isHubError(error, 'FORM_INPUT')).toBe(true);
        }
      }),
      { seed: 4, numRuns: 500 },
    );
  });
});

describe('our own forms', () => {
  it.each([
    ['', 'nothing'],
    ['token=t', 'no choice'],
    ['token=t&choice=a&choice=b', 'a field twice'],
    ['token=t&token=u&choice=a', 'the token twice'],
    ['token=t&choice=a&admin=1', 'a field too many'],
    ['token[$ne]=&choice=a', 'an operator'],
  ])('400 for %j: %s', async (body) => {
    await refused(await hub.post('/login/flow-1/choose', body), 400, 'FORM_INPUT');
  });
});

describe('queries', () => {
  it('takes 15 kB and refuses more with 414', async () => {
    const path = (size: number) => `/saml/oiosaml3/sso?${'x'.repeat(size)}`;
    await hub.request(path(15 * 1024));
    expect(hub.calls).toHaveLength(1);
    hub.calls.length = 0;
    await refused(await hub.request(path(15 * 1024 + 1)), 414, 'QUERY_TOO_LONG');
  });

  it('there is room for 15 kB beside the cookies of 20 logins; 40 kB is Node’s 431', async () => {
    const cookie = Array.from(
      { length: 20 },
      (_, i) => `__Host-flow-${'f'.repeat(34)}${i}=${'s'.repeat(22)}`,
    );
    const headers = { cookie: cookie.join('; ') };
    expect((await hub.request(`/saml/oiosaml3/sso?${'x'.repeat(15 * 1024)}`, { headers })).status).toBe(200);
    expect((await hub.request(`/saml/oiosaml3/sso?${'x'.repeat(40 * 1024)}`)).status).toBe(431);
  });
});

describe('a browser that goes away', () => {
  it('while it sends: no page, no report, and the hub goes on', async () => {
    const { port } = new URL(hub.url);
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), '127.0.0.1', () => {
        socket.write(
          'POST /saml/acs HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-www-form-urlencoded\r\n' +
            'Content-Length: 1000\r\n\r\nSAMLResponse=',
          () => socket.destroy(),
        );
      });
      socket.on('close', () => resolve());
    });
    await hub.request('/health');
    expect(hub.reports).toEqual([]);
    expect(hub.calls).toEqual([]);
  });
});

describe('no client input makes a 5xx', () => {
  it('holds for odd methods, paths, queries, headers and bodies', async () => {
    const path = fc.constantFrom(
      '/saml/oiosaml3/sso',
      '/saml/acs',
      '/login/x',
      '/login/x/choose',
      '/language/da',
      '/metadata/sp',
      '/static/x',
      '/',
    );
    const odd = fc.constantFrom(
      '',
      '?to[]=1&to=2',
      '?__proto__[x]=1',
      '?%',
      '?a=%ff',
      '/%',
      '/..',
      '?to=%00',
    );
    const header = fc.constantFrom(
      '',
      '=',
      ';;;=',
      '__Host-flow-=x',
      '__Host-flow-a=',
      'a=b=c',
      '__proto__=1',
    );
    const body = fc.oneof(fc.constantFrom('', '&&&', '=', '%00', 'token=%00&choice=x'), fc.string());
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('GET', 'POST', 'PUT', 'HEAD'),
        path,
        odd,
        header,
        body,
        async (method, start, rest, cookie, text) => {
          const init = method === 'POST' || method === 'PUT' ? { body: text } : {};
          const headers = {
            cookie,
            'accept-language': cookie,
            'content-type': 'application/x-www-form-urlencoded',
          };
          const response = await hub.request(start + rest, { method, headers, ...init });
          await response.arrayBuffer();
          expect(response.status).toBeLessThan(500);
        },
      ),
      { seed: 4, numRuns: 300 },
    );
  });
});
