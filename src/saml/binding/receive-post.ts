import { decodeWrappedBase64 } from './base64.ts';
import { limits } from './limits.ts';
import { checkRelayState } from './relay-state.ts';
import {
  decodeUtf8,
  isLookalike,
  isSamlParameter,
  kindOf,
  malformed,
  messageParameter,
  type Received,
} from './received.ts';

/**
 * Reads a message from the fields of an HTML form (SAML bindings 3.5.4; security.md 2 step 1, A3).
 *
 * @param fields decoded name and value of each field, in the order they came, repetitions included.
 * @throws HubError REQUEST_MALFORMED or RESPONSE_MALFORMED for a field twice or under a disguised name, both messages,
 *   a query signature in a form, base64 that is not strict (line breaks between groups are taken), more than 256 kB,
 *   text that is not UTF-8.
 */
export function receivePost(fields: readonly (readonly [name: string, value: string])[]): Received {
  const suspected = fields.some(([name]) => name === 'SAMLResponse') ? 'response' : 'request';
  const found = new Map<string, string>();
  for (const [name, value] of fields) {
    if (isLookalike(name)) throw malformed(suspected, 'SAML field under a disguised name');
    if (!isSamlParameter(name)) continue;
    if (found.has(name)) throw malformed(suspected, `${name} more than once`);
    found.set(name, value);
  }
  const kind = kindOf(found);
  for (const name of ['SigAlg', 'Signature', 'SAMLEncoding']) {
    if (found.has(name)) throw malformed(kind, `${name} belongs to HTTP-Redirect`);
  }

  const relayState = found.get('RelayState');
  checkRelayState(kind, relayState);
  const text = found.get(messageParameter[kind]) ?? '';
  if (text.length > limits.body) throw malformed(kind, 'message over 512 kB of base64');
  const bytes = decodeWrappedBase64(text);
  if (bytes === undefined) throw malformed(kind, 'message is not base64');
  if (bytes.length > limits.message) throw malformed(kind, 'message over 256 kB');

  return {
    kind,
    binding: 'post',
    xml: decodeUtf8(kind, bytes),
    ...(relayState === undefined ? {} : { relayState }),
  };
}
