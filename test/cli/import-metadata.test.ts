/** scripts/import-metadata as an operator uses it: transcripts of command, output and exit code. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { HubError } from '../../src/kernel/errors.ts';
import type { CommandContext } from '../../src/cli/command.ts';
import { run } from '../../src/cli/run.ts';
import { createProviderRepository } from '../../src/domain/federation/index.ts';
import type { Store } from '../../src/domain/storage/index.ts';
import { memoryStore, type MemoryStore } from '../support/memory-store.ts';
import { endpoint, idpMetadata, post, spMetadata } from '../support/partner-metadata.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { settableClock } from '../support/settable-clock.ts';

let folder: string;
let store: MemoryStore;
const clock = settableClock(Date.UTC(2026, 10, 25));
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cli-'));
});
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  store = memoryStore(clock);
});

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return name;
};

async function call(
  line: string,
  more: Partial<CommandContext> = {},
): Promise<{ exit: number; out: string; err: string }> {
  const [out, err]: [string[], string[]] = [[], []];
  const { systemContext } = await import('../../src/cli/context.ts');
  const context: CommandContext = {
    ...systemContext(),
    out: (text) => out.push(text),
    err: (text) => err.push(text),
    clock,
    random: seededRandom(1),
    env: {},
    openStore: async () => ({ ...store, close: async () => {} }) as Store,
    ownEntityIds: () => ['https://hub.example/metadata/sp'],
    ...more,
  };
  const words = line.split(' ').map((word) => (word.endsWith('.xml') ? join(folder, word) : word));
  const exit = await run(words, context);
  return { exit, out: out.join('\n'), err: err.join('\n') };
}

const good = 'import-metadata good.xml --sector public --dialect oiosaml3';

describe('import-metadata', () => {
  beforeEach(() => {
    file('good.xml', spMetadata());
  });

  it('looks without storing: what was read, what would change, exit 0', async () => {
    const { exit, out } = await call(good);
    expect(exit).toBe(0);
    expect(out).toMatch(/^Entity +https:\/\/saml\.service\.example$/m);
    expect(out).toMatch(/signing +RSA 2048 +2020-01-01 to 2049-12-31/);
    expect(out).toMatch(/login +HTTP-POST +https:\/\/service\.example\/acs +index 0 +default/);
    expect(out).toContain('--apply');
    expect(store.counts.get('insert')).toBeUndefined();
  });

  it('stores with --apply, and has nothing to do the second time', async () => {
    expect((await call(`${good} --apply`)).exit).toBe(0);
    const stored = await createProviderRepository(store, clock).findServiceProvider(
      'https://saml.service.example',
    );
    expect(stored).toMatchObject({
      sector: 'public',
      dialect: 'oiosaml3',
      state: 'enabled',
      ssoDomain: 'public',
    });
    const writes = store.counts.get('insert');
    const again = await call(`${good} --apply`);
    expect(again.exit).toBe(0);
    expect(store.counts.get('insert')).toBe(writes);
    expect(store.counts.get('replace')).toBeUndefined();
  });

  it('a later file keeps the operator’s words and shows what changed', async () => {
    await call(`${good} --apply --minimum-level High --id-group forms`);
    file(
      'moved.xml',
      spMetadata({
        entry: endpoint('AssertionConsumerService', post, 'https://service.example/new', ' index="0"'),
      }),
    );
    const { exit, out } = await call('import-metadata moved.xml --apply');
    expect(exit).toBe(0);
    expect(out).toMatch(/acs.*https:\/\/service\.example\/new/);
    const stored = await createProviderRepository(store, clock).findServiceProvider(
      'https://saml.service.example',
    );
    expect(stored).toMatchObject({
      minimumLevel: 'High',
      idGroup: 'forms',
      acs: [{ location: 'https://service.example/new' }],
    });
  });

  it('--plan applies only what was shown', async () => {
    const { out } = await call(`${good} --json`);
    const { plan } = JSON.parse(out) as { plan: string };
    expect((await call(`${good} --apply --plan 0000000000000000`)).exit).toBe(3);
    expect(store.counts.get('insert')).toBeUndefined();
    expect((await call(`${good} --apply --plan ${plan}`)).exit).toBe(0);
  });

  it('--json is one document', async () => {
    const { out } = await call(`${good} --json`);
    expect(JSON.parse(out)).toMatchObject({
      command: 'import-metadata',
      entityId: 'https://saml.service.example',
      action: 'add',
      findings: [],
      applied: false,
    });
  });

  it.each([
    ['expired', spMetadata({ attributes: ' validUntil="2026-11-24T00:00:00Z"' }), 'METADATA_EXPIRED'],
    ['without keys', spMetadata({ keys: '' }), 'METADATA_NO_SIGNING_KEY'],
    [
      'the hub’s own entityID',
      spMetadata({ entityId: 'https://hub.example/metadata/sp' }),
      'METADATA_ENTITY_ID',
    ],
    ['an identity provider in place of a service', idpMetadata(), 'METADATA_ROLE'],
    [
      'a script as address',
      spMetadata({ entry: endpoint('AssertionConsumerService', post, 'javascript:alert(1)', ' index="0"') }),
      'METADATA_LOCATION',
    ],
  ])('refuses %s with exit 3, and stores nothing even with --apply', async (_name, text, code) => {
    file('bad.xml', text);
    const { exit, out } = await call('import-metadata bad.xml --sector public --dialect oiosaml3 --apply');
    expect(exit).toBe(3);
    expect(out).toContain(code);
    expect(store.counts.get('insert')).toBeUndefined();
  });

  it('what is no metadata ends in one line on standard error', async () => {
    file('bad.xml', '<html/>');
    const { exit, out, err } = await call('import-metadata bad.xml --leg mitid');
    expect([exit, out]).toEqual([3, '']);
    expect(err).toMatch(/^import-metadata: METADATA_MALFORMED/);
  });

  it('an identity provider by its leg', async () => {
    file('idp.xml', idpMetadata());
    expect((await call('import-metadata idp.xml --leg nemid --apply')).exit).toBe(0);
    const [stored] = await createProviderRepository(store, clock).listEnabledIdentityProviders();
    expect(stored).toMatchObject({
      leg: 'nemid',
      dialect: 'oiosaml2',
      levelCap: 'Substantial',
      legacyLevelAs: 'Substantial',
    });
  });
});

describe('wrong command lines: exit 2, what is wrong, and where help is', () => {
  it.each([
    ['import-metadata', 'FILE is missing'],
    ['import-metadata good.xml --sectr public', "Unknown option '--sectr'"],
    ['import-metadata good.xml --sector both --dialect oiosaml3', '--sector takes one of: public, private'],
    ['import-metadata good.xml', 'needs its sector and its dialect'],
    ['import-metadata good.xml --leg mitid --sector public', '--sector'],
    ['import-metadata good.xml more.xml --leg mitid', 'too many arguments'],
    ['import-metadata missing.xml --leg mitid', 'cannot be read'],
    ['demo --json', '--json'],
  ])('%s', async (line, expected) => {
    file('good.xml', spMetadata());
    const { exit, err } = await call(line);
    expect(err).toContain(expected);
    expect(err).toContain('--help');
    expect(exit).toBe(2);
  });

  it('an unknown command', async () => {
    const { exit, err } = await call('imprt-metadata');
    expect(exit).toBe(2);
    expect(err).toContain('imprt-metadata');
  });
});

describe('the rest of the conventions', () => {
  it('help of a command and of all: exit 0', async () => {
    const one = await call('import-metadata --help');
    expect(one.exit).toBe(0);
    expect(one.out).toContain('--apply');
    const all = await call('--help');
    expect(all.exit).toBe(0);
    for (const name of ['import-metadata', 'demo', 'health']) expect(all.out).toContain(name);
  });

  it('a store that is away: exit 4', async () => {
    file('good.xml', spMetadata());
    const { exit, err } = await call(good, {
      openStore: () => Promise.reject(new HubError('STORE_UNAVAILABLE', 'no answer')),
    });
    expect(exit).toBe(4);
    expect(err).toBe('import-metadata: STORE_UNAVAILABLE: no answer');
  });

  it('a hub that is away: health says so, exit 4', async () => {
    const { exit, err } = await call('health --url http://127.0.0.1:9');
    expect(exit).toBe(4);
    expect(err).toContain('does not answer');
  });
});
