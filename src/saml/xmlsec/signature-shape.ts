import {
  attribute,
  childrenOf,
  elementChildren,
  NS,
  onlyChild,
  textOf,
  type XmlElement,
} from '../xml/index.ts';
import {
  digestAlgorithms,
  ENVELOPED,
  EXCLUSIVE_C14N,
  MGF1,
  SIGNATURE,
  signatureAlgorithms,
  type HashName,
  type SignatureAlgorithm,
} from './algorithms.ts';
import { decodeBase64 } from './base64.ts';
import { quoted, SignatureRefused } from './refusals.ts';

/** All that a ds:Signature of the one allowed shape says, KeyInfo apart, which nobody reads. */
export interface SignatureShape {
  readonly signedInfo: XmlElement;
  readonly signedInfoPrefixes: readonly string[];
  readonly algorithmUri: string;
  readonly algorithm: SignatureAlgorithm;
  readonly referenceUri: string;
  readonly referencePrefixes: readonly string[];
  readonly digest: HashName;
  readonly digestValue: Buffer;
  readonly signatureValue: Buffer;
}

/**
 * Reads a signature of exactly the shape SAML core 5.4 allows (security.md S4, S8 to S15).
 * @throws SignatureRefused on any other child, transform or algorithm; XmlRefused on a wrong count.
 */
export function readSignature(signature: XmlElement): SignatureShape {
  const [signedInfo, value] = sequence(signature, ['SignedInfo', 'SignatureValue'], ['KeyInfo']);
  const [c14n, method, reference] = sequence(signedInfo, [
    'CanonicalizationMethod',
    'SignatureMethod',
    'Reference',
  ]);
  const [transforms, digestMethod, digestValue] = sequence(reference, [
    'Transforms',
    'DigestMethod',
    'DigestValue',
  ]);
  const algorithmUri = attribute(method, 'Algorithm');
  const digestUri = attribute(digestMethod, 'Algorithm');
  const digest = digestAlgorithms.get(digestUri ?? '');
  if (digest === undefined) throw new SignatureRefused(`digest ${quoted(digestUri)}`);
  sequence(digestMethod, []);
  return {
    signedInfo,
    signedInfoPrefixes: exclusiveC14n(c14n),
    algorithmUri: algorithmUri ?? '',
    algorithm: signatureMethod(method, algorithmUri),
    referenceUri: attribute(reference, 'URI') ?? '',
    referencePrefixes: enveloped(transforms),
    digest,
    digestValue: binary(digestValue),
    signatureValue: binary(value),
  };
}

/** The children of the ds namespace in exactly this order, with white space between them and nothing else. */
function sequence<const Names extends readonly string[]>(
  element: XmlElement,
  required: Names,
  optional: readonly string[] = [],
): { [I in keyof Names]: XmlElement } {
  const children = elementChildren(element);
  const allowed = [...required, ...optional];
  const asNamed = children.every((child, i) => child.ns === NS.ds && child.local === allowed[i]);
  if (!asNamed || children.length < required.length || hasText(element))
    throw new SignatureRefused(`shape of ${element.local}`);
  return children.slice(0, required.length) as { [I in keyof Names]: XmlElement };
}

function hasText(element: XmlElement): boolean {
  return element.children.some((child) => typeof child === 'string' && /[^ \t\r\n]/.test(child));
}

function signatureMethod(method: XmlElement, uri: string | undefined): SignatureAlgorithm {
  const known = signatureAlgorithms.get(uri ?? '');
  if (known === undefined) throw new SignatureRefused(`signature algorithm ${quoted(uri)}`);
  if (uri === SIGNATURE.rsaPss && elementChildren(method).length > 0) return pssParameters(method);
  // HMACOutputLength and whatever else would change the algorithm (security.md S12)
  sequence(method, []);
  return known;
}

/**
 * RSAPSSParams (RFC 9231, 2.3.9), as far as it says what node:crypto does: MGF1 with the same digest, a salt as long as the
 * digest, trailer 1. All but the trailer must be said, since what is left out has defaults that implementations differ on.
 */
function pssParameters(method: XmlElement): SignatureAlgorithm {
  const params = onlyChild(method, NS.dsm, 'RSAPSSParams');
  const generator = onlyChild(params, NS.dsm, 'MaskGenerationFunction');
  const digestOf = (parent: XmlElement) =>
    digestAlgorithms.get(attribute(onlyChild(parent, NS.ds, 'DigestMethod'), 'Algorithm') ?? '');
  const hash = digestOf(params);
  const trailer = childrenOf(params, NS.dsm, 'TrailerField').map(textOf);
  const expected = 3 + trailer.length;
  if (
    hash === undefined ||
    digestOf(generator) !== hash ||
    attribute(generator, 'Algorithm') !== MGF1 ||
    textOf(onlyChild(params, NS.dsm, 'SaltLength')).trim() !== String(Number(hash.slice(3)) / 8) ||
    trailer.length > 1 ||
    trailer.some((field) => field.trim() !== '1') ||
    elementChildren(params).length !== expected ||
    elementChildren(generator).length !== 1 ||
    elementChildren(method).length !== 1 ||
    [method, params, generator].some(hasText)
  )
    throw new SignatureRefused('RSASSA-PSS parameters');
  return { scheme: 'rsa-pss', hash };
}

/** Exactly enveloped-signature, then exclusive C14N. @returns its prefix list. */
function enveloped(transforms: XmlElement): readonly string[] {
  const [first, second] = sequence(transforms, ['Transform', 'Transform']);
  if (attribute(first, 'Algorithm') !== ENVELOPED) throw new SignatureRefused('first transform');
  sequence(first, []);
  return exclusiveC14n(second);
}

/** The InclusiveNamespaces PrefixList of an exclusive C14N method or transform, empty if there is none. */
function exclusiveC14n(method: XmlElement): readonly string[] {
  const uri = attribute(method, 'Algorithm');
  if (uri !== EXCLUSIVE_C14N) throw new SignatureRefused(`canonicalization ${quoted(uri)}`);
  const children = elementChildren(method);
  if (children.length === 0 && !hasText(method)) return [];
  const inclusive = onlyChild(method, NS.ec, 'InclusiveNamespaces');
  if (children.length > 1 || hasText(method) || inclusive.children.length > 0)
    throw new SignatureRefused('canonicalization parameters');
  return (attribute(inclusive, 'PrefixList') ?? '').split(/[ \t\r\n]+/).filter((prefix) => prefix !== '');
}

function binary(element: XmlElement): Buffer {
  const bytes = decodeBase64(textOf(element));
  if (bytes === undefined) throw new SignatureRefused(`${element.local} is not base64`);
  return bytes;
}
