import { createHash } from 'node:crypto';
import { parseEntityId } from '../../kernel/brands.ts';
import type { Clock } from '../../kernel/clock.ts';
import { HubError, isHubError } from '../../kernel/errors.ts';
import { changeDocument, type Collection, type Store } from '../storage/index.ts';
import type { Dialect, IdentityProvider, Leg, Provider, ProviderState, ServiceProvider } from './provider.ts';
import { ShortLivedCache } from './short-lived-cache.ts';

/** The hub's records of its partners. Look-ups give disabled records too: whoever asks decides, at every entry. */
export interface ProviderRepository {
  /** By entityID, exactly as the message says it; undefined also if it is registered in another dialect. */
  findServiceProvider(entityId: string, dialect?: Dialect): Promise<ServiceProvider | undefined>;
  /** Keyed by leg as well: NemLog-in's identity providers share one entityID (oiosaml.md 0). */
  findIdentityProvider(entityId: string, leg: Leg): Promise<IdentityProvider | undefined>;
  get(id: string): Promise<Provider | undefined>;
  /** In the order of their entityIDs. */
  listEnabledIdentityProviders(): Promise<readonly IdentityProvider[]>;
  /** Everything, in the order of entityIDs; read from the store, for operators. */
  list(): Promise<readonly Provider[]>;
  /**
   * Adds a record, or puts it in the place of the one with its id.
   * @throws HubError STORE_DUPLICATE if another record holds this entityID in this role (and leg);
   *   METADATA_ROLE or METADATA_ENTITY_ID if the record with this id is of another role or entity (security.md M2).
   */
  save(provider: Provider): Promise<void>;
  /** Read, change, replace; tried again when somebody else was faster. @throws as save; STORE_REFUSED if there is none. */
  update(id: string, change: (current: Provider) => Provider): Promise<Provider>;
  setState(id: string, state: ProviderState): Promise<Provider>;
}

/** What is disabled on one node is off on all within this time (design.md 6). */
const maxAge = 2_000;
const maxEntries = 20_000;

type Unsaved<P> = P extends Provider ? Omit<P, 'id'> : never;
type ProviderBody = Unsaved<Provider>;
type Claim = { readonly provider: string };

/**
 * Over the store: `provider_entity_ids` says which record an entityID belongs to and is claimed first,
 * `providers` holds the record. Both are cached for at most two seconds and dropped when a change is announced.
 */
export function createProviderRepository(store: Store, clock: Clock): ProviderRepository {
  const records: Collection<ProviderBody> = store.collection('providers');
  const claims: Collection<Claim> = store.collection('provider_entity_ids');
  const options = { clock, maxAge, maxEntries };
  const recordCache = new ShortLivedCache<Provider | undefined>(options);
  const claimCache = new ShortLivedCache<string | undefined>(options);
  const listCache = new ShortLivedCache<readonly Provider[]>(options);

  const forgetRecord = (id: string): void => {
    recordCache.drop(id);
    listCache.clear();
  };
  store.onChange(({ collection, id }) => {
    if (collection === 'providers') forgetRecord(id);
    if (collection === 'provider_entity_ids') claimCache.drop(id);
  });

  const get = (id: string): Promise<Provider | undefined> =>
    recordCache.get(id, async () => {
      const stored = await records.get(id);
      return stored && withId(stored.id, stored.body);
    });

  const findByClaim = async (entityId: string, claim: string): Promise<Provider | undefined> => {
    // Whatever a message calls itself: only what can be an entityID reaches the store.
    if (parseEntityId(entityId) === undefined) return undefined;
    const id = await claimCache.get(claim, async () => (await claims.get(claim))?.body.provider);
    return id === undefined ? undefined : get(id);
  };

  const update: ProviderRepository['update'] = async (id, change) => {
    const stored = await changeDocument(records, id, (body) => {
      const current = withId(id, body);
      const changed = change(current);
      demandSamePartner(current, changed);
      return withoutId(changed);
    });
    if (stored === undefined) throw new HubError('STORE_REFUSED', 'no provider of that id', { provider: id });
    forgetRecord(id);
    return withId(id, stored.body);
  };

  const claim = async (provider: Provider): Promise<void> => {
    const key = claimOf(provider);
    try {
      await claims.insert(key, { provider: provider.id });
    } catch (error) {
      if (!isHubError(error, 'STORE_DUPLICATE')) throw error;
      await takeOverLostClaim(key, provider, error);
    }
    claimCache.drop(key);
  };

  /** A claim whose record was never written (a crash between the two) is free to take. */
  const takeOverLostClaim = async (key: string, provider: Provider, duplicate: HubError): Promise<void> => {
    const held = await claims.get(key);
    if (held === undefined || held.body.provider === provider.id) return;
    if ((await records.get(held.body.provider)) !== undefined) throw duplicate;
    await claims.replace(key, held.v, { provider: provider.id });
  };

  const save: ProviderRepository['save'] = async (provider) => {
    const stored = await records.get(provider.id);
    if (stored) demandSamePartner(withId(stored.id, stored.body), provider);
    await claim(provider);
    if (stored) {
      await update(provider.id, () => provider);
      return;
    }
    await records.insert(provider.id, withoutId(provider));
    forgetRecord(provider.id);
  };

  const listByState = async (role: Provider['role'], state: ProviderState): Promise<Provider[]> => {
    const found: Provider[] = [];
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const page = await records.find({
        index: 'role_state',
        equals: [role, state],
        limit: 1000,
        ...(cursor !== undefined && { cursor }),
      });
      found.push(...page.items.map(({ id, body }) => withId(id, body)));
      cursor = page.cursor;
    }
    return found.sort(byEntityId);
  };

  return {
    async findServiceProvider(entityId, dialect) {
      const found = await findByClaim(entityId, serviceClaim(entityId));
      return found?.role === 'sp' && (dialect ?? found.dialect) === found.dialect ? found : undefined;
    },
    async findIdentityProvider(entityId, leg) {
      const found = await findByClaim(entityId, identityClaim(entityId, leg));
      return found?.role === 'idp' ? found : undefined;
    },
    get,
    async listEnabledIdentityProviders() {
      const found = await listCache.get('idp', () => listByState('idp', 'enabled'));
      return found.filter((provider) => provider.role === 'idp');
    },
    async list() {
      const parts = await Promise.all([
        listByState('sp', 'enabled'),
        listByState('sp', 'disabled'),
        listByState('idp', 'enabled'),
        listByState('idp', 'disabled'),
      ]);
      return parts.flat().sort(byEntityId);
    },
    save,
    update,
    setState: (id, state) => update(id, (current) => ({ ...current, state })),
  };
}

const serviceClaim = (entityId: string): string => claimId('sp', entityId);
const identityClaim = (entityId: string, leg: Leg): string => claimId(`idp:${leg}`, entityId);

/** An entityID may have 1024 characters (metadata 2.2.1), an id of the store 512. */
function claimId(role: string, entityId: string): string {
  if (entityId.length <= 400) return `${role}:${entityId}`;
  return `${role}#${createHash('sha256').update(entityId, 'utf8').digest('base64url')}`;
}

const claimOf = (provider: Provider): string =>
  provider.role === 'sp' ? serviceClaim(provider.entityId) : identityClaim(provider.entityId, provider.leg);

function demandSamePartner(current: Provider, changed: Provider): void {
  if (current.role !== changed.role) throw new HubError('METADATA_ROLE', 'a record cannot change its role');
  if (claimOf(current) !== claimOf(changed))
    throw new HubError('METADATA_ENTITY_ID', 'a record cannot change its entityID or leg');
}

function withoutId(provider: Provider): ProviderBody {
  const { id: _id, ...body } = provider;
  return body;
}

const withId = (id: string, body: ProviderBody): Provider => ({ ...body, id });

const byEntityId = (one: Provider, other: Provider): number =>
  one.entityId < other.entityId ? -1 : one.entityId > other.entityId ? 1 : 0;
