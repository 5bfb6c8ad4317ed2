/**
 * The algorithms the hub knows, by URI (OIOSAML 3.0.3 [OIO-ALG-01]; design decision: SHA-256 and up, never HMAC).
 * Maps, so that no name from a message finds a member of Object.prototype.
 */
export type HashName = 'sha256' | 'sha384' | 'sha512';

export const SIGNATURE = {
  rsaSha256: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
  rsaSha384: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384',
  rsaSha512: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
  ecdsaSha256: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256',
  ecdsaSha384: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384',
  ecdsaSha512: 'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha512',
  /** RSASSA-PSS with parameters as a child of SignatureMethod (RFC 9231, 2.3.9). */
  rsaPss: 'http://www.w3.org/2007/05/xmldsig-more#rsa-pss',
  /** RSASSA-PSS without parameters (RFC 9231, 2.3.10). */
  pssSha256: 'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1',
  pssSha384: 'http://www.w3.org/2007/05/xmldsig-more#sha384-rsa-MGF1',
  pssSha512: 'http://www.w3.org/2007/05/xmldsig-more#sha512-rsa-MGF1',
} as const;

export interface SignatureAlgorithm {
  readonly scheme: 'rsa-pkcs1' | 'rsa-pss' | 'ecdsa';
  readonly hash: HashName;
}

const signature = (scheme: SignatureAlgorithm['scheme'], hash: HashName): SignatureAlgorithm => ({
  scheme,
  hash,
});

/** `rsaPss` stands here with its default parameters; others come from the message (signature-shape.ts). */
export const signatureAlgorithms: ReadonlyMap<string, SignatureAlgorithm> = new Map([
  [SIGNATURE.rsaSha256, signature('rsa-pkcs1', 'sha256')],
  [SIGNATURE.rsaSha384, signature('rsa-pkcs1', 'sha384')],
  [SIGNATURE.rsaSha512, signature('rsa-pkcs1', 'sha512')],
  [SIGNATURE.ecdsaSha256, signature('ecdsa', 'sha256')],
  [SIGNATURE.ecdsaSha384, signature('ecdsa', 'sha384')],
  [SIGNATURE.ecdsaSha512, signature('ecdsa', 'sha512')],
  [SIGNATURE.rsaPss, signature('rsa-pss', 'sha256')],
  [SIGNATURE.pssSha256, signature('rsa-pss', 'sha256')],
  [SIGNATURE.pssSha384, signature('rsa-pss', 'sha384')],
  [SIGNATURE.pssSha512, signature('rsa-pss', 'sha512')],
]);

export const DIGEST = {
  /** For OAEP only, never for signatures. */
  sha1: 'http://www.w3.org/2000/09/xmldsig#sha1',
  sha256: 'http://www.w3.org/2001/04/xmlenc#sha256',
  sha384: 'http://www.w3.org/2001/04/xmldsig-more#sha384',
  sha512: 'http://www.w3.org/2001/04/xmlenc#sha512',
} as const;

/** Digests of references. */
export const digestAlgorithms: ReadonlyMap<string, HashName> = new Map<string, HashName>([
  [DIGEST.sha256, 'sha256'],
  [DIGEST.sha384, 'sha384'],
  [DIGEST.sha512, 'sha512'],
]);

export const EXCLUSIVE_C14N = 'http://www.w3.org/2001/10/xml-exc-c14n#';
export const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
export const MGF1 = 'http://www.w3.org/2007/05/xmldsig-more#MGF1';

export type BlockCipherName = 'aes128-cbc' | 'aes256-cbc' | 'aes128-gcm' | 'aes192-gcm' | 'aes256-gcm';

export const BLOCK: Readonly<Record<BlockCipherName, string>> = {
  'aes128-cbc': 'http://www.w3.org/2001/04/xmlenc#aes128-cbc',
  'aes256-cbc': 'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
  'aes128-gcm': 'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  'aes192-gcm': 'http://www.w3.org/2009/xmlenc11#aes192-gcm',
  'aes256-gcm': 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
};

export type BlockCipher =
  | {
      readonly name: BlockCipherName;
      readonly mode: 'cbc';
      readonly openssl: string;
      readonly keyBytes: number;
    }
  | {
      readonly name: BlockCipherName;
      readonly mode: 'gcm';
      readonly openssl: 'aes-128-gcm' | 'aes-192-gcm' | 'aes-256-gcm';
      readonly keyBytes: number;
    };

const ciphers: readonly BlockCipher[] = [
  { name: 'aes128-cbc', mode: 'cbc', openssl: 'aes-128-cbc', keyBytes: 16 },
  { name: 'aes256-cbc', mode: 'cbc', openssl: 'aes-256-cbc', keyBytes: 32 },
  { name: 'aes128-gcm', mode: 'gcm', openssl: 'aes-128-gcm', keyBytes: 16 },
  { name: 'aes192-gcm', mode: 'gcm', openssl: 'aes-192-gcm', keyBytes: 24 },
  { name: 'aes256-gcm', mode: 'gcm', openssl: 'aes-256-gcm', keyBytes: 32 },
];

/** By URI. 3DES and aes192-cbc are not in [OIO-ALG-01] and not here. */
export const blockCiphers: ReadonlyMap<string, BlockCipher> = new Map(ciphers.map((c) => [BLOCK[c.name], c]));
export const blockCipherNamed: ReadonlyMap<BlockCipherName, BlockCipher> = new Map(
  ciphers.map((c) => [c.name, c]),
);

export type KeyTransportName = 'rsa-oaep-mgf1p' | 'rsa-oaep';

export const TRANSPORT: Readonly<Record<KeyTransportName, string>> = {
  'rsa-oaep-mgf1p': 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
  'rsa-oaep': 'http://www.w3.org/2009/xmlenc11#rsa-oaep',
};

/** By URI. rsa-1_5 is not here. */
export const keyTransports: ReadonlyMap<string, KeyTransportName> = new Map<string, KeyTransportName>([
  [TRANSPORT['rsa-oaep-mgf1p'], 'rsa-oaep-mgf1p'],
  [TRANSPORT['rsa-oaep'], 'rsa-oaep'],
]);

export type OaepDigest = 'sha1' | 'sha256' | 'sha512';

export const oaepDigests: ReadonlyMap<string, OaepDigest> = new Map<string, OaepDigest>([
  [DIGEST.sha1, 'sha1'],
  [DIGEST.sha256, 'sha256'],
  [DIGEST.sha512, 'sha512'],
]);

export const MGF: Readonly<Record<OaepDigest, string>> = {
  sha1: 'http://www.w3.org/2009/xmlenc11#mgf1sha1',
  sha256: 'http://www.w3.org/2009/xmlenc11#mgf1sha256',
  sha512: 'http://www.w3.org/2009/xmlenc11#mgf1sha512',
};

export const maskGenerators: ReadonlyMap<string, OaepDigest> = new Map<string, OaepDigest>([
  [MGF.sha1, 'sha1'],
  [MGF.sha256, 'sha256'],
  [MGF.sha512, 'sha512'],
]);
