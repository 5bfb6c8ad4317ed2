import { type NsisLevel } from '../domain/assurance/index.ts';
import { type IdentityKind, type LoginDemand } from '../domain/login/index.ts';
import { HubError } from '../kernel/errors.ts';
import { type RequestedAuthnContext } from '../saml/message/index.ts';

type LegName = LoginDemand['legs'][number];

/** What one AuthnContextClassRef of a request means; `tolerated` asks for nothing. */
export type ContextWord =
  | { readonly type: 'level'; readonly from: NsisLevel; readonly to: NsisLevel }
  | { readonly type: 'kind'; readonly kind: IdentityKind }
  | { readonly type: 'leg'; readonly leg: LegName }
  | { readonly type: 'tolerated' };

/**
 * Classes of SAML's own that many libraries send unasked (node-saml, python3-saml, OIOSAML.Java 2). They say nothing about
 * NSIS, so they ask for nothing: the level is governed by the levels named and the service's recorded minimum.
 */
export const toleratedClasses: readonly (readonly [string, ContextWord])[] = [
  'Password',
  'PasswordProtectedTransport',
  'X509',
  'unspecified',
].map((name) => [`urn:oasis:names:tc:SAML:2.0:ac:classes:${name}`, { type: 'tolerated' }]);

/**
 * Levels and selectors are two independent sets in any order; Comparison concerns the level only (OIO-SP-07).
 * An unknown class reference is passed over while a known one stands beside it.
 * @throws HubError NO_AUTHN_CONTEXT if all are unknown: nothing the hub does would be what was asked for
 */
export function readContext(
  context: RequestedAuthnContext | undefined,
  words: ReadonlyMap<string, ContextWord>,
): Pick<LoginDemand, 'levels' | 'comparison' | 'kinds' | 'legs'> {
  const classRefs = context?.classRefs ?? [];
  const known = classRefs.map((ref) => words.get(ref)).filter((word) => word !== undefined);
  if (classRefs.length > 0 && known.length === 0) {
    throw new HubError('NO_AUTHN_CONTEXT', 'the request names only unknown authentication contexts');
  }
  const comparison = context?.comparison ?? 'exact';
  return {
    levels: distinct(known.flatMap((word) => (word.type === 'level' ? levelsFor(word, comparison) : []))),
    comparison,
    kinds: distinct(known.flatMap((word) => (word.type === 'kind' ? [word.kind] : []))),
    legs: distinct(known.flatMap((word) => (word.type === 'leg' ? [word.leg] : []))),
  };
}

/** One word may stand for a range: AssuranceLevel 3 is Substantial and High. Its lowest counts upwards, its highest downwards. */
function levelsFor(
  { from, to }: { from: NsisLevel; to: NsisLevel },
  comparison: LoginDemand['comparison'],
): NsisLevel[] {
  switch (comparison) {
    case 'exact':
      return [from, to];
    case 'minimum':
      return [from];
    case 'better':
    case 'maximum':
      return [to];
  }
}

const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];
