import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { designSystemFolder, ownFolder } from '../../web/index.ts';

export interface StaticFile {
  readonly contentType: string;
  readonly etag: string;
  readonly bytes: Buffer;
}

const contentTypes = new Map([
  ['.css', 'text/css; charset=utf-8'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.svg', 'image/svg+xml'],
  ['.woff', 'font/woff'],
  ['.woff2', 'font/woff2'],
]);

/** Where our own files are; `ownFolder` is named after their content. */
export const ownFiles = fileURLToPath(new URL('../../web/public/', import.meta.url));

/**
 * The files that may be fetched, by address: a list made at start (security.md B9), so no request ever reaches the
 * file system. About 2 MB, held in memory.
 */
export function readStaticFiles(): ReadonlyMap<string, StaticFile> {
  const designSystem = join(dirname(createRequire(import.meta.url).resolve('dkfds')), '..');
  const folders = [
    [ownFolder, ownFiles],
    [`${designSystemFolder}/css`, join(designSystem, 'css')],
    [`${designSystemFolder}/img/svg-icons`, join(designSystem, 'img/svg-icons')],
    [
      `${designSystemFolder}/fonts/IBMPlexSans/complete/woff`,
      join(designSystem, 'fonts/IBMPlexSans/complete/woff'),
    ],
    [
      `${designSystemFolder}/fonts/IBMPlexSans/complete/woff2`,
      join(designSystem, 'fonts/IBMPlexSans/complete/woff2'),
    ],
  ] as const;
  return new Map(folders.flatMap(([address, folder]) => listed(address, folder)));
}

function listed(address: string, folder: string): [string, StaticFile][] {
  return readdirSync(folder)
    .filter((name) => /^(?!dkfds-|dkfds\.css$)[A-Za-z0-9.-]+$/.test(name) && contentTypes.has(extname(name)))
    .map((name) => [`${address}/${name}`, staticFile(join(folder, name))]);
}

function staticFile(path: string): StaticFile {
  const bytes = readFileSync(path);
  return {
    bytes,
    contentType: contentTypes.get(extname(path)) ?? 'application/octet-stream',
    etag: createHash('sha256').update(bytes).digest('base64url').slice(0, 22),
  };
}
