/**
 * SAML metadata (SAML metadata 2.0): partners' files read into plain data and judged, the hub's own files written.
 * Owns the shape of an entity, the quirks of real files and what keeps a file out.
 * Reading and judging are apart: what is said is data, whether it is good enough is a list of findings.
 * Never decides sector, level or release: those are the operator's words, not the partner's.
 */
export type * from './entity-metadata.ts';
export { bindings } from './entity-metadata.ts';
export { isRefused, type Finding } from './findings.ts';
export { isSafeLocation, judgeMetadata, type JudgeOptions } from './judge-metadata.ts';
export { readMetadata, type ReadMetadataOptions } from './read-metadata.ts';
export {
  ownEncryptionMethods,
  writeMetadata,
  type OwnEntity,
  type OwnIdentityProvider,
  type OwnServiceProvider,
} from './write-metadata.ts';
