import { legacyLevelOf, type LegacyLevel } from '../../domain/assurance/index.ts';
import { type Release } from '../../domain/login/index.ts';
import { classRefs } from './names.ts';

/**
 * The AssuranceLevel a service is told (oiosaml.md 2.3): the achieved old level, 3 at most, unless an operator set the
 * service to get 4 for High.
 */
export function toldLevel(
  release: Pick<Release, 'level' | 'legacyLevel'>,
  settings: { readonly legacyLevel4: boolean },
): LegacyLevel {
  if (release.level === 'High') return legacyLevelOf('High', settings);
  return Math.min(release.legacyLevel, 3) as LegacyLevel;
}

/** Password goes with level 2, X509 with level 3 (OIOSAML.Java for 2.0.9 warns of a mismatch). */
export function classRefOf(level: LegacyLevel): string {
  return level >= 3 ? classRefs.x509 : classRefs.password;
}
