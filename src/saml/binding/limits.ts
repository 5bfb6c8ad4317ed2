/** What one message may weigh (security.md 16). */
export const limits = {
  /** Characters of a raw query string; Node's own header limit is 16 kB. */
  query: 15 * 1024,
  /** Bytes of a form body, for whoever reads it. */
  body: 512 * 1024,
  /** Bytes of XML after base64 and inflation. */
  message: 256 * 1024,
  /** Bytes of RelayState, in and out (SAML bindings says 80; real services send more). */
  relayState: 2 * 1024,
} as const;
