/**
 * What the hub keeps and how it asks for it: the store port and the declared collections.
 * Owns names, indexes and the shape of a document. Never knows a database.
 */
export type {
  Body,
  Change,
  Collection,
  CollectionDeclaration,
  FindByIndex,
  FindByPrefix,
  IndexDeclaration,
  Json,
  Page,
  Store,
  Stored,
} from './ports.ts';
export { changeDocument } from './change.ts';
export { collections } from './collections.ts';
