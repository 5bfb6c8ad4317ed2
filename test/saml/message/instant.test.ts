import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatInstant, parseInstant } from '../../../src/saml/message/index.ts';

describe('instants', () => {
  it('reads UTC with and without a fraction', () => {
    expect(parseInstant('2026-03-02T09:00:00Z')).toBe(Date.UTC(2026, 2, 2, 9));
    expect(parseInstant('2026-03-02T09:00:00.5Z')).toBe(Date.UTC(2026, 2, 2, 9, 0, 0, 500));
    expect(parseInstant('2026-03-02T09:00:00.123456789Z')).toBe(Date.UTC(2026, 2, 2, 9, 0, 0, 123));
    expect(parseInstant('2024-02-29T23:59:59Z')).toBe(Date.UTC(2024, 1, 29, 23, 59, 59));
  });

  it.each([
    '',
    '2026-03-02',
    '2026-03-02T09:00:00',
    '2026-03-02T09:00:00+01:00',
    '2026-03-02T09:00:00z',
    ' 2026-03-02T09:00:00Z',
    '2026-03-02T09:00:00Z\n',
    '2026-02-30T09:00:00Z',
    '2026-13-01T09:00:00Z',
    '2026-00-01T09:00:00Z',
    '2026-03-02T24:00:00Z',
    '2026-03-02T09:60:00Z',
    '2026-03-02T09:00:60Z',
    '2026-03-02T09:00:00.Z',
    '20260302T090000Z',
    '0000-01-01T00:00:00Z',
    '+02026-03-02T09:00:00Z',
    'NaN',
    '１０２６-03-02T09:00:00Z',
  ])('gives undefined, never NaN, for %j (security.md R4, D6)', (text) => {
    expect(parseInstant(text)).toBeUndefined();
  });

  it('writes what it reads, to the millisecond', () => {
    const years = fc.integer({ min: Date.UTC(1, 0, 1) + 1e14, max: Date.UTC(9999, 11, 31) });
    fc.assert(
      fc.property(years, (instant) => parseInstant(formatInstant(instant)) === instant),
      { seed: 4, numRuns: 300 },
    );
    expect(formatInstant(Date.UTC(2026, 2, 2, 9))).toBe('2026-03-02T09:00:00.000Z');
  });

  it('writes no instant outside the years 1 to 9999', () => {
    expect(() => formatInstant(Number.NaN)).toThrow(RangeError);
    expect(() => formatInstant(Date.UTC(10_000, 0, 1))).toThrow(RangeError);
  });
});
