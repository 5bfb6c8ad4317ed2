/** The image and the compose file, checked without a Docker daemon: none runs here or in CI. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const root = resolve(import.meta.dirname, '../..');
const text = (name: string): string => readFileSync(join(root, name), 'utf8');
const lines = (name: string): string[] =>
  text(name)
    .replace(/\\\n\s*/g, ' ')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

describe('the image', () => {
  const docker = lines('Dockerfile');
  const instruction = (name: string): string[] => docker.filter((line) => line.startsWith(`${name} `));

  it('is slim, and of Node 24', () => {
    expect(instruction('FROM').every((line) => /^FROM node:24-slim\b/.test(line))).toBe(true);
  });
  it('runs as a user that is not root, set before the command', () => {
    const user = docker.findLastIndex((line) => line.startsWith('USER '));
    expect(docker[user]).toBe('USER node');
    expect(user).toBeLessThan(docker.findIndex((line) => line.startsWith('CMD ')));
  });
  it('holds no development packages and runs no install script', () => {
    const install = docker.filter((line) => line.includes('npm ci'));
    expect(install).toHaveLength(1);
    expect(install[0]).toMatch(/--omit=dev\b.*--ignore-scripts/);
  });
  it('has a health check that is a command of the hub', () => {
    const check = docker.find((line) => line.startsWith('HEALTHCHECK '));
    expect(check).toContain('CMD ["node", "src/cli/hub.ts", "health"]');
  });
  it('copies only what exists, and nothing of tests, state or keys', () => {
    const copied = instruction('COPY')
      .filter((line) => !line.includes('--from='))
      .flatMap((line) => line.split(/\s+/).slice(1, -1));
    for (const source of copied) expect([source, existsSync(join(root, source))]).toEqual([source, true]);
    expect(copied.some((source) => /^(test|var|certs)/.test(source))).toBe(false);
    const ignored = lines('.dockerignore');
    for (const name of ['.git', 'node_modules', 'var', 'certs/dev', 'test']) expect(ignored).toContain(name);
  });
});

describe('the compose file', () => {
  it('starts a hub on a replica set of three', () => {
    const compose = text('compose.yaml');
    expect(compose.match(/'--replSet', 'rs0'/g)).toHaveLength(3);
    for (const member of ['mongo1', 'mongo2', 'mongo3']) expect(compose).toContain(`host: '${member}'`);
    expect(compose).toContain('build: .');
  });
});

describe('the repository', () => {
  it('keeps no registry address and no install script of its own in the lock file', () => {
    const lock = JSON.parse(text('package-lock.json')) as { packages: Record<string, { resolved?: string }> };
    expect(Object.values(lock.packages).filter(({ resolved }) => resolved?.startsWith('http'))).toEqual([]);
  });
});
