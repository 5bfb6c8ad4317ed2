import type { CollectionDeclaration } from './ports.ts';

const declare = (
  name: string,
  fieldTypes: CollectionDeclaration['fieldTypes'] = {},
  indexes: readonly (readonly string[])[] = [],
  announced = false,
): CollectionDeclaration => ({
  name,
  fieldTypes,
  indexes: indexes.map((fields) => ({ name: fields.join('_'), fields })),
  announced,
});

/** Every collection of the hub (spec/storage.md 5). An index is named after its fields, joined by `_`. */
export const collections: readonly CollectionDeclaration[] = [
  declare(
    'providers',
    { role: 'string', state: 'string', idGroup: 'string' },
    [['role', 'state'], ['state'], ['idGroup']],
    true,
  ),
  declare('provider_entity_ids', { provider: 'string' }, [['provider']], true),
  declare('provider_versions'),
  declare('identities', { org: 'string', status: 'string' }, [['org', 'status']]),
  declare('identity_keys', { identity: 'string' }, [['identity']]),
  declare('subject_keys'),
  declare('pairwise'),
  declare('pairwise_rev'),
  declare('legacy_numbers'),
  declare('sessions', { identity: 'string' }, [['identity']]),
  declare('session_handles', { sid: 'string' }, [['sid']]),
  declare('flows', { state: 'string', startedAt: 'integer' }, [['state', 'startedAt']]),
  declare('requests'),
  declare('replay'),
  declare('events', { sp: 'string', time: 'integer', subject: 'string', code: 'string' }, [
    ['sp', 'time'],
    ['subject', 'time'],
    ['code', 'time'],
  ]),
  declare('counters'),
  declare('leases'),
];
