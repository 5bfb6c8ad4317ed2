import { hash } from 'node:crypto';
import { HubError } from '../../kernel/errors.ts';
import { type PrivateKeyHandle } from '../../kernel/key-handle.ts';
import { el, write, type XmlNode } from '../xml/index.ts';
import { DIGEST, ENVELOPED, EXCLUSIVE_C14N, SIGNATURE } from './algorithms.ts';
import { publicKeyOf } from './certificates.ts';

/** A canonical document cut where its signature belongs (`writeParts`). */
export interface SignableParts {
  /** Value of the root's ID attribute. */
  readonly id: string;
  readonly head: string;
  readonly tail: string;
  /** Prefixes declared on the root although only values use them. */
  readonly inclusivePrefixes?: readonly string[];
}

/** The URI of what the key makes: RSA-SHA256, or ECDSA-SHA256 for a key on a curve. Goes into SigAlg. */
export function signatureAlgorithmOf(key: PrivateKeyHandle): string {
  return publicKeyOf(key.certificate).asymmetricKeyType === 'ec'
    ? SIGNATURE.ecdsaSha256
    : SIGNATURE.rsaSha256;
}

/**
 * Signs as SAML core 5.4 says: enveloped, one reference to the root by ID, exclusive C14N, SHA-256, certificate in KeyInfo.
 * The enveloped-signature transform takes exactly the Signature out, so what is digested is head + tail.
 * @returns head + Signature + tail, itself canonical.
 * @throws HubError INTERNAL if the id is no xs:ID; whatever the key's adapter throws.
 */
export async function signEnveloped(parts: SignableParts, key: PrivateKeyHandle): Promise<string> {
  if (!/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(parts.id)) throw new HubError('INTERNAL', 'not an XML ID');
  const digest = hash('sha256', parts.head + parts.tail, 'base64');
  const signedInfo = signedInfoNode(parts, digest, signatureAlgorithmOf(key));
  const value = await key.sign(Buffer.from(write(signedInfo)));
  const signature = el('ds:Signature', {}, [
    signedInfo,
    el('ds:SignatureValue', {}, [value.toString('base64')]),
    el('ds:KeyInfo', {}, [el('ds:X509Data', {}, [el('ds:X509Certificate', {}, [key.certificate])])]),
  ]);
  return parts.head + write(signature) + parts.tail;
}

/** Signs the octets of a Redirect query (SAML bindings 3.4.4.1). @returns base64, not yet URL-encoded. */
export async function signQuery(octets: string, key: PrivateKeyHandle): Promise<string> {
  return (await key.sign(Buffer.from(octets))).toString('base64');
}

function signedInfoNode(parts: SignableParts, digest: string, algorithm: string): XmlNode {
  const prefixes = parts.inclusivePrefixes ?? [];
  const inclusive =
    prefixes.length === 0 ? [] : [el('ec:InclusiveNamespaces', { PrefixList: prefixes.join(' ') })];
  return el('ds:SignedInfo', {}, [
    el('ds:CanonicalizationMethod', { Algorithm: EXCLUSIVE_C14N }),
    el('ds:SignatureMethod', { Algorithm: algorithm }),
    el('ds:Reference', { URI: `#${parts.id}` }, [
      el('ds:Transforms', {}, [
        el('ds:Transform', { Algorithm: ENVELOPED }),
        el('ds:Transform', { Algorithm: EXCLUSIVE_C14N }, inclusive),
      ]),
      el('ds:DigestMethod', { Algorithm: DIGEST.sha256 }),
      el('ds:DigestValue', {}, [digest]),
    ]),
  ]);
}
