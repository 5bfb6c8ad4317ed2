import type { MetadataEncryptionMethod, MetadataKey } from './entity-metadata.ts';
import { refuse, warn, type Finding } from './findings.ts';

/** [OIO-ALG-01] of OIOSAML 3.0.3 (oiosaml.md 3.2). */
const blockCiphers = new Set([
  'http://www.w3.org/2001/04/xmlenc#aes128-cbc',
  'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
  'http://www.w3.org/2009/xmlenc11#aes128-gcm',
  'http://www.w3.org/2009/xmlenc11#aes192-gcm',
  'http://www.w3.org/2009/xmlenc11#aes256-gcm',
]);
const keyTransports = new Set([
  'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
  'http://www.w3.org/2009/xmlenc11#rsa-oaep',
]);
const oaepDigests = new Set([
  'http://www.w3.org/2000/09/xmldsig#sha1',
  'http://www.w3.org/2001/04/xmlenc#sha256',
  'http://www.w3.org/2001/04/xmlenc#sha512',
]);
const maskFunctions = new Set([
  'http://www.w3.org/2009/xmlenc11#mgf1sha1',
  'http://www.w3.org/2009/xmlenc11#mgf1sha256',
  'http://www.w3.org/2009/xmlenc11#mgf1sha512',
]);
const element = 'EncryptionMethod';

/** A partner that names encryption methods must name one of each kind that the profile allows; what it does not name, the hub picks. */
export function judgeEncryption(
  {
    keys,
    encryptionMethods,
  }: { keys: readonly MetadataKey[]; encryptionMethods: readonly MetadataEncryptionMethod[] },
  role: 'sp' | 'idp',
): Finding[] {
  const findings: Finding[] = [];
  const transports = encryptionMethods.filter(isTransport);
  const ciphers = encryptionMethods.filter((method) => !isTransport(method));
  if (ciphers.length > 0 && !ciphers.some(({ algorithm }) => blockCiphers.has(algorithm)))
    findings.push(
      refuse('METADATA_ENCRYPTION', `only block ciphers that are not allowed: ${listed(ciphers)}`, element),
    );
  if (transports.length > 0 && !transports.some(isAllowedTransport))
    findings.push(
      refuse(
        'METADATA_ENCRYPTION',
        `only key transports that are not allowed: ${listed(transports)}`,
        element,
      ),
    );
  const encryptionKeys = keys.filter(({ use }) => use !== 'signing');
  if (role === 'sp' && encryptionKeys.length === 0)
    findings.push(
      warn(
        'METADATA_ENCRYPTION',
        'no encryption certificate: assertions cannot be encrypted',
        'KeyDescriptor',
      ),
    );
  if (role === 'sp' && encryptionKeys.length > 0 && !encryptionKeys.some(({ keyType }) => keyType === 'rsa'))
    findings.push(
      refuse(
        'METADATA_ENCRYPTION',
        'no RSA encryption certificate: key transport needs one',
        'KeyDescriptor',
      ),
    );
  return findings;
}

/** Key transport and key wrap algorithms by their names; everything else is a block cipher. */
const isTransport = ({ algorithm }: MetadataEncryptionMethod): boolean =>
  /#(?:rsa|kw|dh|ECDH)/i.test(algorithm);

function isAllowedTransport({ algorithm, digest, mgf }: MetadataEncryptionMethod): boolean {
  return (
    keyTransports.has(algorithm) &&
    (digest === undefined || oaepDigests.has(digest)) &&
    (mgf === undefined || maskFunctions.has(mgf))
  );
}

const listed = (methods: readonly MetadataEncryptionMethod[]): string =>
  methods.map(({ algorithm }) => algorithm.replace(/[^\x21-\x7e]/g, '?').slice(0, 100)).join(', ');
