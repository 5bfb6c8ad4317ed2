import { weakest } from './compare.ts';
import type { LegacyLevel, NsisLevel } from './nsis.ts';

/** What an identity provider asserted about strength (login/LoginFacts fits). */
export interface AssertedLevels {
  readonly level?: NsisLevel;
  readonly ial?: NsisLevel;
  readonly aal?: NsisLevel;
  readonly legacyLevel?: LegacyLevel;
}

/** How far an identity provider is believed (federation/IdentityProvider fits). */
export interface LevelTrust {
  readonly levelCap: NsisLevel;
  /** What AssuranceLevel 3 of this provider counts as; absent = no NSIS level. */
  readonly legacyLevelAs?: 'Low' | 'Substantial';
}

/** What a login proved. Without `level` only the legacy level may be told. */
export interface AchievedLevel {
  readonly level?: NsisLevel;
  readonly legacyLevel: LegacyLevel;
}

const legacyOf: Readonly<Record<NsisLevel, LegacyLevel>> = { Low: 2, Substantial: 3, High: 3 };

/**
 * AssuranceLevel of an NSIS level (oiosaml.md 2.3): Low 2, Substantial 3, High 3, never below Substantial's, since
 * old services check `>= 3`. High is 4 only for a service an operator set so (`settings.legacyLevel4`).
 */
export function legacyLevelOf(level: NsisLevel, settings?: { readonly legacyLevel4: boolean }): LegacyLevel {
  return level === 'High' && settings?.legacyLevel4 === true ? 4 : legacyOf[level];
}

/**
 * The level a login achieved: the weakest of what was asserted, its IAL and AAL, the cap of the identity provider and
 * the level the identity was registered at (security.md H2). The legacy level counts only where no NSIS level was
 * asserted, and by the provider's setting (H3): 1 and 2 prove none; 3 and 4 count as `legacyLevelAs` at most.
 *
 * The legacy level told follows the NSIS level; without an asserted one it is the real old level,
 * capped like the level and so 3 at most (NemLog-in never emitted 4).
 */
export function achievedLevel(
  asserted: AssertedLevels,
  trust: LevelTrust,
  registeredIal?: NsisLevel,
): AchievedLevel {
  const cap = weakest(trust.levelCap, registeredIal, asserted.ial, asserted.aal) ?? trust.levelCap;
  if (asserted.level !== undefined) {
    const level = weakest(asserted.level, cap) ?? cap;
    return { level, legacyLevel: legacyLevelOf(level) };
  }
  const old = asserted.legacyLevel ?? 1;
  const legacyLevel = Math.min(old, legacyLevelOf(cap)) as LegacyLevel;
  const counted = old >= 3 ? trust.legacyLevelAs : undefined;
  const level = counted && weakest(counted, cap);
  return level === undefined ? { legacyLevel } : { level, legacyLevel };
}

/**
 * May this strength be told to the service at all? An OIOSAML 3.0 assertion must carry a NSIS level, unless the
 * service takes AssuranceLevel in its place (oiosaml.md 1.1 note 1).
 */
export function levelCanBeTold(
  level: NsisLevel | undefined,
  service: {
    readonly dialect: 'oiosaml3' | 'oiosaml2';
    readonly settings: { readonly acceptsAssuranceLevel: boolean };
  },
): boolean {
  return level !== undefined || service.dialect === 'oiosaml2' || service.settings.acceptsAssuranceLevel;
}
