/** The part of xml-encryption 6 that the oracle uses; the package brings no types. */
declare module 'xml-encryption' {
  type Digest = 'sha1' | 'sha256' | 'sha512';
  export function encrypt(
    content: string,
    options: {
      rsa_pub: string;
      pem: string;
      encryptionAlgorithm: string;
      keyEncryptionAlgorithm: string;
      keyEncryptionDigest?: Digest;
      keyEncryptionMgf?: Digest;
      disallowEncryptionWithInsecureAlgorithm?: boolean;
      warnInsecureAlgorithm?: boolean;
    },
    callback: (error: Error | null, result: string) => void,
  ): void;
  export function decrypt(
    xml: string,
    options: {
      key: string;
      disallowDecryptionWithInsecureAlgorithm?: boolean;
      warnInsecureAlgorithm?: boolean;
    },
    callback: (error: Error | null, result: string) => void,
  ): void;
}
