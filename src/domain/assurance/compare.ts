import { nsisLevels, type NsisLevel } from './nsis.ts';

/** The part of a login's demand that speaks of levels (login/LoginDemand fits). */
export interface LevelDemand {
  /** Levels named by the request; empty = none named. */
  readonly levels: readonly NsisLevel[];
  readonly comparison: 'exact' | 'minimum' | 'better' | 'maximum';
}

const rankOf: ReadonlyMap<NsisLevel, number> = new Map(nsisLevels.map((level, rank) => [level, rank]));
/** Weakest is 0. An unknown word (data from outside the types) ranks below all, so it meets nothing. */
const rank = (level: NsisLevel): number => rankOf.get(level) ?? -1;

/** True when `level` is at least `required`; no level meets nothing. */
export function meets(level: NsisLevel | undefined, required: NsisLevel): boolean {
  return level !== undefined && rank(level) >= rank(required) && rank(level) >= 0;
}

/** The weakest of the levels given, leaving out what is absent; undefined when all are. */
export function weakest(...levels: readonly (NsisLevel | undefined)[]): NsisLevel | undefined {
  return ranked(levels)[0];
}

/** The strongest of the levels given, leaving out what is absent; undefined when all are. */
export function strongest(...levels: readonly (NsisLevel | undefined)[]): NsisLevel | undefined {
  return ranked(levels).at(-1);
}

function ranked(levels: readonly (NsisLevel | undefined)[]): NsisLevel[] {
  return levels.filter((level) => level !== undefined).sort((a, b) => rank(a) - rank(b));
}

/**
 * Does an achieved level answer a demand? The request's Comparison (SAML core 3.3.2.2.1) and the least level an
 * operator set for the service must both hold.
 *
 * | comparison | achieved must be |
 * |---|---|
 * | exact | one of the levels named |
 * | minimum | at least the lowest of them (oiosaml.md 1.3: with several, meeting the lowest is enough) |
 * | better | above every one of them (the strict reading of "stronger than any one") |
 * | maximum | not above the highest of them |
 *
 * Without an achieved level only a demand that names none, at a service without a least level, is answered.
 */
export function satisfiesDemand(
  achieved: NsisLevel | undefined,
  demand: LevelDemand,
  minimumLevel?: NsisLevel,
): boolean {
  if (minimumLevel !== undefined && !meets(achieved, minimumLevel)) return false;
  const lowest = weakest(...demand.levels);
  const highest = strongest(...demand.levels);
  if (lowest === undefined || highest === undefined) return true;
  if (achieved === undefined) return false;
  switch (demand.comparison) {
    case 'exact':
      return demand.levels.includes(achieved);
    case 'minimum':
      return meets(achieved, lowest);
    case 'better':
      return rank(achieved) > rank(highest);
    case 'maximum':
      return meets(highest, achieved);
  }
}

/** False when no level at all could answer the demand: refuse with NO_AUTHN_CONTEXT before anybody logs in. */
export function canBeSatisfied(demand: LevelDemand, minimumLevel?: NsisLevel): boolean {
  return nsisLevels.some((level) => satisfiesDemand(level, demand, minimumLevel));
}

/**
 * The level to ask an identity provider for, with Comparison minimum: the weakest that answers the demand and the
 * service's least level. Undefined: ask for none (the service wants none, or no level could satisfy it).
 */
export function levelToRequest(
  demand: LevelDemand,
  service: { readonly minimumLevel?: NsisLevel },
): NsisLevel | undefined {
  const wantsNone = demand.levels.length === 0 || demand.comparison === 'maximum';
  if (wantsNone) return service.minimumLevel;
  return nsisLevels.find((level) => satisfiesDemand(level, demand, service.minimumLevel));
}
