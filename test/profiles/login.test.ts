/** What an identity provider said, in both dialects: read exactly, refused where it is ambiguous (security.md R16, R17). */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Release } from '../../src/domain/login/index.ts';
import { dialectOf } from '../../src/profiles/index.ts';
import type { Assertion } from '../../src/saml/message/index.ts';
import { codeOf } from '../support/refusal.ts';
import { identityProvider, serviceProvider } from '../support/world.ts';
import { asRead, context, person, professional, uuid } from './samples.ts';

const mitid = identityProvider('mitid');
const nemid = identityProvider('nemid');
const written = (dialect: 'oiosaml3' | 'oiosaml2', release: Release): Assertion =>
  asRead(dialectOf(dialect).assertionContent(release, serviceProvider('sp', dialect), context));
const read3 = (assertion: Assertion) => dialectOf('oiosaml3').readLogin(assertion, mitid);
const read2 = (assertion: Assertion) => dialectOf('oiosaml2').readLogin(assertion, nemid);
const bend = (assertion: Assertion, name: string, values: readonly string[] | undefined): Assertion => ({
  ...assertion,
  attributes:
    values === undefined
      ? assertion.attributes.filter((one) => one.name !== name)
      : [...assertion.attributes.filter((one) => one.name !== name), { name, values }],
});
const eid = 'https://data.gov.dk/model/core/eid/';
const dk = 'dk:gov:saml:attribute:';
const loa = 'https://data.gov.dk/concept/core/nsis/loa';

describe('OIOSAML 3.0', () => {
  it('gives a person: keys, facts, levels', () => {
    const facts = read3(written('oiosaml3', person));
    expect(facts).toMatchObject({
      kind: 'person',
      keys: { cpr: '9999990001', pid: '9208-2002-2-000000000000', mitidUuid: uuid('1') },
      personal: { ...person.personal },
      level: 'Substantial',
      ial: 'High',
      aal: 'Substantial',
      authnInstant: context.authnInstant,
      upstreamSessionIndex: context.sessionIndex,
    });
    expect(facts).not.toHaveProperty('organisation');
  });

  it('gives a professional, without the keys of a person', () => {
    const facts = read3(written('oiosaml3', professional));
    expect(facts.kind).toBe('professional');
    expect(facts.keys).toEqual({ cpr: '9999990001', rid: '12345678', professionalUuid: uuid('3') });
    expect(facts.organisation).toEqual(professional.organisation);
  });

  it.each(['substantial', 'SUBSTANTIAL', 'Substantial ', `${loa}/Substantial`, '3', ''])(
    'the word %j is no level (H2)',
    (word) => {
      expect(read3(bend(written('oiosaml3', person), loa, [word])).level).toBeUndefined();
    },
  );

  it('AssuranceLevel counts only where loa is absent, and never above 3', () => {
    const legacy = bend(written('oiosaml3', person), loa, undefined);
    expect(read3(bend(legacy, `${dk}AssuranceLevel`, ['3'])).legacyLevel).toBe(3);
    expect(read3(bend(legacy, `${dk}AssuranceLevel`, ['4'])).legacyLevel).toBeUndefined();
    expect(
      read3(bend(written('oiosaml3', person), `${dk}AssuranceLevel`, ['3'])).legacyLevel,
    ).toBeUndefined();
  });

  it.each([
    ['another specVersion', 'https://data.gov.dk/model/core/specVersion', ['DK-SAML-2.0']],
    ['no specVersion', 'https://data.gov.dk/model/core/specVersion', undefined],
    ['two levels', loa, ['High', 'Low']],
    ['two CPR numbers', `${eid}cprNumber`, ['9999990001', '9999990002']],
    ['a CPR number with a hyphen', `${eid}cprNumber`, ['999999-0001']],
    ['a PID with its prefix', `${eid}person/pid`, ['PID:9208-2002-2-000000000000']],
    ['a CVR for a person', `${eid}professional/cvr`, ['99990001']],
    ['a control character in a name', `${eid}fullName`, ['Testa\u0007']],
    ['a text-direction mark in a name', `${eid}fullName`, ['Testa\u202e']],
  ])('refuses %s', (_name, attribute, values) => {
    expect(codeOf(() => read3(bend(written('oiosaml3', person), attribute, values)))).toBe(
      'RESPONSE_CONTENT',
    );
  });

  it.each([
    ['no CVR', `${eid}professional/cvr`, undefined],
    ['a CVR of 7 digits', `${eid}professional/cvr`, ['9999000']],
    ['no name of the organisation', `${eid}professional/orgName`, ['  ']],
    ['a PID', `${eid}person/pid`, ['9208-2002-2-000000000000']],
  ])('refuses a professional with %s', (_name, attribute, values) => {
    expect(codeOf(() => read3(bend(written('oiosaml3', professional), attribute, values)))).toBe(
      'RESPONSE_CONTENT',
    );
  });

  it('ignores a name in another letter case: an impostor is no attribute (R16)', () => {
    const impostor = { name: `${eid}CPRNUMBER`, values: ['9999990009'] };
    const assertion = written('oiosaml3', person);
    expect(read3({ ...assertion, attributes: [...assertion.attributes, impostor] }).keys.cpr).toBe(
      '9999990001',
    );
  });

  it('refuses an attribute that stands twice', () => {
    const assertion = written('oiosaml3', person);
    const twice = [...assertion.attributes, { name: `${eid}cprNumber`, values: ['9999990001'] }];
    expect(codeOf(() => read3({ ...assertion, attributes: twice }))).toBe('RESPONSE_CONTENT');
  });

  it.each([
    `urn:uuid:${uuid('1')}`,
    uuid('1'),
    `${eid}person/uuid/${uuid('a').toUpperCase()}`,
    `${eid}other/uuid/${uuid('1')}`,
  ])('refuses the NameID %s (1.2)', (value) => {
    const assertion = written('oiosaml3', person);
    expect(codeOf(() => read3({ ...assertion, nameId: { ...assertion.nameId, value } }))).toBe(
      'RESPONSE_CONTENT',
    );
  });

  it('never shows a value in an error', () => {
    let detail = '';
    try {
      read3(bend(written('oiosaml3', person), `${eid}cprNumber`, ['12345']));
    } catch (error) {
      detail = String(error);
    }
    expect(detail).toContain('cprNumber');
    expect(detail).not.toContain('12345');
  });
});

describe('OIOSAML 2.0.9', () => {
  it('gives a citizen by PID and an employee by CVR and RID', () => {
    expect(read2(written('oiosaml2', person))).toMatchObject({
      kind: 'person',
      keys: { cpr: '9999990001', pid: '9208-2002-2-000000000000' },
      personal: {
        fullName: 'Testa Østergård Prøvesen',
        firstName: 'Testa Østergård',
        lastName: 'Prøvesen',
        email: ['tp@example.dk'],
      },
      legacyLevel: 3,
    });
    const employee = read2(written('oiosaml2', professional));
    expect(employee).toMatchObject({ kind: 'professional', keys: { rid: '12345678' } });
    expect(employee.organisation).toEqual(professional.organisation);
    expect(employee).not.toHaveProperty('level');
  });

  it('SENumber is read in either spelling', () => {
    const name = `${dk}SENumberIdentifier`;
    const other = bend(bend(written('oiosaml2', professional), name, undefined), `${dk}seNumberIdentifier`, [
      '87654321',
    ]);
    expect(read2(other).organisation?.seNumber).toBe('87654321');
  });

  it.each([
    ['a Uid of somebody else', 'urn:oid:0.9.2342.19200300.100.1.1', ['PID:9208-2002-2-000000000009']],
    ['PID and RID together', `${dk}RidNumberIdentifier`, ['12345678']],
    ['PID and CVR together', `${dk}CvrNumberIdentifier`, ['99990001']],
    ['no PID and no RID', `${dk}PidNumberIdentifier`, undefined],
    ['another SpecVer', `${dk}SpecVer`, ['OIO-SAML-3.0']],
  ])('refuses %s', (_name, attribute, values) => {
    expect(codeOf(() => read2(bend(written('oiosaml2', person), attribute, values)))).toBe(
      'RESPONSE_CONTENT',
    );
  });

  it('refuses a NameID that names somebody else', () => {
    const assertion = written('oiosaml2', person);
    const nameId = { ...assertion.nameId, value: 'C=DK,O=x,CN=y,Serial=PID:9208-2002-2-000000000009' };
    expect(codeOf(() => read2({ ...assertion, nameId }))).toBe('RESPONSE_CONTENT');
  });

  it('passes over the withdrawn attributes', () => {
    expect(read2(bend(written('oiosaml2', person), `${dk}IsYouthCert`, ['false'])).kind).toBe('person');
  });
});

describe('what is written is what is read (property)', () => {
  const text = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
    .filter((s) => s.trim() === s && !/[\p{C}\u2028\u2029]/u.test(s) && s !== '');
  const digits = (n: number) => fc.stringMatching(new RegExp(`^\\d{${n}}$`));
  const release = fc.record({
    fullName: text,
    orgName: text,
    cvr: digits(8),
    rid: digits(8),
    pid: digits(12),
    isPerson: fc.boolean(),
  });

  it.each(['oiosaml3', 'oiosaml2'] as const)('%s', (dialect) => {
    fc.assert(
      fc.property(release, ({ fullName, orgName, cvr, rid, pid, isPerson }) => {
        const base = isPerson ? person : professional;
        const given = {
          ...base,
          personal: { fullName },
          ...(isPerson ? { pid: `9208-2002-2-${pid}` } : { rid, organisation: { cvr, orgName } }),
        } as Release;
        const facts = (dialect === 'oiosaml3' ? read3 : read2)(written(dialect, given));
        expect(facts.kind).toBe(base.kind);
        expect(facts.personal.fullName).toBe(fullName);
        if (isPerson) expect(facts.keys.pid).toBe(given.pid);
        else
          expect([facts.keys.rid, facts.organisation?.cvr, facts.organisation?.orgName]).toEqual([
            rid,
            cvr,
            orgName,
          ]);
      }),
      { seed: 29, numRuns: 200 },
    );
  });
});
