/**
 * Who takes part: service providers and identity providers as the hub records them.
 * Owns the records and the rules on them; never reads metadata and never trusts what it says about sector or release.
 */
export type * from './provider.ts';
export { createProviderRepository, type ProviderRepository } from './provider-repository.ts';
