import {
  attribute,
  childrenOf,
  elementChildren,
  NS,
  onlyChild,
  optionalChild,
  textOf,
  type XmlElement,
} from '../xml/index.ts';
import {
  blockCiphers,
  keyTransports,
  maskGenerators,
  oaepDigests,
  type BlockCipher,
  type OaepDigest,
} from './algorithms.ts';
import { decodeBase64 } from './base64.ts';
import { DecryptionRefused, quoted } from './refusals.ts';

/** What an encrypted element says, all of it on the allow-lists. */
export interface EncryptedShape {
  readonly cipher: BlockCipher;
  readonly content: Buffer;
  readonly keys: readonly WrappedKey[];
}
export interface WrappedKey {
  readonly wrapped: Buffer;
  readonly digest: OaepDigest;
  readonly mgf: OaepDigest;
}

const MOST_KEYS = 4;
const ELEMENT = `${NS.xenc}Element`;
const ENCRYPTED_KEY = `${NS.xenc}EncryptedKey`;

/**
 * Reads a parent of one EncryptedData and its EncryptedKeys: inside ds:KeyInfo, or beside EncryptedData, named by a
 * RetrievalMethod or not. Nothing is fetched (security.md E1, E6, E8).
 * @throws DecryptionRefused naming an algorithm that is not allowed; XmlRefused on another shape.
 */
export function readEncrypted(parent: XmlElement): EncryptedShape {
  const data = onlyChild(parent, NS.xenc, 'EncryptedData');
  const beside = childrenOf(parent, NS.xenc, 'EncryptedKey');
  if (elementChildren(parent).length !== 1 + beside.length) throw new DecryptionRefused('shape');
  const type = attribute(data, 'Type');
  if (type !== undefined && type !== ELEMENT) throw new DecryptionRefused(`type ${quoted(type)}`);

  const uri = attribute(onlyChild(data, NS.xenc, 'EncryptionMethod'), 'Algorithm');
  const cipher = blockCiphers.get(uri ?? '');
  if (cipher === undefined) throw new DecryptionRefused(`block cipher ${quoted(uri)}`);
  const keys = encryptedKeys(optionalChild(data, NS.ds, 'KeyInfo'), beside).map(readKey);
  return { cipher, content: cipherValue(data), keys };
}

function encryptedKeys(
  keyInfo: XmlElement | undefined,
  beside: readonly XmlElement[],
): readonly XmlElement[] {
  const inside = keyInfo === undefined ? [] : childrenOf(keyInfo, NS.xenc, 'EncryptedKey');
  const methods = keyInfo === undefined ? [] : childrenOf(keyInfo, NS.ds, 'RetrievalMethod');
  for (const method of methods) {
    const named = beside.filter((key) => attribute(method, 'URI') === `#${attribute(key, 'Id') ?? ''}`);
    const type = attribute(method, 'Type') ?? ENCRYPTED_KEY;
    if (named.length !== 1 || type !== ENCRYPTED_KEY || attribute(method, 'URI') === '#')
      throw new DecryptionRefused('RetrievalMethod');
  }
  const keys = [...inside, ...beside];
  if (keys.length === 0 || keys.length > MOST_KEYS)
    throw new DecryptionRefused(`${keys.length} encrypted keys`);
  return keys;
}

function readKey(key: XmlElement): WrappedKey {
  const method = onlyChild(key, NS.xenc, 'EncryptionMethod');
  const uri = attribute(method, 'Algorithm');
  const transport = keyTransports.get(uri ?? '');
  if (transport === undefined) throw new DecryptionRefused(`key transport ${quoted(uri)}`);
  const digestUri = parameter(method, NS.ds, 'DigestMethod');
  const mgfUri = parameter(method, NS.xenc11, 'MGF');
  // rsa-oaep-mgf1p fixes MGF1 with SHA-1 whatever the digest, and says no MGF (XML Encryption 1.1, 5.5.2)
  const mgfMisplaced = transport === 'rsa-oaep-mgf1p' && mgfUri !== undefined;
  const digest = digestUri === undefined ? 'sha1' : oaepDigests.get(digestUri);
  const mgf = mgfUri === undefined ? 'sha1' : maskGenerators.get(mgfUri);
  if (digest === undefined || mgf === undefined || mgfMisplaced)
    throw new DecryptionRefused(`OAEP with ${quoted(digestUri)} and ${quoted(mgfUri)}`);
  const label = optionalChild(method, NS.xenc, 'OAEPparams');
  if (label !== undefined && textOf(label).trim() !== '') throw new DecryptionRefused('OAEP label');
  return { wrapped: cipherValue(key), digest, mgf };
}

function parameter(method: XmlElement, ns: string, local: string): string | undefined {
  const child = optionalChild(method, ns, local);
  return child === undefined ? undefined : (attribute(child, 'Algorithm') ?? '');
}

/** CipherValue only: a CipherReference would have to be fetched. */
function cipherValue(parent: XmlElement): Buffer {
  const data = onlyChild(parent, NS.xenc, 'CipherData');
  const value = onlyChild(data, NS.xenc, 'CipherValue');
  const bytes = elementChildren(data).length === 1 ? decodeBase64(textOf(value)) : undefined;
  if (bytes === undefined) throw new DecryptionRefused('cipher value');
  return bytes;
}
