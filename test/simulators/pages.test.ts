import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Browser, type Visit } from './browser.ts';
import { chooseAt, logIn, type Pair, startPair } from './parties.ts';

describe('pages of the simulators', () => {
  let pair: Pair;
  const pages = new Map<string, Visit>();

  beforeAll(async () => {
    pair = await startPair('oiosaml3');
    const browser = new Browser();
    pages.set('service, logged out', await browser.open(pair.sp.url));
    pages.set('login page', await browser.open(`${pair.sp.url}/login`));
    pages.set('identity provider', await browser.open(pair.idp.url));
    pages.set('refusal', await browser.open(`${pair.idp.url}/sso?nothing=1`));
    pages.set('hand-over', await chooseAt(pair, { person: 'aase', method: 'app' }, browser));
    await logIn(pair, { person: 'aase', method: 'app' }, browser);
    pages.set('service, logged in', await browser.open(pair.sp.url));
  });
  afterAll(() => pair.close());

  const each = (check: (page: Visit, name: string) => void): void => {
    expect(pages.size).toBe(6);
    for (const [name, page] of pages) check(page, name);
  };

  it('all say in both languages that they are simulated', () => {
    each((page) => {
      expect(page.text).toContain('SIMULERET – ikke en rigtig tjeneste.');
      expect(page.text).toContain('<span lang="en">SIMULATED – not a real service.</span>');
      expect(page.text).toContain('<html lang="da">');
      expect(page.text.match(/<h1>/g)).toHaveLength(1);
    });
  });

  it('label every visible field', () => {
    let fields = 0;
    each((page) => {
      const visible = page.text.match(/<(?:input(?![^>]*type="hidden")|select)[^>]*>/g) ?? [];
      fields += visible.length;
      for (const tag of visible) {
        const id = /\sid="([^"]*)"/.exec(tag)?.[1];
        expect(page.text).toMatch(new RegExp(`<label for="${id}"\\s*>`));
      }
    });
    expect(fields).toBeGreaterThan(15);
  });

  it('carry no script or style inside and a policy that allows none', () => {
    each((page, name) => {
      expect(page.text).not.toMatch(/<style|\son\w+=|\sstyle=|<script(?! src="\/auto-submit\.js")/);
      const policy = page.headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      if (name === 'hand-over') expect(policy).toContain(`form-action 'self' ${pair.sp.url}`);
      expect(page.headers.get('x-powered-by')).toBeNull();
    });
  });

  it('work without script: the hand-over has a button', () => {
    expect(pages.get('hand-over')?.text).toMatch(/<button type="submit">[\s\S]*Fortsæt/);
  });

  it('show what the service received, escaped', () => {
    const text = pages.get('service, logged in')?.text ?? '';
    expect(text).toContain('Åse Bjørnholt');
    expect(text).toContain('&lt;saml:Assertion');
    expect(text).not.toContain('<saml:Assertion');
  });

  it('set cookies that scripts cannot read and other sites cannot use', async () => {
    const response = await fetch(`${pair.sp.url}/login`, { redirect: 'manual' });
    expect(response.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^simulated-service=[0-9a-f-]{36}; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
  });

  it('serve the style sheet and the script', async () => {
    for (const path of ['/simulator.css', '/auto-submit.js']) {
      expect((await fetch(pair.sp.url + path)).status).toBe(200);
    }
  });
});
