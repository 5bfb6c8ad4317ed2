import type { CollectionDeclaration } from '../domain/storage/ports.ts';
import { HubError } from '../kernel/errors.ts';

/** Names that the adapters use for themselves. */
const reserved = new Set(['changes', 'pings']);

/**
 * Declarations by collection name, for those that both engines can carry.
 * @throws HubError STORE_REFUSED naming the collection and what is wrong with it.
 */
export function checkDeclarations(
  collections: readonly CollectionDeclaration[],
): ReadonlyMap<string, CollectionDeclaration> {
  const byName = new Map<string, CollectionDeclaration>();
  for (const declaration of collections) {
    if (byName.has(declaration.name)) refuse(declaration.name, 'is declared twice');
    checkDeclaration(declaration);
    byName.set(declaration.name, declaration);
  }
  return byName;
}

function checkDeclaration({ name, indexes, fieldTypes }: CollectionDeclaration): void {
  if (!/^[a-z][a-z0-9_]{0,59}$/.test(name)) refuse(name, 'is not a name of lower-case letters, digits and _');
  if (reserved.has(name)) refuse(name, 'is a name the store uses itself');
  const types = new Map(Object.entries(fieldTypes));
  for (const field of types.keys()) {
    if (!/^[A-Za-z][A-Za-z0-9]{0,59}$/.test(field)) refuse(name, `cannot index a field named ${field}`);
  }
  const indexNames = new Set<string>();
  for (const index of indexes) {
    if (!/^[A-Za-z][A-Za-z0-9_]{0,99}$/.test(index.name))
      refuse(name, `has a badly named index ${index.name}`);
    if (indexNames.has(index.name)) refuse(name, `declares index ${index.name} twice`);
    indexNames.add(index.name);
    if (index.fields.length === 0) refuse(name, `has an index ${index.name} without fields`);
    if (new Set(index.fields).size < index.fields.length)
      refuse(name, `repeats a field in index ${index.name}`);
    for (const field of index.fields) {
      if (!types.has(field)) refuse(name, `indexes ${field} without declaring its type`);
    }
  }
}

function refuse(collection: string, why: string): never {
  throw new HubError('STORE_REFUSED', `collection ${collection} ${why}`);
}
