import { createHash, verify, X509Certificate, type KeyObject } from 'node:crypto';
import type { Element } from '@xmldom/xmldom';
import { SignedXml } from 'xml-crypto';
import {
  attributeOf,
  elementsNamed,
  parseDocument,
  parseDom,
  rootOf,
  type DocumentElement,
} from './document.ts';

/** The document's signature cannot be trusted; the message says why, for the log and the operator. */
export class SignatureUntrusted extends Error {
  override readonly name = 'SignatureUntrusted';
}

const ds = 'http://www.w3.org/2000/09/xmldsig#';
const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const enveloped = `${ds}enveloped-signature`;

/** SHA-256 and up only: SHA-1, MD5 and HMAC have no row (design.md 12). */
const digests = new Map([
  ['http://www.w3.org/2001/04/xmlenc#sha256', 'sha256'],
  ['http://www.w3.org/2001/04/xmldsig-more#sha384', 'sha384'],
  ['http://www.w3.org/2001/04/xmlenc#sha512', 'sha512'],
]);
const signatures = new Map([
  ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', { hash: 'sha256', type: 'rsa' }],
  ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha384', { hash: 'sha384', type: 'rsa' }],
  ['http://www.w3.org/2001/04/xmldsig-more#rsa-sha512', { hash: 'sha512', type: 'rsa' }],
  ['http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256', { hash: 'sha256', type: 'ec' }],
  ['http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384', { hash: 'sha384', type: 'ec' }],
  ['http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512', { hash: 'sha512', type: 'ec' }],
]);

/** Whether the root element carries a signature of its own. */
export function hasDocumentSignature(root: DocumentElement): boolean {
  return elementsNamed(root, ds, 'Signature').length > 0;
}

/**
 * Verifies the enveloped signature over the document's root with any of the given certificates (base64 DER).
 * KeyInfo is never used: whoever calls decides which certificates count.
 * @returns what was signed, in canonical form and without the signature: the only text to read from here on.
 * @throws SignatureUntrusted on anything but one good signature over the whole root (SAML metadata 3.1, xmldsig 4.4).
 * @throws DocumentRefused as parseDocument does.
 */
export function verifyDocumentSignature(text: string, certificates: readonly string[]): string {
  const root = parseDocument(text);
  demandPlainShape(root);
  const signatureNode = childNamed(rootOf(parseDom(text)), 'Signature');
  for (const certificate of certificates) {
    const signed = signedText(text, signatureNode, keyOf(certificate));
    if (signed !== undefined) return signed;
  }
  throw new SignatureUntrusted('no given certificate verifies the signature');
}

/** One reference, to the root, with enveloped-signature and exclusive C14N only (security.md S8, section 5). */
function demandPlainShape(root: DocumentElement): void {
  const signature = only(root, 'Signature');
  const signedInfo = only(signature, 'SignedInfo');
  only(signature, 'SignatureValue');
  if (attributeOf(only(signedInfo, 'CanonicalizationMethod'), 'Algorithm') !== exclusive)
    throw new SignatureUntrusted('SignedInfo is not in exclusive canonical form');
  const method = attributeOf(only(signedInfo, 'SignatureMethod'), 'Algorithm') ?? '';
  if (!signatures.has(method)) throw new SignatureUntrusted(`signature algorithm ${method} is not allowed`);
  const reference = only(signedInfo, 'Reference');
  const id = attributeOf(root, 'ID');
  if (id === undefined || attributeOf(reference, 'URI') !== `#${id}`)
    throw new SignatureUntrusted('the signature does not cover the root element');
  const digest = attributeOf(only(reference, 'DigestMethod'), 'Algorithm') ?? '';
  if (!digests.has(digest)) throw new SignatureUntrusted(`digest algorithm ${digest} is not allowed`);
  const transforms = elementsNamed(only(reference, 'Transforms'), ds, 'Transform');
  const names = transforms.map((transform) => attributeOf(transform, 'Algorithm'));
  if (names.length !== 2 || names[0] !== enveloped || names[1] !== exclusive)
    throw new SignatureUntrusted('transforms other than enveloped-signature and exclusive C14N');
}

function only(parent: DocumentElement, local: string): DocumentElement {
  const [first, ...more] = elementsNamed(parent, ds, local);
  if (first === undefined || more.length > 0)
    throw new SignatureUntrusted(`${first === undefined ? 'no' : 'more than one'} ${local}`);
  return first;
}

function childNamed(parent: Element, local: string): Element {
  for (let child = parent.firstChild; child !== null; child = child.nextSibling)
    if (child.namespaceURI === ds && child.localName === local) return child as Element;
  throw new SignatureUntrusted(`no ${local}`);
}

function keyOf(certificate: string): KeyObject {
  try {
    return new X509Certificate(Buffer.from(certificate, 'base64')).publicKey;
  } catch {
    throw new SignatureUntrusted('the certificate to verify with cannot be read');
  }
}

/** What xml-crypto says was signed; undefined if the signature does not verify with this key. */
function signedText(text: string, signatureNode: Element, key: KeyObject): string | undefined {
  const check = new SignedXml({ publicCert: key, idAttribute: 'ID' });
  check.idAttributes = ['ID'];
  check.HashAlgorithms = Object.fromEntries([...digests].map(([uri, hash]) => [uri, hashWith(uri, hash)]));
  check.SignatureAlgorithms = Object.fromEntries(
    [...signatures].map(([uri, { hash, type }]) => [uri, signatureWith(uri, hash, type)]),
  );
  try {
    // xml-crypto is typed against the browser's DOM; it takes xmldom's at run time.
    check.loadSignature(signatureNode as unknown as Parameters<typeof check.loadSignature>[0]);
    if (!check.checkSignature(text)) return undefined;
  } catch {
    return undefined;
  }
  const [signed, ...more] = check.getSignedReferences();
  return more.length === 0 ? signed : undefined;
}

const hashWith = (uri: string, hash: string) =>
  class {
    getAlgorithmName = () => uri;
    getHash = (xml: string) => createHash(hash).update(xml, 'utf8').digest('base64');
  };

const signatureWith = (uri: string, hash: string, type: string) =>
  class {
    getAlgorithmName = () => uri;
    getSignature = (): never => {
      throw new Error('this folder signs nothing');
    };
    verifySignature = (signedInfo: unknown, key: unknown, value: unknown): boolean => {
      const publicKey = key as KeyObject;
      if (publicKey.asymmetricKeyType !== type) return false;
      const octets = Buffer.from(String(signedInfo), 'utf8');
      const options = type === 'ec' ? { key: publicKey, dsaEncoding: 'ieee-p1363' as const } : publicKey;
      return verify(hash, octets, options, Buffer.from(String(value), 'base64'));
    };
  };
