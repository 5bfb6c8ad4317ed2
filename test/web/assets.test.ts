import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { assets, designSystemFolder, ownFolder } from '../../src/web/index.ts';
import { ownFiles, readStaticFiles } from '../../src/http/site/static-files.ts';

it('the folder of our own files is named after their content, so a changed file has a new address', () => {
  const digest = createHash('sha256');
  for (const name of readdirSync(ownFiles).sort()) {
    digest.update(`${name}\0`).update(readFileSync(join(ownFiles, name)));
  }
  expect(ownFolder).toBe(`/static/hub-${digest.digest('hex').slice(0, 8)}`);
});

it('the folder of the design system is named after the version in the lock file', () => {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { version: string }>;
  };
  expect(designSystemFolder).toBe(`/static/dkfds-${lock.packages['node_modules/dkfds']?.version}`);
});

it('every file that a page loads is served', () => {
  const served = readStaticFiles();
  for (const address of Object.values(assets))
    expect([address, served.has(address)]).toEqual([address, true]);
});

it('our own style sheet loads only what is served', () => {
  const css = readFileSync(join(ownFiles, 'hub.css'), 'utf8');
  const addresses = [...css.matchAll(/url\('([^']+)'\)/g)].map(
    ([, url = '']) => new URL(url, `http://hub${ownFolder}/hub.css`).pathname,
  );
  expect(addresses).toHaveLength(1);
  for (const address of addresses) expect(readStaticFiles().has(address)).toBe(true);
});
