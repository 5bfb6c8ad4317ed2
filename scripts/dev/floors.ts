/**
 * Checks who imports whom (.dependency-cruiser.cjs, docs/floors.md), then proves that the check can fail:
 * it plants one illegal import per rule family in a copy of the tree and demands a refusal that names the rule.
 * Why the self-test: with the wrong TypeScript the cruiser sees no modules and passes silently (spec/style.md 6).
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const cruiser = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

interface Verdict {
  readonly modules: number;
  readonly broken: readonly string[];
  readonly text: string;
}

function cruise(folder: string): Verdict {
  const args = [cruiser, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'src'];
  const run = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (!run.stdout.startsWith('{')) throw new Error(`dependency-cruiser did not run: ${run.stderr}`);
  const { summary } = JSON.parse(run.stdout) as {
    summary: { totalCruised: number; violations: { rule: { name: string }; from: string; to: string }[] };
  };
  const lines = summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
  return {
    modules: summary.totalCruised,
    broken: summary.violations.map(({ rule }) => rule.name),
    text: lines.join('\n'),
  };
}

/** One planted line per family of rules; each must be refused under the rule named. */
const plants: readonly { readonly file: string; readonly line: string; readonly rule: string }[] = [
  {
    file: 'src/kernel/planted.ts',
    line: `import '../domain/login/index.ts';`,
    rule: 'kernel-looks-down-only',
  },
  {
    file: 'src/domain/login/planted.ts',
    line: `import '../../saml/xml/index.ts';`,
    rule: 'domain-looks-down-only',
  },
  {
    file: 'src/domain/login/planted-neighbour.ts',
    line: `import '../federation/provider.ts';`,
    rule: 'domain-neighbours-by-index',
  },
  {
    file: 'src/domain/login/planted-file.ts',
    line: `import 'node:fs';`,
    rule: 'pure-floors-touch-no-machine',
  },
  { file: 'src/flows/login/planted.ts', line: `import 'express';`, rule: 'one-door-for-express' },
  {
    file: 'src/flows/login/planted-store.ts',
    line: `import '../../store/index.ts';`,
    rule: 'flows-looks-down-only',
  },
  { file: 'src/http/planted.ts', line: `import 'samlify';`, rule: 'one-door-for-samlify' },
  { file: 'src/web/planted.ts', line: `import 'node:sqlite';`, rule: 'node-sqlite-one-door' },
  {
    file: 'src/simulators/planted.ts',
    line: `import '../kernel/errors.ts';`,
    rule: 'simulators-looks-down-only',
  },
];

function selfTest(): string[] {
  const copy = mkdtempSync(join(tmpdir(), 'floors-'));
  try {
    for (const part of ['src', 'tsconfig.json', '.dependency-cruiser.cjs', 'package.json']) {
      cpSync(join(root, part), join(copy, part), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    for (const { file, line } of plants) {
      mkdirSync(dirname(join(copy, file)), { recursive: true });
      writeFileSync(join(copy, file), `${line}\n`);
    }
    const verdict = cruise(copy);
    return plants.filter(({ rule }) => !verdict.broken.includes(rule)).map(({ rule }) => rule);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

const verdict = cruise(root);
if (verdict.modules < 50) {
  console.error(`floors: only ${verdict.modules} modules seen; the check is blind`);
  process.exit(1);
}
if (verdict.broken.length > 0) {
  console.error(verdict.text);
  process.exit(1);
}
const blind = selfTest();
if (blind.length > 0) {
  console.error(`floors: the self-test planted illegal imports that nobody refused: ${blind.join(', ')}`);
  process.exit(1);
}
console.log(
  `floors: ${verdict.modules} modules, no illegal import; ${plants.length} planted ones were refused`,
);
