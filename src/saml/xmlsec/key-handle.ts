import { sign, subtle, type KeyObject, type webcrypto } from 'node:crypto';
import { promisify } from 'node:util';
import { HubError } from '../../kernel/errors.ts';
import { type DigestName, type PrivateKeyHandle } from '../../kernel/key-handle.ts';
import { readCertificate } from './certificates.ts';
import { oaepDecrypt } from './oaep.ts';

const signOffLoop = promisify(sign);
const webNames = { sha1: 'SHA-1', sha256: 'SHA-256', sha384: 'SHA-384', sha512: 'SHA-512' } as const;
const curveBits: ReadonlyMap<string, number> = new Map([
  ['prime256v1', 256],
  ['secp384r1', 384],
  ['secp521r1', 521],
]);

/**
 * The private-key port on a KeyObject in memory. Signing, and decryption where both OAEP digests are the same, run in
 * Node's thread pool; mixed digests decrypt on the event loop (about 1 ms for RSA-3072), for want of an asynchronous raw RSA.
 * @param certificateDerBase64 base64 DER; white space is removed.
 * @throws HubError KEY_FILE if the certificate cannot be read, is of another key, or the key is neither RSA nor a NIST curve.
 */
export function keyHandle(privateKey: KeyObject, certificateDerBase64: string): PrivateKeyHandle {
  const certificate = certificateOf(privateKey, certificateDerBase64);
  const elliptic = privateKey.asymmetricKeyType === 'ec';
  const webKeys = new Map<DigestName, Promise<webcrypto.CryptoKey>>();
  const webKey = async (digest: DigestName) => {
    const known = webKeys.get(digest);
    if (known !== undefined) return known;
    const made = Promise.resolve(
      privateKey.toCryptoKey({ name: 'RSA-OAEP', hash: webNames[digest] }, false, ['decrypt']),
    );
    webKeys.set(digest, made);
    return made;
  };
  return {
    id: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
    certificate: certificate.raw.toString('base64'),
    bits: bitsOf(privateKey),
    notBefore: Date.parse(certificate.validFrom),
    notAfter: Date.parse(certificate.validTo),
    sign: (data) =>
      signOffLoop('sha256', data, elliptic ? { key: privateKey, dsaEncoding: 'ieee-p1363' } : privateKey),
    decryptOaep: async (ciphertext, digest, mgf) => {
      if (digest !== mgf) return oaepDecrypt(privateKey, ciphertext, { digest, mgf });
      const plain = await subtle.decrypt({ name: 'RSA-OAEP' }, await webKey(digest), ciphertext);
      return Buffer.from(plain);
    },
  };
}

function certificateOf(privateKey: KeyObject, base64: string): ReturnType<typeof readCertificate> {
  try {
    const certificate = readCertificate(base64);
    if (certificate.checkPrivateKey(privateKey)) return certificate;
  } catch (cause) {
    throw new HubError('KEY_FILE', 'certificate beside a private key cannot be read', {}, cause);
  }
  throw new HubError('KEY_FILE', 'certificate belongs to another key');
}

function bitsOf(key: KeyObject): number {
  const { modulusLength, namedCurve } = key.asymmetricKeyDetails ?? {};
  const bits = key.asymmetricKeyType === 'rsa' ? modulusLength : curveBits.get(namedCurve ?? '');
  if (bits === undefined) throw new HubError('KEY_FILE', 'neither an RSA key nor one on a NIST curve');
  return bits;
}
