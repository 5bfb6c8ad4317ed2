import { createPublicKey, generateKeyPair, sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import forge from 'node-forge';

export interface CertificateWish {
  readonly commonName: string;
  readonly organisation: string;
  readonly privateKey: KeyObject;
  /** Epoch milliseconds. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** 16 random bytes. */
  readonly serial: Buffer;
}

/** A fresh RSA private key (FIPS 186-5; 3072 bits is what OCES3 certificates use). */
export async function newRsaKey(bits: 2048 | 3072 | 4096): Promise<KeyObject> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: bits });
  return privateKey;
}

/**
 * A self-signed certificate over the key, RSA-SHA256, for signing and key encipherment (RFC 5280 4.1).
 * For development and for federations that trust keys by metadata; a CA's certificate comes from elsewhere.
 *
 * @returns the DER
 */
export function selfSignedCertificate(wish: CertificateWish): Buffer {
  const certificate = forge.pki.createCertificate();
  const publicPem = createPublicKey(wish.privateKey).export({ type: 'spki', format: 'pem' }).toString();
  certificate.publicKey = forge.pki.publicKeyFromPem(publicPem);
  certificate.serialNumber = positiveSerial(wish.serial);
  certificate.validity.notBefore = new Date(wish.notBefore);
  certificate.validity.notAfter = new Date(wish.notAfter);
  const name = [
    { name: 'countryName', value: 'DK' },
    { name: 'organizationName', value: wish.organisation, valueTagClass: forge.asn1.Type.UTF8 },
    { name: 'commonName', value: wish.commonName, valueTagClass: forge.asn1.Type.UTF8 },
  ] as unknown as forge.pki.CertificateField[];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: false, critical: true },
    {
      name: 'keyUsage',
      critical: true,
      digitalSignature: true,
      keyEncipherment: true,
      dataEncipherment: true,
    },
    { name: 'subjectKeyIdentifier' },
  ]);
  return signed(certificate, wish.privateKey);
}

/** forge writes the structure, node:crypto signs it: forge's own RSA is 40 times slower (spec/libraries.md 3.6). */
function signed(certificate: forge.pki.Certificate, key: KeyObject): Buffer {
  const oid = forge.pki.oids['sha256WithRSAEncryption'] as string;
  certificate.signatureOid = oid;
  certificate.siginfo.algorithmOid = oid;
  certificate.tbsCertificate = tbsOf(certificate);
  const tbs = Buffer.from(
    forge.asn1.toDer(certificate.tbsCertificate as forge.asn1.Asn1).getBytes(),
    'binary',
  );
  certificate.signature = sign('sha256', tbs, key).toString('binary');
  return Buffer.from(forge.asn1.toDer(forge.pki.certificateToAsn1(certificate)).getBytes(), 'binary');
}

/** forge has this function; its type definitions do not. */
function tbsOf(certificate: forge.pki.Certificate): forge.asn1.Asn1 {
  const pki = forge.pki as unknown as { getTBSCertificate(of: forge.pki.Certificate): forge.asn1.Asn1 };
  return pki.getTBSCertificate(certificate);
}

/** RFC 5280 4.1.2.2: positive and at most 20 octets; a leading 01 octet keeps the sign bit clear. */
function positiveSerial(serial: Buffer): string {
  return '01' + serial.subarray(0, 16).toString('hex');
}
