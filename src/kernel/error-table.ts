/**
 * The one error table: code -> SAML status, HTTP status, whose turn it is, log level (design.md 4.6).
 * Texts for people stand in web/text/{da,en}.ts under the same codes; docs/errors.md is generated from both.
 * `saml` is null where the service may not be answered: then the browser gets a page.
 */
export type Turn = 'user' | 'service' | 'identity-provider' | 'operator';
export type LogLevel = 'info' | 'warn' | 'error' | 'alarm';
export interface ErrorRow {
  readonly saml: { readonly top: 'Requester' | 'Responder'; readonly second?: string } | null;
  readonly http: number;
  readonly turn: Turn;
  readonly log: LogLevel;
}

const page = (http: number, turn: Turn, log: LogLevel): ErrorRow => ({ saml: null, http, turn, log });
const answer = (
  top: 'Requester' | 'Responder',
  second: string | undefined,
  turn: Turn,
  log: LogLevel = 'info',
): ErrorRow => ({ saml: second === undefined ? { top } : { top, second }, http: 400, turn, log });

export const errorTable = {
  // The service's request, before the service may be answered
  REQUEST_MALFORMED: page(400, 'service', 'warn'),
  REQUEST_SIGNATURE: page(400, 'service', 'warn'),
  REQUEST_DESTINATION: page(400, 'service', 'warn'),
  REQUEST_EXPIRED: page(400, 'service', 'warn'),
  REQUEST_REPLAYED: page(400, 'user', 'warn'),
  SP_UNKNOWN: page(400, 'service', 'warn'),
  SP_DISABLED: page(403, 'service', 'warn'),
  ACS_MISMATCH: page(400, 'service', 'warn'),
  PARTNER_CERTIFICATE_EXPIRED: page(400, 'service', 'error'),

  // The service's request, answered with a SAML status (oiosaml.md 1.5)
  REQUEST_CONTRADICTION: answer('Requester', undefined, 'service'),
  REQUEST_UNSUPPORTED: answer('Requester', 'RequestUnsupported', 'service'),
  NAMEID_POLICY: answer('Requester', 'InvalidNameIDPolicy', 'service'),
  NO_PASSIVE: answer('Responder', 'NoPassive', 'user'),
  NO_AUTHN_CONTEXT: answer('Responder', 'NoAuthnContext', 'user'),
  AUTHN_FAILED: answer('Responder', 'AuthnFailed', 'user'),
  REQUEST_DENIED: answer('Responder', 'RequestDenied', 'user'),
  NO_AVAILABLE_IDP: answer('Responder', 'NoAvailableIDP', 'operator', 'warn'),
  STEP_UP_OTHER_PERSON: answer('Responder', 'RequestDenied', 'user', 'warn'),
  LEGACY_ID_MISSING: answer('Responder', 'RequestDenied', 'operator', 'warn'),
  IDENTITY_CONFLICT: answer('Responder', 'RequestDenied', 'operator', 'alarm'),
  IDENTITY_ENDED: answer('Responder', 'RequestDenied', 'operator', 'warn'),
  IDP_OUT_OF_CONTRACT: answer('Responder', 'AuthnFailed', 'identity-provider', 'error'),

  // The identity provider's answer. From decryption to signature one code, one text (security.md 2, 6)
  RESPONSE_MALFORMED: page(400, 'identity-provider', 'warn'),
  RESPONSE_REFUSED: page(400, 'identity-provider', 'warn'),
  RESPONSE_MISDIRECTED: page(400, 'identity-provider', 'warn'),
  RESPONSE_EXPIRED: page(400, 'identity-provider', 'warn'),
  RESPONSE_REPLAYED: page(400, 'user', 'warn'),
  RESPONSE_CONTENT: page(400, 'identity-provider', 'warn'),
  BINDING_BROKEN: page(400, 'user', 'alarm'),
  IDP_UNKNOWN: page(400, 'identity-provider', 'warn'),
  IDP_DISABLED: page(403, 'operator', 'warn'),

  // The journey through the browser
  FLOW_COOKIE_LOST: page(400, 'user', 'info'),
  FLOW_EXPIRED: page(400, 'user', 'info'),
  FLOW_ENDED: page(400, 'user', 'info'),
  FLOW_OTHER_BROWSER: page(400, 'user', 'warn'),
  FLOW_REFUSALS: page(400, 'user', 'warn'),
  LOGIN_LOOP: page(400, 'service', 'warn'),
  TOO_MANY_FAILURES: page(429, 'user', 'warn'),
  FORM_TOKEN: page(400, 'user', 'warn'),
  FORM_INPUT: page(400, 'user', 'info'),

  // The web layer
  NOT_FOUND: page(404, 'user', 'info'),
  METHOD_NOT_ALLOWED: page(405, 'user', 'info'),
  BODY_TOO_LARGE: page(413, 'service', 'warn'),
  QUERY_TOO_LONG: page(414, 'service', 'warn'),
  MEDIA_TYPE: page(415, 'service', 'info'),

  // The hub itself
  STORE_UNAVAILABLE: page(503, 'operator', 'error'),
  STORE_DUPLICATE: page(500, 'operator', 'error'),
  STORE_CONFLICT: page(500, 'operator', 'error'),
  STORE_REFUSED: page(500, 'operator', 'error'),
  STORE_SCHEMA: page(500, 'operator', 'error'),
  KEY_UNAVAILABLE: page(503, 'operator', 'alarm'),
  KEY_FILE: page(500, 'operator', 'error'),
  CONFIG_INVALID: page(500, 'operator', 'error'),
  USAGE: page(400, 'operator', 'info'),
  INTERNAL: page(500, 'operator', 'error'),

  // Partners' metadata, said to the operator who imports it
  METADATA_MALFORMED: page(400, 'service', 'warn'),
  METADATA_ENTITY_ID: page(400, 'service', 'warn'),
  METADATA_ROLE: page(400, 'service', 'warn'),
  METADATA_EXPIRED: page(400, 'service', 'warn'),
  METADATA_SIGNATURE: page(400, 'service', 'warn'),
  METADATA_NO_SIGNING_KEY: page(400, 'service', 'warn'),
  METADATA_WEAK_KEY: page(400, 'service', 'warn'),
  METADATA_CERTIFICATE_EXPIRED: page(400, 'service', 'warn'),
  METADATA_LOCATION: page(400, 'service', 'warn'),
  METADATA_ENDPOINT: page(400, 'service', 'warn'),
  METADATA_ENCRYPTION: page(400, 'service', 'warn'),
  METADATA_PRIVATE_KEY: page(400, 'service', 'error'),
} as const satisfies Record<string, ErrorRow>;

export type ErrorCode = keyof typeof errorTable;
export const errorCodes = Object.keys(errorTable) as ErrorCode[];
