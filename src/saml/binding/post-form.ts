import { checkLocation } from './location.ts';
import { outgoingRelayState } from './relay-state.ts';
import { messageParameter, type MessageKind } from './received.ts';

export interface PostMessage {
  readonly kind: MessageKind;
  /** The partner's endpoint, from its metadata. */
  readonly location: string;
  readonly xml: string;
  /** Echoed unchanged; absent, empty or over 2 kB = no field. */
  readonly relayState?: string;
}

/** A form for the browser to submit; names and values are plain text, for the page to escape. */
export interface PostForm {
  readonly action: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
}

/**
 * The HTML form of the HTTP-POST binding (SAML bindings 3.5.4), base64 in one line.
 * @throws HubError METADATA_LOCATION for an address no browser may be sent to.
 */
export function postForm(message: PostMessage): PostForm {
  checkLocation(message.location);
  const relayState = outgoingRelayState(message.relayState);
  const fields: [string, string][] = [
    [messageParameter[message.kind], Buffer.from(message.xml, 'utf8').toString('base64')],
  ];
  if (relayState !== undefined) fields.push(['RelayState', relayState]);
  return { action: message.location, fields };
}
