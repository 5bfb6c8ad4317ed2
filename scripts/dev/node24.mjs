// Runs a TypeScript entry on the Node that npm brought (24), or says clearly what is missing. Plain JavaScript, so that
// an old Node can read it: node scripts/dev/node24.mjs ENTRY [ARG ...]
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';

const [major] = process.versions.node.split('.');
if (Number(major) < 24) {
  console.error(
    `oiosaml-hub needs Node 24 or newer; this is ${process.versions.node}.\n` +
      'npm brings it for Linux (x64, arm64) and Windows: run `npm ci` without --omit=optional, and start with npm.\n' +
      'Elsewhere install Node 24 LTS.',
  );
  process.exit(1);
}
const [, , entry, ...rest] = process.argv;
process.argv = [process.argv[0], resolve(entry), ...rest];
await import(pathToFileURL(resolve(entry)).href);
