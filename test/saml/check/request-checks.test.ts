/** One check, one rule: the good vectors pass, each bad one is refused with its code (security.md 7 and 8, by row). */
import { describe, expect, it } from '@jest/globals';
import {
  checkAcs,
  checkAttributeIndex,
  checkAuthnInstant,
  checkContradiction,
  checkNameIdPolicy,
  checkSubject,
  usableSigningKeys,
  type AcsEndpoint,
} from '../../../src/saml/check/index.ts';
import { codeOf } from '../../support/refusal.ts';

const now = Date.UTC(2026, 2, 2, 9);
const minute = 60_000;

type Row = readonly [
  rule: string,
  good: readonly (() => unknown)[],
  bad: readonly (readonly [code: string, call: () => unknown])[],
];

const rows: readonly Row[] = [
  [
    'A10 subject and NameIDPolicy: never another service’s',
    [
      () => checkSubject({ hasSubject: false }),
      () =>
        checkNameIdPolicy(
          { issuer: 'i', nameIdPolicy: { spNameQualifier: 'i', format: 'f' } },
          new Set(['f']),
        ),
      () => checkNameIdPolicy({ issuer: 'i' }, new Set()),
    ],
    [
      ['REQUEST_UNSUPPORTED', () => checkSubject({ hasSubject: true })],
      [
        'NAMEID_POLICY',
        () => checkNameIdPolicy({ issuer: 'i', nameIdPolicy: { spNameQualifier: 'j' } }, new Set()),
      ],
      [
        'NAMEID_POLICY',
        () => checkNameIdPolicy({ issuer: 'i', nameIdPolicy: { format: 'g' } }, new Set(['f'])),
      ],
    ],
  ],
  [
    'A11 forced and passive, and how fresh a forced login is',
    [
      () => checkContradiction({ forceAuthn: true, isPassive: false }),
      () => checkAuthnInstant({ authnInstant: now }, now, now),
    ],
    [
      ['REQUEST_CONTRADICTION', () => checkContradiction({ forceAuthn: true, isPassive: true })],
      ['RESPONSE_EXPIRED', () => checkAuthnInstant({ authnInstant: now - 4 * minute }, now, now)],
      ['RESPONSE_EXPIRED', () => checkAuthnInstant({ authnInstant: now + 4 * minute }, now)],
      ['RESPONSE_EXPIRED', () => checkAuthnInstant({ authnInstant: NaN }, now)],
    ],
  ],
  [
    'A12 attribute index: one the metadata lists',
    [
      () => checkAttributeIndex({}, []),
      () => checkAttributeIndex({ attributeConsumingServiceIndex: 1 }, [0, 1]),
    ],
    [['REQUEST_UNSUPPORTED', () => checkAttributeIndex({ attributeConsumingServiceIndex: 2 }, [0, 1])]],
  ],
  [
    'S1, S17 signing keys: of the partner, valid now, or within an operator’s grace',
    [
      () =>
        usableSigningKeys('request', [{ certificate: '', use: 'both', notBefore: 0, notAfter: now }], now),
      () =>
        usableSigningKeys(
          'request',
          [{ certificate: '', use: 'signing', notBefore: 0, notAfter: now - 1 }],
          now,
          now + 1,
        ),
    ],
    [
      ['REQUEST_SIGNATURE', () => usableSigningKeys('request', [], now)],
      [
        'RESPONSE_REFUSED',
        () =>
          usableSigningKeys(
            'response',
            [{ certificate: '', use: 'encryption', notBefore: 0, notAfter: now }],
            now,
          ),
      ],
      [
        'PARTNER_CERTIFICATE_EXPIRED',
        () =>
          usableSigningKeys(
            'request',
            [{ certificate: '', use: 'signing', notBefore: 0, notAfter: now - 1 }],
            now,
          ),
      ],
      [
        'PARTNER_CERTIFICATE_EXPIRED',
        () =>
          usableSigningKeys(
            'request',
            [{ certificate: '', use: 'signing', notBefore: now + 1, notAfter: now + 2 }],
            now,
            now + 9,
          ),
      ],
    ],
  ],
];

describe.each(rows)('%s', (_rule, good, bad) => {
  it('good vectors pass', () => {
    for (const call of good) expect(codeOf(call)).toBeUndefined();
  });
  it('bad vectors are refused with their code', () => {
    for (const [code, call] of bad) expect([call.toString(), codeOf(call)]).toEqual([call.toString(), code]);
  });
});

describe('A5 assertion consumer service', () => {
  const acs = (location: string, more: Partial<AcsEndpoint> = {}): AcsEndpoint => ({
    binding: 'post',
    location,
    ...more,
  });
  const endpoints = [
    acs('https://a', { index: 0, isDefault: false }),
    acs('https://b', { index: 1 }),
    acs('https://c', { index: 2 }),
    { binding: 'artifact', location: 'https://d', index: 3 },
  ];

  it.each([
    ['by URL', { acsUrl: 'https://c' }, 'https://c'],
    ['by index', { acsIndex: 0 }, 'https://a'],
    ['by both, naming the same', { acsUrl: 'https://b', acsIndex: 1 }, 'https://b'],
    ['by none: the first that is not said to be no default', {}, 'https://b'],
  ])('%s', (_name, request, location) => expect(checkAcs(request, endpoints).location).toBe(location));

  it('the default is the one with isDefault true, else the first without false, else the first (metadata 2.2.3)', () => {
    expect(checkAcs({}, [acs('https://a'), acs('https://b', { isDefault: true })]).location).toBe(
      'https://b',
    );
    expect(
      checkAcs({}, [acs('https://a', { isDefault: false }), acs('https://b', { isDefault: false })]).location,
    ).toBe('https://a');
  });

  it.each([
    { acsUrl: 'https://c/' },
    { acsUrl: 'HTTPS://c' },
    { acsUrl: 'https://d' },
    { acsIndex: 3 },
    { acsIndex: 9 },
    { acsUrl: 'https://b', acsIndex: 2 },
    { acsUrl: 'https://b', protocolBinding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact' },
  ])('refuses %j', (request) => expect(codeOf(() => checkAcs(request, endpoints))).toBe('ACS_MISMATCH'));
});
