import { existsSync, mkdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { BrowserContext, BrowserContextOptions } from 'playwright-core';

export const chromiumPath = '/usr/bin/chromium';
export const hasChromium = existsSync(chromiumPath);

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface TestBrowser {
  /** A person's browser, in Danish. */
  readonly context: BrowserContext;
  /** Another one, set up otherwise; its opener closes it. */
  open(options: BrowserContextOptions): Promise<BrowserContext>;
  close(): Promise<void>;
}

/** A fresh Chromium; playwright gives it a profile of its own. */
export async function openBrowser(): Promise<TestBrowser> {
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({ executablePath: chromiumPath, args: flags });
  return {
    context: await browser.newContext({ locale: 'da-DK' }),
    open: (options) => browser.newContext(options),
    close: () => browser.close(),
  };
}

/** Screenshots to be looked at by people; not in git. */
export function screenshotPath(name: string): string {
  const folder = join('var', 'screenshots');
  mkdirSync(folder, { recursive: true });
  return join(folder, `${name}.png`);
}

export interface Partner {
  readonly url: string;
  /** Method, path and body of each request. */
  readonly received: { method: string; path: string; body: string }[];
  close(): Promise<void>;
}

/** Somebody else on a loopback address of their own, which to a browser is another site. */
export async function startPartner(
  host: string,
  answer: (path: string) => { readonly html: string } | { readonly location: string },
): Promise<Partner> {
  const received: Partner['received'] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const path = request.url ?? '';
      received.push({ method: request.method ?? '', path, body });
      const page = answer(path);
      if ('location' in page) response.writeHead(302, { location: page.location }).end();
      else response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page.html);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${host}:${port}`,
    received,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
