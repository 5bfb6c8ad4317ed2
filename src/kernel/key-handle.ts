/**
 * The port to private keys (design.md 7): what a file, an HSM or a KMS must be able to do.
 * The private key itself never leaves the adapter.
 */
export type DigestName = 'sha1' | 'sha256' | 'sha384' | 'sha512';

export interface PrivateKeyHandle {
  /** SHA-256 of the certificate's DER, hex: the key's stable name. */
  readonly id: string;
  /** The certificate as base64 DER, one line, as it goes into KeyInfo and metadata. */
  readonly certificate: string;
  /** RSA modulus length or EC curve size in bits. */
  readonly bits: number;
  /** Certificate validity, epoch milliseconds. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** RSASSA-PKCS1-v1_5 (or ECDSA for an EC key) with SHA-256, off the event loop. */
  sign(data: Buffer): Promise<Buffer>;
  /** RSAES-OAEP decryption with separately chosen digest and MGF1 digest. Throws on any failure. */
  decryptOaep(ciphertext: Buffer, digest: DigestName, mgfDigest: DigestName): Buffer | Promise<Buffer>;
}
