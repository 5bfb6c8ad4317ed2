import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { choosing, startTestHub, stepOnly, type TestHub } from '../http/fake-journey.ts';
import { hasChromium, openBrowser, startPartner, type Partner, type TestBrowser } from './world.ts';

const inChromium = hasChromium ? describe : describe.skip;

inChromium('a login in Chromium', () => {
  let hub: TestHub;
  let browser: TestBrowser;
  /** A service whose ACS sends its user on to yet another site, as many do. */
  let service: Partner;
  let portal: Partner;
  let idp: Partner;

  beforeAll(async () => {
    hub = await startTestHub({ publicUrl: 'http://127.0.0.1', secureCookies: false, profile: 'demo' });
    portal = await startPartner('127.0.0.4', () => ({ html: '<h1>Portal</h1>' }));
    service = await startPartner('127.0.0.2', () => ({ location: `${portal.url}/inside` }));
    idp = await startPartner('127.0.0.3', () => ({
      html: `<form method="post" action="${hub.url}/saml/acs">
        <input name="SAMLResponse" value="PHg+"><input name="RelayState" value="a &amp; b"><button>Send</button></form>`,
    }));
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await Promise.all([hub, portal, service, idp].map((party) => party?.close()));
  });

  /** A page that fails the test if the browser complains about anything, a broken policy above all. */
  async function open(path: string): Promise<{ page: Page; complaints: string[] }> {
    const page = await browser.context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(String(error)));
    await page.goto(hub.url + path);
    return { page, complaints };
  }

  it('choosing works by keyboard alone: skip link, language, choices, cancel, in this order', async () => {
    hub.answers = stepOnly(choosing);
    const { page, complaints } = await open('/login/flow-1');
    const order: string[] = [];
    for (let index = 0; index < 5; index += 1) {
      await page.keyboard.press('Tab');
      order.push(await page.evaluate(() => document.activeElement?.textContent?.trim() ?? ''));
      const outlined = await page.evaluate(() => getComputedStyle(document.activeElement!).outlineStyle);
      expect(outlined).toBe('solid');
    }
    expect(order).toEqual([
      'Gå til sidens indhold',
      'English',
      'Log på med MitID',
      'Log på med NemID',
      'Annullér login',
    ]);
    await page.keyboard.press('Shift+Tab');
    hub.answers = stepOnly({
      kind: 'send-redirect',
      location: `${idp.url}/sso?SAMLRequest=a%2Bb&RelayState=%7e~a%20b`,
    });
    hub.calls.length = 0;
    await page.keyboard.press('Enter');
    await page.waitForURL(`${idp.url}/**`);
    expect(hub.calls).toMatchObject([
      { method: 'choose', arguments: ['flow-1', { token: 'token-1', choice: 'idp-2' }] },
    ]);
    // To the letter: a Redirect signature covers these characters.
    expect(idp.received.map(({ path }) => path)).toContain('/sso?SAMLRequest=a%2Bb&RelayState=%7e~a%20b');
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('the answer reaches a service whose next page is on another site (form-action and redirects)', async () => {
    const fields = [
      ['SAMLResponse', 'PHg+Cg=='],
      ['RelayState', 'a\r\nb "<&>" æ'],
    ] as const;
    const partner = { da: 'Tjeneste', en: 'Service' };
    hub.answers = stepOnly({
      kind: 'send-form',
      action: `${service.url}/acs`,
      fields,
      to: 'service',
      partner,
    });
    const { page, complaints } = await open('/login/flow-1');
    await page.waitForURL(`${portal.url}/inside`);
    const { path, body } = service.received.at(-1) ?? { path: '', body: '' };
    expect(path).toBe('/acs');
    expect([...new URLSearchParams(body)]).toEqual(fields);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it('a cross-site POST comes back with its cookies by the same-site bounce, on plain-http loopback', async () => {
    const cookies = [{ kind: 'set-flow', flowId: 'flow-1', secret: 'secret-1', maxAgeSeconds: 600 }] as const;
    hub.answers = { step: { kind: 'send-redirect', location: `${idp.url}/sso` }, cookies };
    const { page } = await open('/saml/oiosaml3/sso?SAMLRequest=x');
    hub.answers = stepOnly({
      kind: 'refused',
      code: 'RESPONSE_EXPIRED',
      reference: 'AAAA-BBBB-CCCC',
      facts: {},
    });
    hub.calls.length = 0;
    await page.click('button');
    await page.waitForSelector('text=AAAA-BBBB-CCCC');
    expect(hub.calls).toHaveLength(1);
    const [{ browser: sent, arguments: [wire] } = { browser: undefined, arguments: [] }] = hub.calls;
    expect(sent?.flowSecrets).toEqual(new Map([['flow-1', 'secret-1']]));
    expect(wire).toEqual({
      method: 'POST',
      fields: [
        ['SAMLResponse', 'PHg+'],
        ['RelayState', 'a & b'],
      ],
    });
    await page.close();
  });

  it('without script the visible button goes on, and says why', async () => {
    const partner = { da: 'Tjeneste', en: 'Service' };
    hub.answers = stepOnly({
      kind: 'send-form',
      action: `${service.url}/acs`,
      fields: [['SAMLResponse', 'no-script']],
      to: 'service',
      partner,
    });
    const noScript = await browser.open({ javaScriptEnabled: false, locale: 'da-DK' });
    const page = await noScript.newPage();
    await page.goto(`${hub.url}/login/flow-1`);
    expect(await page.textContent('main')).toContain('Din browser kører ikke scripts');
    await page.click('button');
    await page.waitForURL(`${portal.url}/inside`);
    expect(service.received.at(-1)?.body).toBe('SAMLResponse=no-script');
    await noScript.close();
  });

  it('the language stays chosen', async () => {
    hub.answers = stepOnly(choosing);
    const { page } = await open('/login/flow-1');
    await page.click('text=English');
    expect(page.url()).toBe(`${hub.url}/login/flow-1`);
    expect(await page.textContent('h1')).toBe('How do you want to log in?');
    await page.reload();
    expect(await page.getAttribute('html', 'lang')).toBe('en');
    await page.click('text=Dansk');
    expect(await page.textContent('h1')).toBe('Hvordan vil du logge på?');
    await page.close();
  });
});
