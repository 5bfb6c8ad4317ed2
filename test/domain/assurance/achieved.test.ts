import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  achievedLevel,
  legacyLevelOf,
  levelCanBeTold,
  nsisLevels,
  type AssertedLevels,
  type LegacyLevel,
  type LevelTrust,
} from '../../../src/domain/assurance/index.ts';

const mitid: LevelTrust = { levelCap: 'High' };
const nemid: LevelTrust = { levelCap: 'Substantial', legacyLevelAs: 'Substantial' };

describe('NSIS to AssuranceLevel (oiosaml.md 2.3)', () => {
  it('is 2, 3, 3: High is never below Substantial, since old services ask for 3', () => {
    expect(nsisLevels.map((level) => legacyLevelOf(level))).toEqual([2, 3, 3]);
  });

  it('gives 4 for High only to a service set so', () => {
    const set = nsisLevels.map((level) => legacyLevelOf(level, { legacyLevel4: true }));
    expect(set).toEqual([2, 3, 4]);
    expect(legacyLevelOf('High', { legacyLevel4: false })).toBe(3);
  });
});

describe('AssuranceLevel to NSIS (security.md H3)', () => {
  it.each<[LegacyLevel | undefined, LevelTrust, object]>([
    [1, nemid, { legacyLevel: 1 }],
    [2, nemid, { legacyLevel: 2 }],
    [3, nemid, { level: 'Substantial', legacyLevel: 3 }],
    [4, nemid, { level: 'Substantial', legacyLevel: 3 }],
    [3, { levelCap: 'Substantial' }, { legacyLevel: 3 }],
    [4, { levelCap: 'High' }, { legacyLevel: 3 }],
    [3, { levelCap: 'High', legacyLevelAs: 'Low' }, { level: 'Low', legacyLevel: 3 }],
    [3, { levelCap: 'Low', legacyLevelAs: 'Substantial' }, { level: 'Low', legacyLevel: 2 }],
    [undefined, nemid, { legacyLevel: 1 }],
  ])('legacy %s from %j achieves %j', (legacyLevel, trust, expected) => {
    expect(achievedLevel(legacyLevel === undefined ? {} : { legacyLevel }, trust)).toEqual(expected);
  });
});

describe('the achieved level (security.md H2)', () => {
  it('is what was asserted where nothing caps it', () => {
    expect(achievedLevel({ level: 'High', ial: 'High', aal: 'High' }, mitid)).toEqual({
      level: 'High',
      legacyLevel: 3,
    });
  });

  it.each<[string, AssertedLevels, LevelTrust]>([
    ['the cap of the identity provider', { level: 'High' }, { levelCap: 'Low' }],
    ['the asserted IAL', { level: 'High', ial: 'Low', aal: 'High' }, mitid],
    ['the asserted AAL', { level: 'High', ial: 'High', aal: 'Low' }, mitid],
  ])('is capped by %s', (_what, asserted, trust) => {
    expect(achievedLevel(asserted, trust)).toEqual({ level: 'Low', legacyLevel: 2 });
  });

  it('is capped by the level the identity was registered at', () => {
    expect(achievedLevel({ level: 'High' }, mitid, 'Low')).toEqual({ level: 'Low', legacyLevel: 2 });
    expect(achievedLevel({ legacyLevel: 3 }, nemid, 'Low')).toEqual({ level: 'Low', legacyLevel: 2 });
  });

  it('is no level when none was asserted, whatever IAL and AAL say', () => {
    expect(achievedLevel({ ial: 'High', aal: 'High' }, mitid)).toEqual({ legacyLevel: 1 });
  });

  const level = fc.constantFrom(...nsisLevels);
  const optional = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined });
  const asserted = fc.record({
    level: optional(level),
    ial: optional(level),
    aal: optional(level),
    legacyLevel: optional(fc.constantFrom<LegacyLevel>(1, 2, 3, 4)),
  });
  const trust = fc.record({
    levelCap: level,
    legacyLevelAs: optional(fc.constantFrom<'Low' | 'Substantial'>('Low', 'Substantial')),
  });
  const rank = (word: (typeof nsisLevels)[number]): number => nsisLevels.indexOf(word);

  it('is never above any of its sources, and the legacy level never above its own', () => {
    fc.assert(
      fc.property(asserted, trust, optional(level), (said, trusted, registered) => {
        const achieved = achievedLevel(said as AssertedLevels, trusted as LevelTrust, registered);
        const ceilings = [
          trusted.levelCap,
          registered,
          said.ial,
          said.aal,
          said.level ?? trusted.legacyLevelAs,
        ];
        for (const ceiling of ceilings) {
          if (achieved.level !== undefined && ceiling !== undefined) {
            expect(rank(achieved.level)).toBeLessThanOrEqual(rank(ceiling));
          }
        }
        if (said.level === undefined && (said.legacyLevel ?? 1) < 3) expect(achieved.level).toBeUndefined();
        if (said.level === undefined) expect(achieved.legacyLevel).toBeLessThanOrEqual(said.legacyLevel ?? 1);
        expect(achieved.legacyLevel).toBeLessThanOrEqual(legacyLevelOf(trusted.levelCap));
      }),
      { seed: 20260302, numRuns: 2000 },
    );
  });

  it('rises or stays when a source rises: translation keeps the order', () => {
    fc.assert(
      fc.property(asserted, trust, level, level, (said, trusted, one, other) => {
        const [lower, higher] = rank(one) <= rank(other) ? [one, other] : [other, one];
        const at = (word: typeof one) =>
          achievedLevel({ ...said, level: word } as AssertedLevels, trusted as LevelTrust);
        expect(rank(at(lower).level ?? 'Low')).toBeLessThanOrEqual(rank(at(higher).level ?? 'Low'));
        expect(at(lower).legacyLevel).toBeLessThanOrEqual(at(higher).legacyLevel);
      }),
      { seed: 20260303, numRuns: 1000 },
    );
  });
});

describe('a login without a NSIS level', () => {
  const settings = (acceptsAssuranceLevel: boolean) => ({ settings: { acceptsAssuranceLevel } });

  it('is told to a 3.0 service only if it takes AssuranceLevel instead (oiosaml.md 1.1 note 1)', () => {
    expect(levelCanBeTold(undefined, { dialect: 'oiosaml3', ...settings(false) })).toBe(false);
    expect(levelCanBeTold(undefined, { dialect: 'oiosaml3', ...settings(true) })).toBe(true);
    expect(levelCanBeTold(undefined, { dialect: 'oiosaml2', ...settings(false) })).toBe(true);
    expect(levelCanBeTold('Low', { dialect: 'oiosaml3', ...settings(false) })).toBe(true);
  });
});
