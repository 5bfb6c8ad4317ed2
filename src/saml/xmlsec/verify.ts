import { constants, hash as digestOf, timingSafeEqual, verify, type KeyObject } from 'node:crypto';
import {
  attribute,
  canonicalize,
  canonicalLimits,
  descendants,
  elementChildren,
  NS,
  parseXml,
  type XmlElement,
} from '../xml/index.ts';
import { signatureAlgorithms, type SignatureAlgorithm } from './algorithms.ts';
import { isRefusal, quoted, SignatureRefused } from './refusals.ts';
import { readSignature } from './signature-shape.ts';

/** What a good signature entitles to read. */
export interface SignedView {
  /** Read again from the canonical bytes that were digested, the Signature left out; it has no parent. */
  readonly element: XmlElement;
  /** URI of the SignatureMethod. */
  readonly algorithm: string;
}

/**
 * Verifies the enveloped signature of exactly this element, in the order of security.md 2 (steps 9 to 11): place, IDs,
 * shape and algorithms first, then the value under each key and the digest, then the signed bytes are read anew.
 * @param element the signed element: an Assertion, Response, request ...
 * @param root root of the document it was read from; an ID may stand only once in all of it.
 * @param keys the signing keys of exactly the Issuer, from its metadata; none means refusal.
 * @throws SignatureRefused, whatever is wrong.
 */
export function verifyEnveloped(
  element: XmlElement,
  root: XmlElement,
  keys: readonly KeyObject[],
): SignedView {
  try {
    return verified(element, root, keys);
  } catch (error) {
    if (isRefusal(error) && error.name !== 'SignatureRefused')
      throw new SignatureRefused(error.message, error);
    throw error;
  }
}

/**
 * Verifies the signature over the octets of a Redirect query as they were received (SAML bindings 3.4.4.1).
 * ECDSA values are taken as r and s side by side (XML Signature) and as DER, since both are sent.
 * @throws SignatureRefused
 */
export function verifyQuery(
  octets: string,
  algorithmUri: string,
  signature: Buffer,
  keys: readonly KeyObject[],
): void {
  const algorithm = signatureAlgorithms.get(algorithmUri);
  if (algorithm === undefined) throw new SignatureRefused(`signature algorithm ${quoted(algorithmUri)}`);
  const bytes = Buffer.from(octets);
  const fitting = keys.filter((key) => fits(key, algorithm));
  const holds = fitting.some(
    (key) =>
      holdsUnder(key, algorithm, bytes, signature) ||
      (algorithm.scheme === 'ecdsa' && holdsUnder(key, algorithm, bytes, signature, 'der')),
  );
  if (!holds)
    throw new SignatureRefused(fitting.length === 0 ? 'no key for this algorithm' : 'query signature');
}

function verified(element: XmlElement, root: XmlElement, keys: readonly KeyObject[]): SignedView {
  const signature = placedSignature(element);
  const id = soleId(element, root);
  const shape = readSignature(signature);
  if (shape.referenceUri !== `#${id}`) throw new SignatureRefused('reference to something else');
  const fitting = keys.filter((key) => fits(key, shape.algorithm));
  if (fitting.length === 0) throw new SignatureRefused('no key for this algorithm');

  const signedInfo = Buffer.from(
    canonicalize(shape.signedInfo, { inclusivePrefixes: shape.signedInfoPrefixes }),
  );
  const content = canonicalize(element, { omit: signature, inclusivePrefixes: shape.referencePrefixes });
  const digest = digestOf(shape.digest, content, 'buffer');
  const signatureHolds = fitting.some((key) =>
    holdsUnder(key, shape.algorithm, signedInfo, shape.signatureValue),
  );
  const digestHolds =
    digest.length === shape.digestValue.length && timingSafeEqual(digest, shape.digestValue);
  if (!signatureHolds || !digestHolds)
    throw new SignatureRefused(signatureHolds ? 'digest' : 'signature value');
  return { element: parseXml(content, canonicalLimits), algorithm: shape.algorithmUri };
}

/** The one Signature, right after Issuer (SAML core, schema order); an Assertion holds no other one at any depth. */
function placedSignature(element: XmlElement): XmlElement {
  const [issuer, signature, ...others] = elementChildren(element);
  if (issuer?.ns !== NS.saml || issuer.local !== 'Issuer') throw new SignatureRefused('Issuer is not first');
  if (signature === undefined || !isSignature(signature))
    throw new SignatureRefused('no Signature after Issuer');
  if (others.some(isSignature)) throw new SignatureRefused('second Signature');
  if (element.ns === NS.saml && element.local === 'Assertion') {
    for (const inner of descendants(element))
      if (inner !== signature && isSignature(inner)) throw new SignatureRefused('Signature further inside');
  }
  return signature;
}

function isSignature(element: XmlElement): boolean {
  return element.ns === NS.ds && element.local === 'Signature';
}

/**
 * The element's ID, after every attribute of the document that some verifier takes for an ID (ID, Id, id, with or without
 * prefix) was seen to be unique, one an element (security.md W3, W12).
 */
function soleId(element: XmlElement, root: XmlElement): string {
  const seen = new Set<string>();
  let within = false;
  for (const each of descendants(root)) {
    within ||= each === element;
    const ids = each.attributes.filter((a) => a.local.toLowerCase() === 'id');
    if (ids.length > 1) throw new SignatureRefused('element with two IDs');
    const value = ids[0]?.value;
    if (value === undefined) continue;
    if (seen.has(value)) throw new SignatureRefused('ID given twice');
    seen.add(value);
  }
  const id = attribute(element, 'ID');
  if (!within || id === undefined || !/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(id))
    throw new SignatureRefused('signed element has no ID');
  return id;
}

const curves: ReadonlySet<string | undefined> = new Set(['prime256v1', 'secp384r1', 'secp521r1']);

/** Is the key of the algorithm's kind, and strong enough: RSA of 2048 bits, a NIST curve of 256? */
function fits(key: KeyObject, algorithm: SignatureAlgorithm): boolean {
  const { modulusLength = 0, namedCurve } = key.asymmetricKeyDetails ?? {};
  switch (algorithm.scheme) {
    case 'rsa-pkcs1':
      return key.type === 'public' && key.asymmetricKeyType === 'rsa' && modulusLength >= 2048;
    case 'rsa-pss':
      return (
        key.type === 'public' &&
        (key.asymmetricKeyType === 'rsa' || key.asymmetricKeyType === 'rsa-pss') &&
        modulusLength >= 2048
      );
    case 'ecdsa':
      return key.type === 'public' && key.asymmetricKeyType === 'ec' && curves.has(namedCurve);
  }
}

function holdsUnder(
  key: KeyObject,
  { scheme, hash }: SignatureAlgorithm,
  bytes: Buffer,
  signature: Buffer,
  dsaEncoding: 'ieee-p1363' | 'der' = 'ieee-p1363',
): boolean {
  try {
    switch (scheme) {
      case 'rsa-pkcs1':
        return verify(hash, bytes, { key, padding: constants.RSA_PKCS1_PADDING }, signature);
      case 'rsa-pss':
        return verify(
          hash,
          bytes,
          { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST },
          signature,
        );
      case 'ecdsa':
        return verify(hash, bytes, { key, dsaEncoding }, signature);
    }
  } catch {
    // An RSASSA-PSS key may forbid this digest; OpenSSL then throws instead of answering false.
    return false;
  }
}
