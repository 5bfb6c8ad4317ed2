/**
 * What operators do, one journey = one function: look at a partner's metadata and store it.
 * Each journey makes a plan first and acts on exactly that plan.
 * Never decides for the operator: sector, dialect, leg, levels and release come in as words, not out of a file.
 */
export {
  applyImport,
  planImport,
  type FieldChange,
  type ImportPlan,
  type ImportRequest,
} from './import-metadata.ts';
export {
  identityProviderFromMetadata,
  serviceProviderFromMetadata,
  type IdentityProviderWords,
  type ServiceProviderWords,
} from './provider-from-metadata.ts';
