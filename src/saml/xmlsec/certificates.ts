import { X509Certificate, type KeyObject } from 'node:crypto';
import { HubError } from '../../kernel/errors.ts';

/** Reading a certificate costs more than verifying a signature, so keys are kept. Bounded: partners' keys, not messages', come here. */
const known = new Map<string, KeyObject>();
const MOST = 5_000;

/**
 * The public key of a certificate from metadata, given as base64 DER (white space allowed).
 * Validity is not looked at here: it depends on the time.
 * @throws HubError METADATA_MALFORMED if it is no certificate.
 */
export function publicKeyOf(certificateBase64: string): KeyObject {
  const cached = known.get(certificateBase64);
  if (cached !== undefined) return cached;
  const key = readCertificate(certificateBase64).publicKey;
  if (known.size >= MOST) known.clear();
  known.set(certificateBase64, key);
  return key;
}

/** @throws HubError METADATA_MALFORMED */
export function readCertificate(certificateBase64: string): X509Certificate {
  try {
    return new X509Certificate(Buffer.from(certificateBase64, 'base64'));
  } catch (cause) {
    throw new HubError('METADATA_MALFORMED', 'not an X.509 certificate', {}, cause);
  }
}
