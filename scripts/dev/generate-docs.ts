/**
 * Writes docs/errors.md and docs/config.md from the tables in the code; `--check` only says whether they are stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describeConfig } from '../../src/config/index.ts';
import { errorCodes, errorTable, type ErrorRow } from '../../src/kernel/error-table.ts';
import { texts } from '../../src/web/index.ts';

const docs = join(resolve(import.meta.dirname, '../..'), 'docs');

function describeErrors(): string {
  const rows = errorCodes.map((code) => {
    const row: ErrorRow = errorTable[code];
    const { title, todo } = texts.en.errors[code];
    const status = row.saml ? [row.saml.top, row.saml.second].filter(Boolean).join(' / ') : 'page only';
    return `| \`${code}\` | ${status} | ${row.http} | ${row.turn} | ${row.log} | ${title} | ${todo} |`;
  });
  return [
    '# Errors',
    '',
    '<!-- Generated from src/kernel/error-table.ts and src/web/text/en.ts by `npm run docs`; edit those, not this page. -->',
    '',
    'Every refusal of the hub has one of these codes. With a SAML status the service is answered with it (and the code stands in',
    'StatusMessage); without one the browser gets a page with the code and a reference number that is also in the log.',
    'The true cause is only in the log; from decryption to signature every cause has one code.',
    '',
    '| code | SAML status (top / second) | HTTP status of the page | whose turn | log level | what the page says | what to do |',
    '|---|---|---|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}

const pages = new Map([
  ['errors.md', describeErrors()],
  ['config.md', describeConfig()],
]);

let stale = 0;
for (const [name, text] of pages) {
  const file = join(docs, name);
  if (!process.argv.includes('--check')) {
    writeFileSync(file, text);
    continue;
  }
  let current = '';
  try {
    current = readFileSync(file, 'utf8');
  } catch {
    // Not there yet is stale as well.
  }
  if (current === text) continue;
  stale += 1;
  console.error(`docs/${name} is stale: run npm run docs`);
}
if (process.argv.includes('--check'))
  console.log(`docs: ${pages.size - stale} of ${pages.size} generated pages are up to date`);
process.exitCode = stale === 0 ? 0 : 1;
