import type { KeyObject } from 'node:crypto';
import { HubError } from '../../kernel/errors.ts';
import type { QuerySignature } from '../binding/index.ts';
import type { XmlElement } from '../xml/index.ts';
import { isRefusal, verifyEnveloped, verifyQuery } from '../xmlsec/index.ts';
import type { Direction } from './refusal.ts';

const codes = { request: 'REQUEST_SIGNATURE', response: 'RESPONSE_REFUSED' } as const;

/**
 * The query signature is there, of an allowed algorithm, and good under one of the keys (security.md A1, A2, S13, S14).
 * @param keys signing keys of exactly the Issuer, from its metadata
 * @throws HubError REQUEST_SIGNATURE | RESPONSE_REFUSED
 */
export function checkQuerySignature(
  direction: Direction,
  signature: QuerySignature | undefined,
  keys: readonly KeyObject[],
): void {
  if (signature === undefined) throw new HubError(codes[direction], 'redirect message without a signature');
  oneAnswer(direction, () => verifyQuery(signature.octets, signature.algorithm, signature.value, keys));
}

/**
 * The message as its own enveloped signature covers it: from here on nothing else may be read.
 * @param message root of the document that was received
 * @throws HubError REQUEST_SIGNATURE | RESPONSE_REFUSED
 */
export function verifiedMessage(
  direction: Direction,
  message: XmlElement,
  keys: readonly KeyObject[],
): XmlElement {
  return oneAnswer(direction, () => verifyEnveloped(message, message, keys).element);
}

/** Whatever the partner is to blame for is one answer; a fault of ours passes through. */
function oneAnswer<T>(direction: Direction, verify: () => T): T {
  try {
    return verify();
  } catch (failure) {
    if (isRefusal(failure)) throw new HubError(codes[direction], failure.message, {}, failure);
    throw failure;
  }
}
