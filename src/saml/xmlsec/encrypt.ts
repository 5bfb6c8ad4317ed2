import { createCipheriv } from 'node:crypto';
import { HubError } from '../../kernel/errors.ts';
import { type Random } from '../../kernel/random.ts';
import { el, NS, write, type XmlNode } from '../xml/index.ts';
import { BLOCK, blockCipherNamed, DIGEST, MGF, TRANSPORT, type BlockCipher } from './algorithms.ts';
import { publicKeyOf } from './certificates.ts';
import { type EncryptionChoice } from './choose-encryption.ts';
import { oaepEncrypt } from './oaep.ts';

export interface EncryptionRecipient {
  /** The partner's encryption certificate, base64 DER. */
  readonly certificate: string;
  readonly method: EncryptionChoice;
}

/**
 * Encrypts one element for one recipient (XML Encryption 1.1): EncryptedData with its EncryptedKey inside ds:KeyInfo and
 * EncryptionMethod always said, which is the form every known client reads.
 * @param canonicalXml the element, declaring every namespace it uses: it is decrypted into a new document.
 * @returns `<xenc:EncryptedData>`, canonical, to be put into EncryptedAssertion with `raw`.
 * @throws HubError METADATA_ENCRYPTION if the certificate holds no RSA key; METADATA_MALFORMED if it is none.
 */
export function encryptElement(canonicalXml: string, recipient: EncryptionRecipient, random: Random): string {
  const publicKey = publicKeyOf(recipient.certificate);
  if (publicKey.asymmetricKeyType !== 'rsa')
    throw new HubError('METADATA_ENCRYPTION', 'encryption certificate without an RSA key');
  const cipher = blockCipherNamed.get(recipient.method.block);
  if (cipher === undefined) throw new HubError('INTERNAL', 'no such block cipher');
  const contentKey = random.bytes(cipher.keyBytes);
  const content = encipher(cipher, contentKey, Buffer.from(canonicalXml), random);
  const wrapped = oaepEncrypt(publicKey, contentKey, recipient.method, random);
  return write(
    el('xenc:EncryptedData', { Type: `${NS.xenc}Element` }, [
      el('xenc:EncryptionMethod', { Algorithm: BLOCK[cipher.name] }),
      el('ds:KeyInfo', {}, [
        el('xenc:EncryptedKey', {}, [
          transportMethod(recipient.method),
          el('ds:KeyInfo', {}, [
            el('ds:X509Data', {}, [
              el('ds:X509Certificate', {}, [recipient.certificate.replace(/\s+/g, '')]),
            ]),
          ]),
          cipherData(wrapped),
        ]),
      ]),
      cipherData(content),
    ]),
  );
}

function transportMethod({ transport, digest, mgf }: EncryptionChoice): XmlNode {
  const children = [el('ds:DigestMethod', { Algorithm: DIGEST[digest] })];
  // rsa-oaep-mgf1p is MGF1 with SHA-1 by name and must not say it again (XML Encryption 1.1, 5.5.2)
  if (transport === 'rsa-oaep') children.push(el('xenc11:MGF', { Algorithm: MGF[mgf] }));
  return el('xenc:EncryptionMethod', { Algorithm: TRANSPORT[transport] }, children);
}

function cipherData(bytes: Buffer): XmlNode {
  return el('xenc:CipherData', {}, [el('xenc:CipherValue', {}, [bytes.toString('base64')])]);
}

/** Initialisation vector, ciphertext, and the tag for GCM (XML Encryption 1.1, 5.2). */
function encipher(cipher: BlockCipher, key: Buffer, plain: Buffer, random: Random): Buffer {
  if (cipher.mode === 'gcm') {
    const iv = random.bytes(12);
    const c = createCipheriv(cipher.openssl, key, iv, { authTagLength: 16 });
    return Buffer.concat([iv, c.update(plain), c.final(), c.getAuthTag()]);
  }
  const iv = random.bytes(16);
  const c = createCipheriv(cipher.openssl, key, iv).setAutoPadding(false);
  const size = 16 - (plain.length % 16);
  const padding = Buffer.concat([random.bytes(size - 1), Buffer.of(size)]);
  return Buffer.concat([iv, c.update(plain), c.update(padding), c.final()]);
}
