import { HubError } from '../../kernel/errors.ts';

export type MessageKind = 'request' | 'response';

/** A signature over query parameters (SAML bindings 3.4.4.1), not yet verified. */
export interface QuerySignature {
  /** `SAMLRequest=…[&RelayState=…]&SigAlg=…`, each value with the percent codes that arrived. */
  readonly octets: string;
  /** Algorithm URI, decoded. */
  readonly algorithm: string;
  readonly value: Buffer;
}

/** A message as a binding delivered it: text, nothing parsed, nothing verified. */
export interface Received {
  readonly kind: MessageKind;
  readonly binding: 'redirect' | 'post';
  readonly xml: string;
  /** Exactly what the sender gave, to be echoed unchanged. */
  readonly relayState?: string;
  /** HTTP-Redirect only; absent = the message came unsigned. */
  readonly signature?: QuerySignature;
}

export const messageParameter = { request: 'SAMLRequest', response: 'SAMLResponse' } as const;

const parameterNames = new Set([
  'SAMLRequest',
  'SAMLResponse',
  'RelayState',
  'SigAlg',
  'Signature',
  'SAMLEncoding',
]);
const lowerCaseNames = new Set([...parameterNames].map((name) => name.toLowerCase()));

/** True for the exact names of the SAML bindings. */
export function isSamlParameter(name: string): boolean {
  return parameterNames.has(name);
}

/**
 * A name that some other reader would take for a SAML parameter: other case, blanks, array brackets, percent codes
 * (security.md A3). `name` is the decoded form.
 */
export function isLookalike(name: string): boolean {
  if (parameterNames.has(name)) return false;
  return lowerCaseNames.has(
    name
      .trim()
      .replace(/[[.].*$/s, '')
      .toLowerCase(),
  );
}

/** The refusal of a message that cannot be read: the sender's fault, answered with a page. */
export function malformed(kind: MessageKind, detail: string, cause?: unknown): HubError {
  return new HubError(kind === 'request' ? 'REQUEST_MALFORMED' : 'RESPONSE_MALFORMED', detail, {}, cause);
}

/**
 * Which message the parameters carry: exactly one of SAMLRequest and SAMLResponse.
 * @throws HubError REQUEST_MALFORMED for both or none.
 */
export function kindOf(parameters: ReadonlyMap<string, string>): MessageKind {
  const request = parameters.has('SAMLRequest');
  const response = parameters.has('SAMLResponse');
  if (request === response) {
    throw malformed('request', request ? 'SAMLRequest and SAMLResponse together' : 'no SAML message');
  }
  return request ? 'request' : 'response';
}

/** UTF-8 or nothing; a byte order mark is taken off. @throws HubError …_MALFORMED */
export function decodeUtf8(kind: MessageKind, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw malformed(kind, 'message is not UTF-8', cause);
  }
}
