import type { AchievedLevel } from '../../domain/assurance/index.ts';
import { legacyIdsFor } from '../../domain/bridge/index.ts';
import type { ServiceProvider } from '../../domain/federation/index.ts';
import { ownerOfPairwiseId, pairwiseIdFor, type Identity } from '../../domain/identity/index.ts';
import {
  attributeNames,
  type AttributeName,
  type LoginFacts,
  type Release,
} from '../../domain/login/index.ts';
import type { LoginDeps } from './deps.ts';

/** Who logged in and how strongly, from an upstream login or from the session it left. */
export interface Login {
  readonly identity: Identity;
  readonly facts: LoginFacts;
  readonly achieved: AchievedLevel;
  /** Provider record id of the identity provider. */
  readonly idp: string;
}

/** A release, and whom the store says its identifier was given to: compared before anything is sent (design.md 4.2). */
export interface ComposedRelease {
  readonly release: Release;
  readonly identifierOwner: string | undefined;
}

/** Never without an operator's word: sensitive, or not there before consent, privileges and tokens exist. */
const onlyByRecord: ReadonlySet<AttributeName> = new Set(['cprNumber', 'privileges', 'bootstrapToken']);
/** Shared between services, so a private one never gets them: they would link its users to others' (design.md 9). */
const publicOnly: ReadonlySet<AttributeName> = new Set([
  'cprNumber',
  'cprUuid',
  'professionalUuid',
  'privileges',
]);

/**
 * What this service is told of this login (design.md 4.4): identifier, level and attributes, computed whole before
 * anything is shown or sent, and sent as it is.
 *
 * cprNumber is never in it: it needs a legal basis and the person's consent in the flow, and there is no consent page
 * yet (docs/divergences.md).
 *
 * @throws HubError LEGACY_ID_MISSING when a 2.0.9 service needs a PID or RID that is not there and none may be minted
 */
export async function composeRelease(
  login: Login,
  sp: ServiceProvider,
  deps: LoginDeps,
): Promise<ComposedRelease> {
  const { identity, facts, achieved } = login;
  const may = releasable(sp, deps);
  const [pairwiseId, legacy] = await Promise.all([
    pairwiseIdFor(identity, sp.idGroup, deps),
    legacyIds(identity, sp, may, deps),
  ]);
  const release: Release = {
    kind: facts.kind,
    audience: sp.entityId,
    pairwiseId,
    legacyLevel: achieved.legacyLevel,
    personal: pick(facts.personal, may),
    ...legacy,
    ...present({
      level: achieved.level,
      ial: may.has('ial') ? facts.ial : undefined,
      aal: may.has('aal') ? facts.aal : undefined,
      organisation: facts.organisation && organisationFor(facts.organisation, may),
      professionalUuid: may.has('professionalUuid') ? identity.keys.professionalUuid : undefined,
    }),
  };
  return { release, identifierOwner: await ownerOfPairwiseId(sp.idGroup, pairwiseId, deps) };
}

/**
 * The attributes a service may be told: what the operator allowed, or the default of its sector; and of these only
 * what its metadata asks for, if it asks for anything by name (security.md H6: metadata can only narrow).
 */
export function releasable(
  sp: ServiceProvider,
  deps: Pick<LoginDeps, 'dialectOf'>,
): ReadonlySet<AttributeName> {
  const allowed = sp.allowedAttributes
    ? new Set(sp.allowedAttributes.map(({ name }) => name))
    : new Set<string>(attributeNames.filter((name) => !onlyByRecord.has(name)));
  const table = deps.dialectOf(sp.dialect).attributes;
  const asked = new Set(sp.requestedAttributes.map(({ name }) => table.neutralName(name)));
  const named = sp.requestedAttributes.length > 0;
  return new Set(
    attributeNames.filter(
      (name) =>
        allowed.has(name) &&
        (!named || asked.has(name)) &&
        !(sp.sector === 'private' && publicOnly.has(name)),
    ),
  );
}

/** An OCES service of 2.0.9 knows its users by PID or RID; a 3.0 service may still ask for one that exists. */
async function legacyIds(
  identity: Identity,
  sp: ServiceProvider,
  may: ReadonlySet<AttributeName>,
  deps: LoginDeps,
): Promise<Pick<Release, 'pid' | 'rid'>> {
  if (sp.dialect === 'oiosaml2' && sp.settings.nameIdProfile === 'oces') {
    return legacyIdsFor(identity, sp.settings.missingLegacyId, deps.legacy);
  }
  if (sp.dialect === 'oiosaml2') return {};
  const { pid, rid } = identity.keys;
  return identity.kind === 'person'
    ? present({ pid: may.has('pid') ? pid : undefined })
    : present({ rid: may.has('rid') ? rid : undefined });
}

/** CVR and name are part of who a professional is (OIOSAML 3.0); the rest is released by name. */
function organisationFor(
  facts: NonNullable<LoginFacts['organisation']>,
  may: ReadonlySet<AttributeName>,
): NonNullable<Release['organisation']> {
  const { cvr, orgName, ...more } = facts;
  return { cvr, orgName, ...pick(more, may) };
}

function pick<T extends object>(values: T, may: ReadonlySet<AttributeName>): Partial<T> {
  const kept = Object.entries(values).filter(([name]) => may.has(name as AttributeName));
  return Object.fromEntries(kept) as Partial<T>;
}

/** Leaves out what is undefined. */
function present<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const kept = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as { [K in keyof T]: Exclude<T[K], undefined> };
}
