import { deflateRawSync } from 'node:zlib';
import { HubError } from '../../kernel/errors.ts';
import type { PrivateKeyHandle } from '../../kernel/key-handle.ts';
import { limits } from './limits.ts';
import { checkLocation } from './location.ts';
import { outgoingRelayState } from './relay-state.ts';
import { messageParameter, type MessageKind } from './received.ts';

const rsaSha256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';

export interface RedirectMessage {
  readonly kind: MessageKind;
  /** The partner's endpoint, from its metadata. */
  readonly location: string;
  readonly xml: string;
  /** Absent, empty or over 2 kB = no parameter. */
  readonly relayState?: string;
  /** An RSA key: what leaves the hub is RSA-SHA256 (design.md 12). */
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
    `SigAlg=${escape(rsaSha256)}`,
  ].join('&');
  const signature = (await message.key.sign(Buffer.from(octets, 'utf8'))).toString('base64');
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
