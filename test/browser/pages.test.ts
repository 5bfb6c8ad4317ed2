import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { startTestHub, stepOnly, type TestHub } from '../http/fake-journey.ts';
import { hasChromium, openBrowser, screenshotPath, type TestBrowser } from './world.ts';
import { shownPages } from './shown-pages.ts';

const inChromium = hasChromium ? describe : describe.skip;

inChromium('pages in Chromium', () => {
  let hub: TestHub;
  let browser: TestBrowser;

  beforeAll(async () => {
    hub = await startTestHub(
      { publicUrl: 'http://127.0.0.1', secureCookies: false, profile: 'demo' },
      { startPage: () => shownPages.startModel },
    );
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    await hub?.close();
  });

  /** Opens a page and keeps it there: its script is held back, and where it leads answers "no content". */
  async function open(name: string, language: 'da' | 'en', width: number): Promise<Page> {
    const step = shownPages.steps.get(name);
    if (step) hub.answers = stepOnly(step);
    const page = await browser.context.newPage();
    await page.setViewportSize({ width, height: 900 });
    await page.route(/auto-submit\.js/, (route) => route.abort());
    await page.route(/elsewhere\.example/, (route) => route.fulfill({ status: 204 }));
    await browser.context.addCookies([{ name: 'lang', value: language, url: hub.url }]);
    await page.goto(hub.url + (step ? '/login/flow-1' : name));
    return page;
  }

  const names = [...shownPages.steps.keys(), '/', '/nothing-here'];
  const cases = names.flatMap((name) =>
    (['da', 'en'] as const).flatMap((language) =>
      [360, 1280].map((width) => [name, language, width] as const),
    ),
  );

  it.each(cases)('axe finds nothing (WCAG 2.2 AA): %s, %s, %i px', async (name, language, width) => {
    const page = await open(name, language, width);
    await page.screenshot({
      path: screenshotPath(`${name.replace(/\W/g, '') || 'start'}-${language}-${width}`),
      fullPage: true,
    });
    await page.evaluate(axe.source);
    const violations = await page.evaluate(async () => {
      const { axe: runner } = globalThis as unknown as {
        axe: { run(options: { runOnly: string[] }): Promise<AxeResults> };
      };
      const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
      const result = await runner.run({ runOnly: tags });
      return result.violations.map(({ id, nodes }) => ({ id, html: nodes.map((node) => node.html) }));
    });
    expect(violations).toEqual([]);
    expect(await page.getAttribute('html', 'lang')).toBe(language);
    await page.close();
  });

  it.each(names)('nothing is cut off or scrolls sideways at 320 px (WCAG 1.4.10): %s', async (name) => {
    const page = await open(name, 'da', 320);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(wide).toBeLessThanOrEqual(0);
    await page.close();
  });
});
