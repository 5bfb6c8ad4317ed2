/** The collections of the contract; apart from world.ts, since child processes without jest use them too. */
import type { CollectionDeclaration } from '../../../src/domain/storage/index.ts';

export const thing: CollectionDeclaration = {
  name: 'things',
  fieldTypes: { owner: 'string', rank: 'integer', colour: 'string' },
  indexes: [
    { name: 'owner_rank', fields: ['owner', 'rank'] },
    { name: 'rank', fields: ['rank'] },
    { name: 'owner_colour_rank', fields: ['owner', 'colour', 'rank'] },
  ],
};
export const announcedThing: CollectionDeclaration = { ...thing, name: 'announced_things', announced: true };
export const plainThing: CollectionDeclaration = { name: 'plain_things', fieldTypes: {}, indexes: [] };
export const declarations = [thing, announcedThing, plainThing] as const;
