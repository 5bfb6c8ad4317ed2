/**
 * XML Signature and XML Encryption as SAML uses them, on node:crypto with KeyObjects.
 *
 * Algorithms come from allow-lists; whatever is not on them is refused by name before any key is touched. Keys come from
 * the caller, never from the message. After verification only the canonical bytes that were signed can be read.
 * Never: fetches anything, looks at KeyInfo for trust, knows what an assertion says.
 *
 * **For callers.** `decryptElement` throws DecryptionRefused, `verifyEnveloped` and `verifyQuery` SignatureRefused, the
 * reader XmlRefused. On the way of a Response all three must become one answer, HubError RESPONSE_REFUSED (the table's
 * REQUEST_SIGNATURE for requests), with the same steps done before it: CBC is decrypted before anything is verified, so a
 * difference seen from outside is a padding oracle (security.md E2). `isRefusal` tells these three from real faults.
 */
export { DecryptionRefused, SignatureRefused, isRefusal } from './refusals.ts';
export { signEnveloped, signQuery, signatureAlgorithmOf, type SignableParts } from './sign.ts';
export { verifyEnveloped, verifyQuery, type SignedView } from './verify.ts';
export { encryptElement, type EncryptionRecipient } from './encrypt.ts';
export { decryptElement, type DecryptionPolicy } from './decrypt.ts';
export { chooseEncryption, type EncryptionChoice, type ListedMethod } from './choose-encryption.ts';
export { keyHandle } from './key-handle.ts';
export { publicKeyOf } from './certificates.ts';
export {
  SIGNATURE,
  DIGEST,
  BLOCK,
  TRANSPORT,
  MGF,
  signatureAlgorithms,
  digestAlgorithms,
  blockCiphers,
  keyTransports,
  type BlockCipherName,
  type KeyTransportName,
  type OaepDigest,
} from './algorithms.ts';
