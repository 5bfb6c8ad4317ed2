import { X509Certificate, type KeyObject } from 'node:crypto';
import { HubError } from '../../kernel/errors.ts';
import { attributeOf, elementsNamed, everyElement, textContent, type DocumentElement } from '../dom/index.ts';
import {
  metadataNames as names,
  type MetadataEncryptionMethod,
  type MetadataKey,
} from './entity-metadata.ts';

/**
 * The keys of a role descriptor in document order.
 * A KeyInfo may hold a chain: a certificate that issued another one of the same KeyInfo is not the partner's key.
 * Keys without a certificate (KeyName, KeyValue) are passed over: trust here is in certificates (oiosaml.md 3.5).
 * @throws HubError METADATA_MALFORMED for an unknown use or a certificate that cannot be read.
 */
export function readKeys(role: DocumentElement): MetadataKey[] {
  return elementsNamed(role, names.md, 'KeyDescriptor').flatMap((descriptor) => {
    const use = readUse(descriptor);
    return elementsNamed(descriptor, names.ds, 'KeyInfo')
      .flatMap((keyInfo) => ownCertificates(readCertificates(keyInfo)))
      .map((certificate) => describeKey(certificate, use));
  });
}

/**
 * The encryption methods of every KeyDescriptor whose key may encrypt. They belong after KeyInfo (metadata 2.4.1.1);
 * inside KeyInfo is invalid and met in real files (oiosaml.md 3.5), so both are read.
 */
export function readEncryptionMethods(role: DocumentElement): MetadataEncryptionMethod[] {
  const methods = elementsNamed(role, names.md, 'KeyDescriptor')
    .filter((descriptor) => readUse(descriptor) !== 'signing')
    .flatMap((descriptor) => [...everyElement(descriptor)])
    .filter(({ ns, local }) => ns === names.md && local === 'EncryptionMethod')
    .map(readEncryptionMethod);
  const byContent = new Map(methods.map((method) => [JSON.stringify(method), method]));
  return [...byContent.values()];
}

/** Every certificate below an element, as base64 DER on one line. */
export function certificatesBelow(element: DocumentElement): string[] {
  return readCertificates(element).map((certificate) => certificate.raw.toString('base64'));
}

function readUse(descriptor: DocumentElement): MetadataKey['use'] {
  const use = attributeOf(descriptor, 'use');
  if (use === undefined) return 'both';
  if (use === 'signing' || use === 'encryption') return use;
  throw new HubError('METADATA_MALFORMED', 'KeyDescriptor with an unknown use', { element: 'KeyDescriptor' });
}

function readCertificates(element: DocumentElement): X509Certificate[] {
  return [...everyElement(element)]
    .filter(({ ns, local }) => ns === names.ds && local === 'X509Certificate')
    .map((node) => readCertificate(textContent(node)));
}

function readCertificate(text: string): X509Certificate {
  const base64 = text.replace(/\s+/g, '');
  if (base64 !== '' && /^[A-Za-z0-9+/]+={0,2}$/.test(base64)) {
    const der = Buffer.from(base64, 'base64');
    try {
      const certificate = new X509Certificate(der);
      // Reading the key here finds an unsupported one now and not in a login.
      if (certificate.raw.equals(der) && certificate.publicKey.type === 'public') return certificate;
    } catch {
      // Falls through to the one refusal below.
    }
  }
  throw new HubError('METADATA_MALFORMED', 'X509Certificate that cannot be read', {
    element: 'X509Certificate',
  });
}

function ownCertificates(certificates: readonly X509Certificate[]): X509Certificate[] {
  return certificates.filter(
    (candidate) => !certificates.some((other) => other !== candidate && issued(candidate, other)),
  );
}

function issued(issuer: X509Certificate, subject: X509Certificate): boolean {
  if (issuer.raw.equals(subject.raw) || !subject.checkIssued(issuer)) return false;
  try {
    return subject.verify(issuer.publicKey);
  } catch {
    return false;
  }
}

function describeKey(certificate: X509Certificate, use: MetadataKey['use']): MetadataKey {
  return {
    use,
    certificate: certificate.raw.toString('base64'),
    notBefore: Date.parse(certificate.validFrom),
    notAfter: Date.parse(certificate.validTo),
    keyType: certificate.publicKey.asymmetricKeyType ?? 'unknown',
    bits: keyBits(certificate.publicKey),
    subject: certificate.subject.replace(/\n/g, ', '),
    fingerprint: certificate.fingerprint256.replace(/:/g, '').toLowerCase(),
  };
}

/** Named curves carry their size in their name (prime256v1, secp384r1, brainpoolP512r1). */
function keyBits(key: KeyObject): number {
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  return modulusLength ?? Number(/\d{3}/.exec(namedCurve ?? '')?.[0] ?? 0);
}

function readEncryptionMethod(node: DocumentElement): MetadataEncryptionMethod {
  const algorithm = attributeOf(node, 'Algorithm');
  if (algorithm === undefined)
    throw new HubError('METADATA_MALFORMED', 'EncryptionMethod without Algorithm', {
      element: 'EncryptionMethod',
    });
  const digest = algorithmOf(node, names.ds, 'DigestMethod');
  const mgf = algorithmOf(node, names.xenc11, 'MGF');
  return { algorithm, ...(digest !== undefined && { digest }), ...(mgf !== undefined && { mgf }) };
}

function algorithmOf(node: DocumentElement, ns: string, local: string): string | undefined {
  const child = elementsNamed(node, ns, local)[0];
  return child && attributeOf(child, 'Algorithm');
}
