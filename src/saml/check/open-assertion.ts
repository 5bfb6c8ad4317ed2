import type { KeyObject } from 'node:crypto';
import { HubError } from '../../kernel/errors.ts';
import type { PrivateKeyHandle } from '../../kernel/key-handle.ts';
import type { ResponseEnvelope } from '../message/index.ts';
import { NS, parseXml, type XmlElement } from '../xml/index.ts';
import { decryptElement, isRefusal, SignatureRefused, verifyEnveloped } from '../xmlsec/index.ts';

export interface AssertionKeys {
  /** Signing keys of exactly the identity provider that was asked, from its metadata. */
  readonly signing: readonly KeyObject[];
  /** Our decryption keys, active and retiring. */
  readonly decryption: readonly PrivateKeyHandle[];
  /** By agreement with this identity provider, CBC is refused. */
  readonly gcmOnly: boolean;
}

/**
 * From a Response whose envelope was checked to the signed bytes of its one assertion (security.md 2 steps 7 to 11):
 * decrypt, read strictly, verify. A signature of the Response itself, if there is one, must be good too, but never
 * stands in for that of the assertion (security.md S2).
 *
 * @param response root of the document that was received
 * @returns the signed view, for `readAssertion`
 * @throws HubError RESPONSE_REFUSED, one and the same for whatever is wrong (security.md E2)
 */
export async function openAssertion(
  response: XmlElement,
  envelope: Pick<ResponseEnvelope, 'encryptedAssertions' | 'assertions' | 'hasSignature'>,
  keys: AssertionKeys,
): Promise<XmlElement> {
  try {
    if (envelope.hasSignature) verifyEnveloped(response, response, keys.signing);
    const [encrypted] = envelope.encryptedAssertions;
    const [plain] = envelope.assertions;
    if (encrypted === undefined) return signedAssertion(plain, response, keys.signing);
    const text = await decryptElement(encrypted, keys.decryption, { gcmOnly: keys.gcmOnly });
    const opened = parseXml(text, {}, encrypted);
    return signedAssertion(opened, opened, keys.signing);
  } catch (failure) {
    if (isRefusal(failure)) throw new HubError('RESPONSE_REFUSED', failure.message, {}, failure);
    throw failure;
  }
}

function signedAssertion(
  assertion: XmlElement | undefined,
  root: XmlElement,
  signing: readonly KeyObject[],
): XmlElement {
  if (assertion?.ns !== NS.saml || assertion.local !== 'Assertion')
    throw new SignatureRefused('no assertion');
  return verifyEnveloped(assertion, root, signing).element;
}
