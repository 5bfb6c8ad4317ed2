import type { Cpr, Cvr, EntityId, Pid, Rid, Uuid } from '../../kernel/brands.ts';
import type { LegacyLevel, NsisLevel } from '../assurance/index.ts';

/** The neutral words of a login: what dialects translate to and from. No SAML in here. */
export type IdentityKind = 'person' | 'professional';

/** What a service wants of a login. */
export interface LoginDemand {
  /** Levels named by the request; empty = none named. */
  readonly levels: readonly NsisLevel[];
  readonly comparison: 'exact' | 'minimum' | 'better' | 'maximum';
  /** Any of these will do; empty = any. */
  readonly kinds: readonly IdentityKind[];
  /** Identity provider legs the service prefers (NemLog-in's credential selectors); empty = any. */
  readonly legs: readonly ('mitid' | 'nemid' | 'local-idp')[];
  readonly forceAuthn: boolean;
  readonly isPassive: boolean;
}

/** Neutral names of what a service can be told. `cprNumber` has its own release rule. */
export const attributeNames = [
  'fullName',
  'firstName',
  'lastName',
  'alias',
  'email',
  'cprNumber',
  'age',
  'cprUuid',
  'dateOfBirth',
  'pid',
  'professionalUuid',
  'rid',
  'cvr',
  'orgName',
  'productionUnit',
  'seNumber',
  'authorizedToRepresent',
  'ial',
  'aal',
  'privileges',
  'bootstrapToken',
] as const;
export type AttributeName = (typeof attributeNames)[number];

/** What is known about a person or employee beyond the keys; all optional, all plain text. */
export interface PersonalFacts {
  readonly fullName?: string;
  readonly firstName?: string;
  readonly lastName?: string;
  readonly alias?: string;
  readonly email?: readonly string[];
  readonly age?: string;
  readonly cprUuid?: Uuid;
  /** ISO `YYYY-MM-DD`. */
  readonly dateOfBirth?: string;
}

export interface OrganisationFacts {
  readonly cvr: Cvr;
  readonly orgName: string;
  readonly productionUnit?: string;
  readonly seNumber?: string;
  readonly authorizedToRepresent?: readonly string[];
}

/** The keys by which an upstream login points at an identity (design.md 5). */
export interface IdentityKeys {
  readonly cpr?: Cpr;
  readonly pid?: Pid;
  /** MitID's own identifier of the person. */
  readonly mitidUuid?: Uuid;
  /** RID, unique together with the organisation's CVR. */
  readonly rid?: Rid;
  /** professional/uuid/persistent. */
  readonly professionalUuid?: Uuid;
}

/** What an identity provider said, in neutral words; only signed bytes were read to make it. */
export interface LoginFacts {
  readonly kind: IdentityKind;
  readonly keys: IdentityKeys;
  readonly personal: PersonalFacts;
  /** Exactly when kind is `professional`. */
  readonly organisation?: OrganisationFacts;
  /** NSIS level as asserted; absent when none (or not one of the three words). */
  readonly level?: NsisLevel;
  readonly ial?: NsisLevel;
  readonly aal?: NsisLevel;
  /** AssuranceLevel as asserted (2.0.9, or 3.0 without a NSIS level). */
  readonly legacyLevel?: LegacyLevel;
  /** Epoch milliseconds. */
  readonly authnInstant: number;
  /** The upstream session: what a later logout from the IdP will name. */
  readonly upstreamNameId: string;
  readonly upstreamSessionIndex?: string;
}

/** Exactly what one service will be told in one login; computed before any consent page, sent as it is. */
export interface Release {
  readonly kind: IdentityKind;
  readonly audience: EntityId;
  /** Pairwise UUID of this identity for this service's id group. */
  readonly pairwiseId: Uuid;
  /** Achieved NSIS level; absent when only a legacy level is known. */
  readonly level?: NsisLevel;
  readonly ial?: NsisLevel;
  readonly aal?: NsisLevel;
  /** Achieved legacy level: always known. */
  readonly legacyLevel: LegacyLevel;
  readonly personal: PersonalFacts;
  readonly organisation?: OrganisationFacts;
  readonly cprNumber?: Cpr;
  readonly pid?: Pid;
  readonly rid?: Rid;
  readonly professionalUuid?: Uuid;
  /** Base64 of the privilege XML, later. */
  readonly privileges?: string;
  readonly bootstrapToken?: string;
}
