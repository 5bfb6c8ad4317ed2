/**
 * The box of `npm start` in a real browser, by keyboard alone: from the start page through the hub and MitID to the
 * service, then on by single sign-on; in Danish and English, at phone and desktop width. Screenshots in var/screenshots.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { startTestBox, type TestBox } from '../support/demo-box.ts';
import { hasChromium, openBrowser, screenshotPath, type TestBrowser } from './world.ts';

const inBrowser = hasChromium ? describe : describe.skip;

/** Tabs until the wanted element has the focus, as somebody without a mouse does. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let tabs = 0; tabs < 80; tabs += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
  }
  throw new Error(`no Tab leads to ${selector} on ${page.url()}`);
}

async function pressOn(page: Page, selector: string): Promise<void> {
  await tabTo(page, selector);
  await Promise.all([page.waitForEvent('framenavigated'), page.keyboard.press('Enter')]);
}

const views = [
  { name: 'da-phone', locale: 'da-DK', width: 360, height: 780 },
  { name: 'da-desktop', locale: 'da-DK', width: 1280, height: 900 },
  { name: 'en-phone', locale: 'en-GB', width: 360, height: 780 },
  { name: 'en-desktop', locale: 'en-GB', width: 1280, height: 900 },
] as const;

inBrowser('the demo box, by keyboard alone (needs /usr/bin/chromium)', () => {
  let test: TestBox;
  let browser: TestBrowser;
  beforeAll(async () => {
    [test, browser] = await Promise.all([startTestBox(), openBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await test.close();
  });

  it.each(views)('logs in and goes on by single sign-on: $name', async ({ name, locale, width, height }) => {
    const { box } = test;
    const context = await browser.open({ locale, viewport: { width, height } });
    const page = await context.newPage();
    const shot = (step: string): Promise<unknown> =>
      page.screenshot({ path: screenshotPath(`box-${name}-${step}`), fullPage: true });
    const noSidewaysScroll = async (): Promise<void> =>
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);

    await page.goto(`${box.hubUrl}/`);
    expect(await page.getAttribute('html', 'lang')).toBe(locale.slice(0, 2));
    await noSidewaysScroll();
    await shot('1-start');
    await pressOn(page, `a[href="${box.service3.url}/"]`);
    await page.waitForURL(`${box.service3.url}/`);
    await shot('2-service');
    await pressOn(page, 'a.button[href="login"]');
    await page.waitForURL(`${box.hubUrl}/login/*`);
    await noSidewaysScroll();
    await shot('3-choose');
    const mitid = await page.locator('button[name="choice"]', { hasText: 'MitID' }).getAttribute('value');
    await pressOn(page, `button[name="choice"][value="${mitid}"]`);
    await page.waitForURL((url) => url.href.startsWith(box.mitid.url));
    await shot('4-mitid');
    await tabTo(page, 'input[name="person"]');
    await page.keyboard.press('Space');
    await tabTo(page, 'input[name="method"]');
    await page.keyboard.press('Space');
    await pressOn(page, 'button[value="login"]');
    await page.waitForURL(`${box.service3.url}/`);
    await shot('5-logged-in');
    expect(await page.textContent('body')).toContain('data.gov.dk/model/core/eid/person/uuid/');

    await page.goto(`${box.service2.url}/`);
    await pressOn(page, 'a.button[href="login"]');
    await page.waitForURL(`${box.service2.url}/`);
    await page.waitForSelector('text=9208-2002-2-');
    await shot('6-single-sign-on');

    await page.goto(`${box.hubUrl}/saml/oiosaml3/sso?SAMLRequest=x`);
    await noSidewaysScroll();
    await shot('7-refused');
    expect(await page.textContent('body')).toContain('REQUEST_MALFORMED');
    await context.close();
  });
});
