/** One check, one rule: the good vectors pass, each bad one is refused with its code (security.md 7 and 8, by row). */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  assertionChecks,
  checkIssueInstant,
  checkReplay,
  checkSessionNotOnOrAfter,
  checkValidity,
  envelopeChecks,
  requestChecks,
} from '../../../src/saml/check/index.ts';
import { codeOf, codeOfAsync } from '../../support/refusal.ts';

const now = Date.UTC(2026, 2, 2, 9);

describe('R11 replay', () => {
  it('new passes, seen refuses, and a store that fails or answers anything else fails closed', async () => {
    const message = { issuer: 'i', id: '_1', until: now };
    const store = (answer: unknown) => ({ remember: async () => answer as 'new' });
    expect(await codeOfAsync(() => checkReplay('response', message, store('new')))).toBeUndefined();
    expect(await codeOfAsync(() => checkReplay('response', message, store('seen')))).toBe(
      'RESPONSE_REPLAYED',
    );
    expect(await codeOfAsync(() => checkReplay('request', message, store(undefined)))).toBe(
      'REQUEST_REPLAYED',
    );
    await expect(
      checkReplay('response', message, { remember: () => Promise.reject(new Error('away')) }),
    ).rejects.toThrow('away');
    expect(await codeOfAsync(() => checkReplay('response', { ...message, until: NaN }, store('new')))).toBe(
      'INTERNAL',
    );
  });
});

describe('times that are no numbers', () => {
  it('never pass any check (property; security.md D6)', () => {
    const odd = fc.constantFrom(NaN, Infinity, -Infinity);
    fc.assert(
      fc.property(odd, (time) => {
        expect(codeOf(() => checkIssueInstant('response', { issueInstant: time }, now))).toBeDefined();
        if (time !== Infinity)
          expect(codeOf(() => checkValidity({ notOnOrAfter: time }, now, 'x'))).toBeDefined();
        if (time !== Infinity)
          expect(codeOf(() => checkSessionNotOnOrAfter({ sessionNotOnOrAfter: time }, now))).toBeDefined();
      }),
    );
  });
});

it('the ordered lists name every check once', () => {
  expect(requestChecks.map(([name]) => name)).toEqual([
    'version and ID',
    'issuer',
    'destination',
    'issue instant',
  ]);
  expect(envelopeChecks.map(([name]) => name)).toEqual([
    'version and ID',
    'destination',
    'in-response-to',
    'issuer',
    'issue instant',
    'status',
    'assertion count',
  ]);
  expect(assertionChecks.map(([name]) => name)).toEqual([
    'version and ID',
    'issuer',
    'issue instant',
    'subject confirmation',
    'conditions',
    'audience',
    'authn instant',
    'session end',
  ]);
});
