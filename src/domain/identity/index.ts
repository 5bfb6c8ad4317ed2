/**
 * Who somebody is to the hub: identities, the keys that point at them, their sealed fields and their pairwise
 * identifiers (design.md 5). A key (CPR, PID, MitID UUID, CVR+RID, professional UUID) stands in the store only as a
 * keyed HMAC; the value itself only encrypted under a data key of its subject.
 * Never merges two identities, never derives an identifier from a personal number, never puts one in an error.
 */
export { createSealer, type FieldPlace, type Sealer, type SealerPorts } from './sealer.ts';
export { createKeyedIndex, type KeyedIndex } from './keyed-index.ts';
export type { Identity, IdentityDocument, IdentityKeyType, RecordPorts } from './identity-record.ts';
export type { CprRegister, EmployeeRegister } from './registers.ts';
export { professionalKeyValue, type LoginKey } from './login-keys.ts';
export { resolveIdentity, type IdentityDeps } from './resolve.ts';
export { adoptKey, readIdentity } from './claims.ts';
export { ownerOfPairwiseId, pairwiseIdFor, type PairwiseDeps } from './pairwise.ts';
