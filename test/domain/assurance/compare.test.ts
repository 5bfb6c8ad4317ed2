import { describe, expect, it } from '@jest/globals';
import {
  canBeSatisfied,
  levelToRequest,
  meets,
  satisfiesDemand,
  type LevelDemand,
  type NsisLevel,
} from '../../../src/domain/assurance/index.ts';

const demand = (comparison: LevelDemand['comparison'], ...levels: NsisLevel[]): LevelDemand => ({
  comparison,
  levels,
});
/** The three answers for Low, Substantial, High, as + or -. */
const answers = (wanted: LevelDemand, minimumLevel?: NsisLevel): string =>
  (['Low', 'Substantial', 'High'] as const)
    .map((level) => (satisfiesDemand(level, wanted, minimumLevel) ? '+' : '-'))
    .join('');

describe('Comparison (SAML core 3.3.2.2.1, oiosaml.md 1.3)', () => {
  it.each<[LevelDemand['comparison'], NsisLevel[], string]>([
    ['exact', ['Low'], '+--'],
    ['exact', ['Substantial'], '-+-'],
    ['exact', ['High'], '--+'],
    ['exact', ['Low', 'High'], '+-+'],
    ['minimum', ['Low'], '+++'],
    ['minimum', ['Substantial'], '-++'],
    ['minimum', ['High'], '--+'],
    ['minimum', ['High', 'Substantial'], '-++'],
    ['better', ['Low'], '-++'],
    ['better', ['Substantial'], '--+'],
    ['better', ['High'], '---'],
    ['better', ['Low', 'Substantial'], '--+'],
    ['maximum', ['Low'], '+--'],
    ['maximum', ['Substantial'], '++-'],
    ['maximum', ['High'], '+++'],
    ['maximum', ['Low', 'Substantial'], '++-'],
  ])('%s %j is answered by Low, Substantial, High as %s', (comparison, levels, expected) => {
    expect(answers(demand(comparison, ...levels))).toBe(expected);
  });

  it('answers any level, and none, where the request names none', () => {
    expect(answers(demand('exact'))).toBe('+++');
    expect(satisfiesDemand(undefined, demand('exact'))).toBe(true);
  });

  it.each(['exact', 'minimum', 'better', 'maximum'] as const)(
    'refuses a login without a NSIS level where a level is named (%s)',
    (comparison) => {
      expect(satisfiesDemand(undefined, demand(comparison, 'Low'))).toBe(false);
    },
  );
});

describe('the least level an operator set for a service', () => {
  it('holds beside the request, also when that names a lower level or none', () => {
    expect(answers(demand('minimum', 'Low'), 'Substantial')).toBe('-++');
    expect(answers(demand('exact'), 'High')).toBe('--+');
    expect(answers(demand('maximum', 'Substantial'), 'Substantial')).toBe('-+-');
    expect(satisfiesDemand(undefined, demand('exact'), 'Low')).toBe(false);
  });

  it('makes a demand impossible that allows only less', () => {
    expect(canBeSatisfied(demand('exact', 'Low'), 'Substantial')).toBe(false);
    expect(canBeSatisfied(demand('exact', 'Low', 'High'), 'Substantial')).toBe(true);
    expect(canBeSatisfied(demand('better', 'High'))).toBe(false);
  });
});

describe('the level to ask an identity provider for', () => {
  it.each<[LevelDemand, NsisLevel | undefined, NsisLevel | undefined]>([
    [demand('exact'), undefined, undefined],
    [demand('exact'), 'Substantial', 'Substantial'],
    [demand('minimum', 'Substantial'), undefined, 'Substantial'],
    [demand('minimum', 'Low'), 'High', 'High'],
    [demand('minimum', 'High', 'Low'), undefined, 'Low'],
    [demand('better', 'Low'), undefined, 'Substantial'],
    [demand('exact', 'Low', 'High'), 'Substantial', 'High'],
    [demand('maximum', 'Substantial'), undefined, undefined],
    [demand('better', 'High'), undefined, undefined],
  ])('for %j at a service with least level %s is %s', (wanted, minimumLevel, expected) => {
    expect(levelToRequest(wanted, minimumLevel === undefined ? {} : { minimumLevel })).toBe(expected);
  });
});

describe('meets', () => {
  it('never takes an absent level or an unknown word for one', () => {
    expect(meets(undefined, 'Low')).toBe(false);
    expect(meets('high' as NsisLevel, 'Low')).toBe(false);
    expect(meets('__proto__' as NsisLevel, 'Low')).toBe(false);
    expect(meets('Low', 'Low')).toBe(true);
    expect(meets('Low', 'Substantial')).toBe(false);
  });
});
