/**
 * A message in two canonical halves; the signature goes between them, right after Issuer.
 * What is signed is `head + tail`: the enveloped-signature transform takes the signature out again.
 */
export interface MessageParts {
  readonly id: string;
  readonly head: string;
  readonly tail: string;
  /** Prefixes that only values use, for the PrefixList of the exclusive canonicalisation. */
  readonly inclusivePrefixes?: readonly string[];
}
