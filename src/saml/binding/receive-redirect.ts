import { inflateRawSync } from 'node:zlib';
import { HubError } from '../../kernel/errors.ts';
import { decodeBase64 } from './base64.ts';
import { limits } from './limits.ts';
import { checkRelayState } from './relay-state.ts';
import {
  decodeUtf8,
  isLookalike,
  isSamlParameter,
  kindOf,
  malformed,
  messageParameter,
  type MessageKind,
  type QuerySignature,
  type Received,
} from './received.ts';

const deflateEncoding = 'urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE';

/**
 * Reads a message from the query of an HTTP-Redirect, as it stood in the request line: it is never decoded and
 * encoded again, since the signature covers the percent codes that were sent (SAML bindings 3.4.4.1; security.md A2-A4).
 *
 * @param rawQuery without the leading `?`.
 * @throws HubError QUERY_TOO_LONG over 15 kB; REQUEST_MALFORMED or RESPONSE_MALFORMED for a parameter twice or under a
 *   disguised name, both messages, half a signature, other encodings than DEFLATE, base64 that is not strict, more than
 *   256 kB inflated, bytes after the deflate stream, text that is not UTF-8.
 */
export function receiveRedirect(rawQuery: string): Received {
  if (rawQuery.length > limits.query) throw new HubError('QUERY_TOO_LONG', `${rawQuery.length} characters`);
  const raw = samlParameters(rawQuery, rawQuery.includes('SAMLResponse=') ? 'response' : 'request');
  const kind = kindOf(raw);
  const decoded = (name: string) => decodePercent(kind, name, raw.get(name));

  const encoding = decoded('SAMLEncoding');
  if (encoding !== undefined && encoding !== deflateEncoding)
    throw malformed(kind, 'SAMLEncoding is not DEFLATE');
  const relayState = decoded('RelayState');
  checkRelayState(kind, relayState);
  const signature = readSignature(kind, raw, decoded('SigAlg'), decoded('Signature'));
  const xml = inflate(kind, decoded(messageParameter[kind]) ?? '');

  return {
    kind,
    binding: 'redirect',
    xml,
    ...(relayState === undefined ? {} : { relayState }),
    ...(signature === undefined ? {} : { signature }),
  };
}

/** Raw values by exact name; parameters that are none of ours are passed over. */
function samlParameters(rawQuery: string, suspected: MessageKind): Map<string, string> {
  const found = new Map<string, string>();
  for (const part of rawQuery.split('&')) {
    const equals = part.indexOf('=');
    const name = equals < 0 ? part : part.slice(0, equals);
    if (!isSamlParameter(name)) {
      if (isSamlParameter(plainName(name)) || isLookalike(plainName(name))) {
        throw malformed(suspected, 'SAML parameter under a disguised name');
      }
      continue;
    }
    if (found.has(name)) throw malformed(suspected, `${name} more than once`);
    found.set(name, equals < 0 ? '' : part.slice(equals + 1));
  }
  return found;
}

/** What a lenient reader would call the parameter. */
function plainName(name: string): string {
  const spaced = name.replaceAll('+', ' ');
  return spaced.replace(/%[0-9a-f]{2}/gi, (code) => String.fromCharCode(Number.parseInt(code.slice(1), 16)));
}

function decodePercent(kind: MessageKind, name: string, raw: string | undefined): string | undefined {
  if (raw === undefined) return undefined;
  try {
    return decodeURIComponent(raw.replaceAll('+', ' '));
  } catch (cause) {
    throw malformed(kind, `percent codes of ${name}`, cause);
  }
}

function readSignature(
  kind: MessageKind,
  raw: ReadonlyMap<string, string>,
  algorithm: string | undefined,
  signature: string | undefined,
): QuerySignature | undefined {
  if (algorithm === undefined && signature === undefined) return undefined;
  if (algorithm === undefined || signature === undefined)
    throw malformed(kind, 'SigAlg and Signature go together');
  const value = decodeBase64(signature);
  if (value === undefined) throw malformed(kind, 'Signature is not base64');
  const octets = [messageParameter[kind], 'RelayState', 'SigAlg']
    .filter((name) => raw.has(name))
    .map((name) => `${name}=${raw.get(name)}`)
    .join('&');
  return { octets, algorithm, value };
}

function inflate(kind: MessageKind, base64: string): string {
  const deflated = decodeBase64(base64);
  if (deflated === undefined) throw malformed(kind, 'message is not base64');
  return decodeUtf8(kind, inflateBounded(kind, deflated));
}

/** `info` makes zlib tell how much input it used: a stream that ends early has something hidden behind it. */
function inflateBounded(kind: MessageKind, deflated: Buffer): Buffer {
  let result: { buffer: Buffer; engine: { bytesWritten: number } };
  try {
    result = inflateRawSync(deflated, {
      maxOutputLength: limits.message,
      info: true,
    }) as unknown as typeof result;
  } catch (cause) {
    throw malformed(kind, 'message does not inflate within 256 kB', cause);
  }
  if (result.engine.bytesWritten !== deflated.length) throw malformed(kind, 'bytes after the deflate stream');
  return result.buffer;
}
