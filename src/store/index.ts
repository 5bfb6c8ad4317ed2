/**
 * Where the hub keeps things: the store port of domain/storage on one of two engines.
 * `embedded` (node:sqlite, one host, the default) and `mongo` (mongoose, where users outgrow one machine) pass
 * one contract suite, test/store. What may be stored is decided here, once, before an engine sees it.
 * It never decides what a document means, never follows one write by another, and offers no query language:
 * documents are found by id, by the beginning of an id, or by a declared index.
 */
import type { CollectionDeclaration, Store } from '../domain/storage/ports.ts';
import { HubError } from '../kernel/errors.ts';
import { checkDeclarations } from './declaration.ts';
import type { StoreOptions } from './options.ts';

export type { StoreOptions };

/**
 * Opens `embedded:<folder>` or `mongodb://...` (`mongodb+srv://...`) with these collections.
 * @throws HubError STORE_REFUSED for another URL or a bad declaration, STORE_SCHEMA if a newer hub wrote the store,
 * STORE_UNAVAILABLE if it cannot be reached.
 */
export async function openStore(
  url: string,
  collections: readonly CollectionDeclaration[],
  options: StoreOptions,
): Promise<Store> {
  const declarations = checkDeclarations(collections);
  if (url.startsWith('embedded:')) {
    const { openEmbedded } = await import('./embedded/index.ts');
    return openEmbedded(url.slice('embedded:'.length), declarations, options);
  }
  if (/^mongodb(\+srv)?:\/\//.test(url)) {
    // Loaded only where it is used: mongoose costs every start some 200 ms.
    const { openMongo } = await import('./mongo/index.ts');
    return openMongo(url, declarations, options);
  }
  throw new HubError('STORE_REFUSED', 'a store is embedded:<folder> or mongodb://...');
}
