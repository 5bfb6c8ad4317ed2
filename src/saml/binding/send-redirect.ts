import { deflateRawSync } from 'node:zlib';
import { HubError } from '../../kernel/errors.ts';
import type { PrivateKeyHandle } from '../../kernel/key-handle.ts';
import { signatureAlgorithmOf, signQuery } from '../xmlsec/index.ts';
import { limits } from './limits.ts';
import { checkLocation } from './location.ts';
import { outgoingRelayState } from './relay-state.ts';
import { messageParameter, type MessageKind } from './received.ts';

export interface RedirectMessage {
  readonly kind: MessageKind;
  /** The partner's endpoint, from its metadata. */
  readonly location: string;
  readonly xml: string;
  /** Absent, empty or over 2 kB = no parameter. */
  readonly relayState?: string;
  readonly key: PrivateKeyHandle;
}

/**
 * The URL of the HTTP-Redirect binding (SAML bindings 3.4.4): deflated, signed over the query as it is written.
 * @throws HubError METADATA_LOCATION for an address no browser may be sent to; INTERNAL for a query over 15 kB.
 */
export async function sendRedirect(message: RedirectMessage): Promise<string> {
  checkLocation(message.location);
  const relayState = outgoingRelayState(message.relayState);

  const deflated = deflateRawSync(Buffer.from(message.xml, 'utf8')).toString('base64');
  const octets = [
    `${messageParameter[message.kind]}=${escape(deflated)}`,
    ...(relayState === undefined ? [] : [`RelayState=${escape(relayState)}`]),
    `SigAlg=${escape(signatureAlgorithmOf(message.key))}`,
  ].join('&');
  const signature = await signQuery(octets, message.key);
  const query = `${octets}&Signature=${escape(signature)}`;
  if (query.length > limits.query) throw new HubError('INTERNAL', 'query over 15 kB');
  return message.location + (message.location.includes('?') ? '&' : '?') + query;
}

/** RFC 3986 percent codes, upper case, for all but unreserved characters: what every receiver writes back alike. */
function escape(value: string): string {
  return encodeURIComponent(value).replace(
    /[!'()*]/g,
    (character) => '%' + character.charCodeAt(0).toString(16).toUpperCase(),
  );
}
