import type { IncomingMessage } from 'node:http';
import type { ErrorCode } from '../kernel/error-table.ts';
import { HubError } from '../kernel/errors.ts';

/**
 * Form bodies, read strictly: repeated names and their order are kept, nothing is nested, nothing is guessed.
 * express.urlencoded would fold `a=1&a=2` and give no say over malformed percent codes (security.md D1, D5, step 1 of 2).
 */
export const formLimits = { bytes: 512 * 1024, parameters: 20, nameLength: 100 } as const;

export type FormFields = readonly (readonly [name: string, value: string])[];

/** The browser went away while it was sending: nobody is left to answer. */
export class ClientGone extends Error {
  override readonly name = 'ClientGone';
}

/**
 * @param malformed the code for a body that is no form.
 * @throws HubError MEDIA_TYPE, BODY_TOO_LARGE, or `malformed`; ClientGone.
 */
export async function readForm(request: IncomingMessage, malformed: ErrorCode): Promise<FormFields> {
  requireForm(request);
  return parseForm(await readBody(request), malformed);
}

function requireForm(request: IncomingMessage): void {
  const [type = '', ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
  const charsets = parameters.map((parameter) => parameter.trim()).filter((text) => text !== '');
  if (type.trim() !== 'application/x-www-form-urlencoded') throw new HubError('MEDIA_TYPE');
  if (charsets.some((text) => !/^charset="?utf-8"?$/.test(text))) throw new HubError('MEDIA_TYPE', 'charset');
  if ((request.headers['content-encoding'] ?? 'identity').toLowerCase() !== 'identity') {
    throw new HubError('MEDIA_TYPE', 'content encoding');
  }
}

function readBody(request: IncomingMessage): Promise<Buffer> {
  const tooLarge = () => new HubError('BODY_TOO_LARGE', `over ${formLimits.bytes} bytes`);
  if (Number(request.headers['content-length'] ?? 0) > formLimits.bytes) return Promise.reject(tooLarge());
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > formLimits.bytes) {
        // The rest is read and dropped: closing on it could take our answer down with the connection.
        request.removeAllListeners('data').resume();
        reject(tooLarge());
      } else chunks.push(chunk);
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('error', () => reject(new ClientGone()));
    request.on('close', () => reject(new ClientGone()));
  });
}

/** application/x-www-form-urlencoded (URL standard 5.1), refusing what that algorithm would repair. */
export function parseForm(body: Buffer, malformed: ErrorCode): FormFields {
  if (body.length === 0) return [];
  const parts = body.toString('latin1').split('&');
  if (parts.length > formLimits.parameters) throw new HubError(malformed, 'too many parameters');
  return parts.map((part) => {
    const equals = part.indexOf('=');
    const name = decode(equals < 0 ? part : part.slice(0, equals), malformed);
    if (name.length > formLimits.nameLength) throw new HubError(malformed, 'parameter name too long');
    return [name, equals < 0 ? '' : decode(part.slice(equals + 1), malformed)] as const;
  });
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode(text: string, malformed: ErrorCode): string {
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) throw new HubError(malformed, 'malformed percent code');
  const bytes = text
    .replaceAll('+', ' ')
    .replace(/%([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  try {
    return utf8.decode(Buffer.from(bytes, 'latin1'));
  } catch {
    throw new HubError(malformed, 'not UTF-8');
  }
}
