import { HubError } from './errors.ts';

/**
 * Branded strings: an identifier that has been looked at once and cannot be mixed up with another kind.
 * Parsers return undefined for what is not of the form; `demand` turns that into a HubError where wanted.
 */
declare const brand: unique symbol;
export type Branded<Name extends string> = string & { readonly [brand]: Name };

/** entityID: an absolute URI of at most 1024 characters (metadata 2.2.1). */
export type EntityId = Branded<'EntityId'>;
/** Ten digits, no hyphen. A personal number: never in a log, URL or error. */
export type Cpr = Branded<'Cpr'>;
/** Eight digits. */
export type Cvr = Branded<'Cvr'>;
/** `9208-2002-2-` and twelve digits; look-ups also know `9802-2002-2-` (oiosaml.md 2.2). */
export type Pid = Branded<'Pid'>;
/** Opaque, 1 to 36 characters; unique only together with the CVR (design.md 12). */
export type Rid = Branded<'Rid'>;
/** RFC 4122 text form, lower case, without prefix. */
export type Uuid = Branded<'Uuid'>;
/** The hub's own identifier of an identity; never leaves the hub. */
export type IdentityId = Branded<'IdentityId'>;
/** A pairwise identifier: the UUID one identity has within one id group. */
export type PairwiseId = Branded<'PairwiseId'>;
/** An id group: one service provider, or the service providers that share identifiers. */
export type IdGroup = Branded<'IdGroup'>;

const form =
  <B extends string>(pattern: RegExp) =>
  (text: string): Branded<B> | undefined =>
    pattern.test(text) ? (text as Branded<B>) : undefined;

export const parseEntityId = (text: string): EntityId | undefined =>
  text.length <= 1024 && /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"\\^`{|}\p{Cc}]+$/u.test(text)
    ? (text as EntityId)
    : undefined;
export const parseCpr = form<'Cpr'>(/^\d{10}$/);
export const parseCvr = form<'Cvr'>(/^\d{8}$/);
export const parsePid = form<'Pid'>(/^(?:9208|9802)-2002-2-\d{12}$/);
export const parseRid = form<'Rid'>(/^[A-Za-z0-9-]{1,36}$/);
export const parseIdGroup = form<'IdGroup'>(/^[A-Za-z0-9._-]{1,100}$/);

/** Accepts a bare UUID or `urn:uuid:`, in any case; gives the bare lower-case form. */
export function parseUuid(text: string): Uuid | undefined {
  const bare = text.startsWith('urn:uuid:') ? text.slice(9) : text;
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(bare)
    ? (bare.toLowerCase() as Uuid)
    : undefined;
}

/** @throws HubError INTERNAL naming the kind (never the value) if the parser refused. */
export function demand<T>(value: T | undefined, kind: string): T {
  if (value === undefined) throw new HubError('INTERNAL', `not a valid ${kind}`);
  return value;
}
