import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { describeConfig, loadConfig } from '../../src/config/index.ts';
import { settings } from '../../src/config/schema.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'config-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const good = `publicUrl: https://hub.example
keys:
  signingKey: keys/signing.key
  signingCertificate: keys/signing.crt
  decryptionKey: keys/decryption.key
  decryptionCertificate: keys/decryption.crt
  dataKeys: keys/data.json
`;
const write = (text: string): string => {
  const file = join(folder, 'hub.yaml');
  writeFileSync(file, text);
  return file;
};
const refusal = (text: string): string => {
  try {
    loadConfig(write(text), {});
  } catch (error) {
    return (error as { facts: { problems: string } }).facts.problems.replaceAll(`${folder}/`, '');
  }
  return 'not refused';
};

describe('hub.yaml', () => {
  it('gives defaults for what is not said and takes paths from its own folder', () => {
    const config = loadConfig(write(good), {});
    expect(config.session).toEqual({ idleMinutes: 60, absoluteMinutes: 480 });
    expect(config.keys.signingKey).toBe(join(folder, 'keys/signing.key'));
    expect(config.store).toBe(`embedded:${join(folder, 'var/store')}`);
    expect(config.listen).toEqual({ host: '127.0.0.1', port: 8443 });
  });

  it('lets HUB_STORE win over the file, since it may hold a password', () => {
    expect(loadConfig(write(good), { HUB_STORE: 'mongodb://db.example/hub' }).store).toBe(
      'mongodb://db.example/hub',
    );
  });

  it('refuses an unknown key, naming file, line, key and remedy', () => {
    expect(refusal(`${good}sesion:\n  idleMinutes: 5\n`)).toBe(
      'hub.yaml:9: sesion.idleMinutes: unknown key; remove it, or see docs/config.md',
    );
  });

  it('names everything that is wrong at once', () => {
    expect(refusal('publicUrl: hub.example\nlisten:\n  port: 70000\n').split('\n')).toEqual([
      'hub.yaml:1: publicUrl: must be https://host[:port], no path',
      'hub.yaml:3: listen.port: must be a whole number from 0 to 65535',
      'hub.yaml:1: keys.signingKey: missing; it has no default',
      'hub.yaml:1: keys.signingCertificate: missing; it has no default',
      'hub.yaml:1: keys.decryptionKey: missing; it has no default',
      'hub.yaml:1: keys.decryptionCertificate: missing; it has no default',
      'hub.yaml:1: keys.dataKeys: missing; it has no default',
    ]);
  });

  it('refuses plain http away from loopback', () => {
    expect(refusal(good.replace('https:', 'http:'))).toContain('publicUrl: must be https');
    expect(
      loadConfig(write(good.replace('https://hub.example', 'http://127.0.0.1:8080')), {}).publicUrl,
    ).toBe('http://127.0.0.1:8080');
  });

  it('refuses what is not YAML, with the line', () => {
    expect(refusal('publicUrl: https://a\n  b: [')).toMatch(/^hub\.yaml:\d+: not valid YAML: /);
  });

  it('says in the documentation every key that it reads', () => {
    for (const { key } of settings) expect(describeConfig()).toContain(`| \`${key}\` |`);
  });
});
