import type { IdentityId } from '../../kernel/brands.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { Random } from '../../kernel/random.ts';
import type { AchievedLevel, LegacyLevel, NsisLevel } from '../assurance/index.ts';
import type { FieldPlace, Sealer } from '../identity/index.ts';
import type { IdentityKind, LoginFacts } from '../login/index.ts';
import type { Collection, Store, Stored } from '../storage/index.ts';

/** A service that this session has answered. */
export interface Participant {
  /** The provider record's id. */
  readonly sp: string;
  /** Random, of this session and this service only; stays the same through a step-up. */
  readonly sessionIndex: string;
  /** The NameID the service was given, sealed: it may hold a PID. */
  readonly sealedNameId?: string;
}

/** What the hub remembers of a login; times in epoch milliseconds. */
export interface Session {
  /** Stable, 128 bits at random. */
  readonly sid: string;
  readonly identity: IdentityId;
  readonly kind: IdentityKind;
  /** What the latest login proved; absent = no NSIS level. */
  readonly level?: NsisLevel;
  readonly legacyLevel: LegacyLevel;
  readonly authnInstant: number;
  /** The provider record's id. */
  readonly idp: string;
  readonly ssoDomain: string;
  /** LoginFacts, sealed under the identity's data key; opened by `sessionFacts`. */
  readonly sealedFacts: string;
  /** In the order they came. At most 200. */
  readonly participants: readonly Participant[];
  readonly createdAt: number;
  /** Written once a minute at most, so a session may end up to a minute early, never late. */
  readonly lastSeen: number;
}

export interface SessionDocument extends Omit<Session, 'sid'> {
  /** SHA-256 of the cookie's secret, base64url. */
  readonly secretHash: string;
}

/** Seconds. */
export interface SessionLimits {
  /** Since it was last seen. */
  readonly idle: number;
  /** Since it was created; a step-up does not renew it. */
  readonly max: number;
}

export interface SessionDeps {
  readonly store: Store;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly random: Random;
  readonly limits: SessionLimits;
}

/** A finished login at an identity provider, as a session takes it over. */
export interface SessionLogin {
  readonly identity: IdentityId;
  readonly facts: LoginFacts;
  readonly achieved: AchievedLevel;
  /** The provider record's id. */
  readonly idp: string;
}

export const maximumParticipants = 200;
export const touchEvery = 60_000;

export const sessions = (store: Store): Collection<SessionDocument> => store.collection('sessions');

export const placeOf = (sid: string, field: string): FieldPlace => ({
  collection: 'sessions',
  id: sid,
  field,
});

/** The secret's hash stays behind. */
export function toSession({ id, body }: Stored<SessionDocument>): Session {
  const { secretHash: _secretHash, ...rest } = body;
  return { sid: id, ...rest };
}

/** Epoch milliseconds at which it ends, if it is not seen again. */
export function endOf(
  session: Pick<Session, 'lastSeen' | 'createdAt'>,
  { idle, max }: SessionLimits,
): number {
  return Math.min(session.lastSeen + idle * 1000, session.createdAt + max * 1000);
}

/** The same in the unit of the store. */
export function expiryOf(session: Pick<Session, 'lastSeen' | 'createdAt'>, limits: SessionLimits): number {
  return Math.ceil(endOf(session, limits) / 1000);
}
