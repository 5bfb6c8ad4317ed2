import { HubError } from '../../kernel/errors.ts';
import {
  blockCiphers,
  keyTransports,
  maskGenerators,
  oaepDigests,
  type BlockCipherName,
  type KeyTransportName,
  type OaepDigest,
} from './algorithms.ts';

/** How to encrypt for one recipient. Plain words, so it can be kept with the partner's record. */
export interface EncryptionChoice {
  readonly block: BlockCipherName;
  readonly transport: KeyTransportName;
  readonly digest: OaepDigest;
  /** Always sha1 for `rsa-oaep-mgf1p`. */
  readonly mgf: OaepDigest;
}

/** An md:EncryptionMethod: its Algorithm, and the Algorithm of its ds:DigestMethod and xenc11:MGF, all URIs. */
export interface ListedMethod {
  readonly algorithm: string;
  readonly digest?: string;
  readonly mgf?: string;
}

const strongestFirst: readonly BlockCipherName[] = [
  'aes256-gcm',
  'aes192-gcm',
  'aes128-gcm',
  'aes256-cbc',
  'aes128-cbc',
];
/** Known, and never used: a partner that lists nothing but these of a kind cannot be served. */
const forbiddenBlocks: ReadonlySet<string> = new Set([
  'http://www.w3.org/2001/04/xmlenc#tripledes-cbc',
  'http://www.w3.org/2001/04/xmlenc#aes192-cbc',
]);
const forbiddenTransports: ReadonlySet<string> = new Set(['http://www.w3.org/2001/04/xmlenc#rsa-1_5']);

/**
 * What to encrypt with, from what the partner's metadata lists. aes256-cbc and rsa-oaep-mgf1p with SHA-1 unless something
 * better is listed, because that is what every known client reads (OIOSAML.Net cannot read GCM or xmlenc11#rsa-oaep).
 * Of block ciphers the strongest listed is taken, of key transports the first listed.
 * @throws HubError METADATA_ENCRYPTION if the partner lists methods, and of one kind only forbidden ones.
 */
export function chooseEncryption(methods: readonly ListedMethod[]): EncryptionChoice {
  const blocks = methods.flatMap((m) => blockCiphers.get(m.algorithm)?.name ?? []);
  const transports = methods.flatMap((m) => transportOf(m) ?? []);
  const lists = (uris: ReadonlySet<string>) => methods.some((m) => uris.has(m.algorithm));
  const oaepUnreadable = methods.some((m) => keyTransports.has(m.algorithm));
  if (
    (blocks.length === 0 && lists(forbiddenBlocks)) ||
    (transports.length === 0 && (lists(forbiddenTransports) || oaepUnreadable)) ||
    (methods.length > 0 && blocks.length === 0 && transports.length === 0)
  )
    throw new HubError('METADATA_ENCRYPTION', 'lists no encryption method the hub may use');
  const block = strongestFirst.find((name) => blocks.includes(name)) ?? 'aes256-cbc';
  return { block, ...(transports[0] ?? { transport: 'rsa-oaep-mgf1p', digest: 'sha1', mgf: 'sha1' }) };
}

function transportOf(method: ListedMethod): Omit<EncryptionChoice, 'block'> | undefined {
  const transport = keyTransports.get(method.algorithm);
  const digest = method.digest === undefined ? 'sha1' : oaepDigests.get(method.digest);
  if (transport === undefined || digest === undefined) return undefined;
  if (transport === 'rsa-oaep-mgf1p') return { transport, digest, mgf: 'sha1' };
  const mgf = method.mgf === undefined ? 'sha1' : maskGenerators.get(method.mgf);
  return mgf === undefined ? undefined : { transport, digest, mgf };
}
