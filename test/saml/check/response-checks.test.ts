/** One check, one rule: the good vectors pass, each bad one is refused with its code (security.md 7 and 8, by row). */
import { describe, expect, it } from '@jest/globals';
import {
  checkAssertionCount,
  checkAudience,
  checkConditions,
  checkDestination,
  checkInResponseTo,
  checkIssueInstant,
  checkIssuer,
  checkRecipient,
  checkSessionNotOnOrAfter,
  checkStatusSuccess,
  checkSubjectConfirmation,
  checkValidity,
  checkVersionAndId,
} from '../../../src/saml/check/index.ts';
import { codeOf } from '../../support/refusal.ts';

const now = Date.UTC(2026, 2, 2, 9);
const minute = 60_000;
const bearer = 'urn:oasis:names:tc:SAML:2.0:cm:bearer';
const noConditions = { audiences: [], oneTimeUse: false, unknown: [] };
const condition = (more: object = {}) => ({ ...noConditions, notOnOrAfter: now + minute, ...more });

type Row = readonly [
  rule: string,
  good: readonly (() => unknown)[],
  bad: readonly (readonly [code: string, call: () => unknown])[],
];

const rows: readonly Row[] = [
  [
    'R1 audience: every restriction holds us, letter by letter',
    [() => checkAudience({ audiences: [['us'], ['x', 'us']] }, 'us')],
    [
      ['RESPONSE_MISDIRECTED', () => checkAudience({ audiences: [] }, 'us')],
      ['RESPONSE_MISDIRECTED', () => checkAudience({ audiences: [['us'], ['x']] }, 'us')],
      ['RESPONSE_MISDIRECTED', () => checkAudience({ audiences: [['US', 'us/', 'u']] }, 'us')],
    ],
  ],
  [
    'R2, A8 destination and recipient: there, and exactly ours',
    [
      () => checkDestination('response', { destination: 'a' }, 'a'),
      () => checkRecipient({ recipient: 'a' }, 'a'),
    ],
    [
      ['RESPONSE_MISDIRECTED', () => checkDestination('response', {}, 'a')],
      ['REQUEST_DESTINATION', () => checkDestination('request', { destination: 'A' }, 'a')],
      ['RESPONSE_MISDIRECTED', () => checkRecipient({}, 'a')],
      ['RESPONSE_MISDIRECTED', () => checkRecipient({ recipient: 'a?' }, 'a')],
    ],
  ],
  [
    'R3 in-response-to: this flow’s request',
    [() => checkInResponseTo({ inResponseTo: '_r' }, '_r')],
    [
      ['RESPONSE_MISDIRECTED', () => checkInResponseTo({}, '_r')],
      ['BINDING_BROKEN', () => checkInResponseTo({ inResponseTo: '_s' }, '_r')],
    ],
  ],
  [
    'R4 validity: NotOnOrAfter there and not past, NotBefore come, three minutes of skew',
    [
      () => checkValidity({ notOnOrAfter: now - 3 * minute + 1, notBefore: now - 5 * minute }, now, 'x'),
      () => checkValidity({ notOnOrAfter: now + 5 * minute, notBefore: now + 3 * minute }, now, 'x'),
    ],
    [
      ['RESPONSE_CONTENT', () => checkValidity({}, now, 'x')],
      ['RESPONSE_EXPIRED', () => checkValidity({ notOnOrAfter: now - 3 * minute }, now, 'x')],
      [
        'RESPONSE_EXPIRED',
        () => checkValidity({ notOnOrAfter: now + 9 * minute, notBefore: now + 3 * minute + 1 }, now, 'x'),
      ],
      ['RESPONSE_CONTENT', () => checkValidity({ notOnOrAfter: now, notBefore: now }, now, 'x')],
      ['RESPONSE_EXPIRED', () => checkValidity({ notOnOrAfter: NaN }, now, 'x')],
    ],
  ],
  [
    'R4, A7 issue instant: five minutes back, three ahead',
    [
      () => checkIssueInstant('request', { issueInstant: now - 5 * minute }, now),
      () => checkIssueInstant('response', { issueInstant: now + 3 * minute }, now),
    ],
    [
      ['REQUEST_EXPIRED', () => checkIssueInstant('request', { issueInstant: now - 5 * minute - 1 }, now)],
      ['RESPONSE_EXPIRED', () => checkIssueInstant('response', { issueInstant: now + 3 * minute + 1 }, now)],
      ['RESPONSE_EXPIRED', () => checkIssueInstant('response', { issueInstant: NaN }, now)],
    ],
  ],
  [
    'R4 session end in the future',
    [
      () => checkSessionNotOnOrAfter({}, now),
      () => checkSessionNotOnOrAfter({ sessionNotOnOrAfter: now + 1 }, now),
    ],
    [['RESPONSE_EXPIRED', () => checkSessionNotOnOrAfter({ sessionNotOnOrAfter: now }, now)]],
  ],
  [
    'R5, R13, R18, A9 issuer: exactly the expected party, Format absent or entity',
    [
      () => checkIssuer('response', { issuer: 'i' }, 'i'),
      () =>
        checkIssuer(
          'request',
          { issuer: 'i', issuerFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:entity' },
          'i',
        ),
    ],
    [
      ['RESPONSE_MISDIRECTED', () => checkIssuer('response', { issuer: 'I' }, 'i')],
      ['SP_UNKNOWN', () => checkIssuer('request', { issuer: 'j' }, 'i')],
      ['RESPONSE_MALFORMED', () => checkIssuer('response', { issuer: 'i', issuerFormat: 'urn:x' }, 'i')],
    ],
  ],
  [
    'R6 confirmation: one bearer that meets recipient, time and request together',
    [
      () =>
        checkSubjectConfirmation(
          [
            { method: 'urn:x' },
            { method: bearer, recipient: 'a', inResponseTo: '_r', notOnOrAfter: now + minute },
          ],
          { now, acs: 'a', requestId: '_r' },
        ),
    ],
    [
      ['RESPONSE_CONTENT', () => checkSubjectConfirmation([], { now, acs: 'a', requestId: '_r' })],
      [
        'RESPONSE_CONTENT',
        () =>
          checkSubjectConfirmation([{ method: 'urn:oasis:names:tc:SAML:2.0:cm:holder-of-key' }], {
            now,
            acs: 'a',
            requestId: '_r',
          }),
      ],
      [
        'RESPONSE_MISDIRECTED',
        () =>
          checkSubjectConfirmation(
            [
              { method: bearer, recipient: 'b', inResponseTo: '_r', notOnOrAfter: now + minute },
              { method: bearer, recipient: 'a', inResponseTo: '_s', notOnOrAfter: now + minute },
            ],
            { now, acs: 'a', requestId: '_r' },
          ),
      ],
    ],
  ],
  [
    'R7 status: Success exactly; an assertion beside another refuses',
    [() => checkStatusSuccess({ top: 'Success' }, 1)],
    [
      ['RESPONSE_MALFORMED', () => checkStatusSuccess({ top: 'Responder' }, 1)],
      ['NO_PASSIVE', () => checkStatusSuccess({ top: 'Responder', second: 'NoPassive' }, 0)],
      ['NO_AUTHN_CONTEXT', () => checkStatusSuccess({ top: 'Responder', second: 'NoAuthnContext' }, 0)],
      ['AUTHN_FAILED', () => checkStatusSuccess({ top: 'Requester' }, 0)],
      ['AUTHN_FAILED', () => checkStatusSuccess({ top: 'VersionMismatch', second: 'urn:x' }, 0)],
    ],
  ],
  [
    'R8, E4 exactly one assertion, encrypted unless agreed otherwise',
    [
      () => checkAssertionCount({ encryptedAssertions: [1], assertions: [] }, false),
      () => checkAssertionCount({ encryptedAssertions: [], assertions: [1] }, true),
    ],
    [
      ['RESPONSE_MALFORMED', () => checkAssertionCount({ encryptedAssertions: [], assertions: [] }, true)],
      ['RESPONSE_MALFORMED', () => checkAssertionCount({ encryptedAssertions: [1], assertions: [1] }, true)],
      ['RESPONSE_MALFORMED', () => checkAssertionCount({ encryptedAssertions: [], assertions: [1] }, false)],
    ],
  ],
  [
    'R9 version 2.0, and an ID that is an NCName',
    [
      () => checkVersionAndId('request', { version: '2.0', id: '_' }),
      () => checkVersionAndId('response', { version: '2.0', id: '_234567890123456' }),
    ],
    [
      ['REQUEST_MALFORMED', () => checkVersionAndId('request', { version: '2', id: '_1' })],
      ['REQUEST_MALFORMED', () => checkVersionAndId('request', { version: '2.0', id: '1a' })],
      ['RESPONSE_MALFORMED', () => checkVersionAndId('response', { version: '2.0', id: '_23456789012345' })],
      [
        'RESPONSE_MALFORMED',
        () => checkVersionAndId('response', { version: '2.0', id: `_${'a'.repeat(256)}` }),
      ],
      [
        'RESPONSE_MALFORMED',
        () => checkVersionAndId('response', { version: '2.0', id: "_' or '1'='1' or '" }),
      ],
    ],
  ],
  [
    'R10 conditions: none unknown, no ProxyRestriction 0',
    [
      () => checkConditions(condition({ oneTimeUse: true }), now),
      () => checkConditions(condition({ proxyCount: 0 }), now, true),
    ],
    [
      ['RESPONSE_CONTENT', () => checkConditions(condition({ unknown: ['urn:x#Y'] }), now)],
      ['RESPONSE_CONTENT', () => checkConditions(condition({ proxyCount: 0 }), now)],
      ['RESPONSE_CONTENT', () => checkConditions(noConditions, now)],
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
