/** Every attribute of oiosaml.md 1.1 and 2.1 as it is written, and what must never be. */
import { describe, expect, it } from '@jest/globals';
import type { Release } from '../../src/domain/login/index.ts';
import { dialectOf } from '../../src/profiles/index.ts';
import { withdrawnNames } from '../../src/profiles/oiosaml2/names.ts';
import { codeOf } from '../support/refusal.ts';
import { serviceProvider } from '../support/world.ts';
import { context, person, professional, uuid, valueOf } from './samples.ts';

const sp3 = serviceProvider('sp', 'oiosaml3');
const sp2 = serviceProvider('sp', 'oiosaml2');
const write3 = (release: Release, sp = sp3) => dialectOf('oiosaml3').assertionContent(release, sp, context);
const write2 = (release: Release, sp = sp2) => dialectOf('oiosaml2').assertionContent(release, sp, context);
const eid = 'https://data.gov.dk/model/core/eid/';
const dk = 'dk:gov:saml:attribute:';

describe('OIOSAML 3.0 (1.1)', () => {
  it.each([
    ['https://data.gov.dk/model/core/specVersion', ['OIO-SAML-3.0']],
    ['https://data.gov.dk/concept/core/nsis/loa', ['Substantial']],
    ['https://data.gov.dk/concept/core/nsis/ial', ['High']],
    ['https://data.gov.dk/concept/core/nsis/aal', ['Substantial']],
    [`${eid}fullName`, ['Testa Østergård Prøvesen']],
    [`${eid}firstName`, ['Testa Østergård']],
    [`${eid}lastName`, ['Prøvesen']],
    [`${eid}alias`, ['TP']],
    [`${eid}email`, ['tp@example.dk', 'testa@example.dk']],
    [`${eid}cprNumber`, ['9999990001']],
    [`${eid}age`, ['42']],
    [`${eid}cprUuid`, [uuid('2')]],
    [`${eid}dateOfBirth`, ['28-08-1944']],
    [`${eid}bootstrapToken`, ['PHNhbWw6']],
    [`${eid}privilegesIntermediate`, ['PD94bWw=']],
    [`${eid}person/pid`, ['9208-2002-2-000000000000']],
  ])('person: %s is %j', (name, values) => expect(valueOf(write3(person), name)).toEqual(values));

  it.each([
    [`${eid}professional/uuid/persistent`, [uuid('3')]],
    [`${eid}professional/rid`, ['12345678']],
    [`${eid}professional/cvr`, ['99990001']],
    [`${eid}professional/orgName`, ['Østbæk & Sønner, afd. "Nord"']],
    [`${eid}professional/productionUnit`, ['1000000001']],
    [`${eid}professional/seNumber`, ['12345678']],
    [`${eid}professional/authorizedToRepresent`, ['99990001', '99990002']],
  ])('professional: %s is %j, and a person never has it', (name, values) => {
    expect(valueOf(write3(professional), name)).toEqual(values);
    expect(valueOf(write3(person), name)).toBeUndefined();
  });

  it('every attribute has the name format uri, one string a value, none empty', () => {
    for (const { nameFormat, values } of [...write3(person).attributes, ...write3(professional).attributes]) {
      expect(nameFormat).toBe('urn:oasis:names:tc:SAML:2.0:attrname-format:uri');
      expect(values.every((value) => value !== '')).toBe(true);
    }
    const bare = write3({ ...person, personal: {}, email: undefined } as Release);
    expect(bare.attributes.some(({ values }) => values.length === 0)).toBe(false);
  });

  it('NameID: persistent, the URL of the kind and a bare UUID (1.2)', () => {
    expect(write3(person).nameId).toEqual({
      format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
      value: `${eid}person/uuid/${uuid('1')}`,
    });
    expect(write3(professional).nameId.value).toBe(`${eid}professional/uuid/${uuid('1')}`);
  });

  it('forms of UUID and birth date by setting of the service', () => {
    const settings = { ...sp3.settings, uuidForm: 'urn', dateOfBirthForm: 'yyyy-mm-dd' } as const;
    const content = write3(person, { ...sp3, settings });
    expect(valueOf(content, `${eid}cprUuid`)).toEqual([`urn:uuid:${uuid('2')}`]);
    expect(valueOf(content, `${eid}dateOfBirth`)).toEqual(['1944-08-28']);
    expect(content.nameId.value).toBe(`${eid}person/uuid/${uuid('1')}`);
  });

  it('without an NSIS level: AssuranceLevel in its place, at most 3, only for a service that takes it', () => {
    const { level: _level, ...legacy } = { ...person, legacyLevel: 4 as const };
    expect(codeOf(() => write3(legacy))).toBe('NO_AUTHN_CONTEXT');
    const content = write3(legacy, { ...sp3, settings: { ...sp3.settings, acceptsAssuranceLevel: true } });
    expect(valueOf(content, `${dk}AssuranceLevel`)).toEqual(['3']);
    expect(valueOf(content, 'https://data.gov.dk/concept/core/nsis/loa')).toBeUndefined();
  });

  it.each(['Low', 'Substantial', 'High'] as const)(
    'the class reference is the URL of the level: %s',
    (level) => {
      expect(write3({ ...person, level }).authnStatement.classRef).toBe(
        `https://data.gov.dk/concept/core/nsis/loa/${level}`,
      );
    },
  );
});

describe('OIOSAML 2.0.9 and 2.1.0 (2.1)', () => {
  it.each([
    [`${dk}SpecVer`, ['DK-SAML-2.0']],
    [`${dk}AssuranceLevel`, ['3']],
    ['urn:oid:2.5.4.4', ['Prøvesen']],
    ['urn:oid:2.5.4.3', ['Testa Østergård Prøvesen']],
    ['urn:oid:0.9.2342.19200300.100.1.1', ['PID:9208-2002-2-000000000000']],
    ['urn:oid:0.9.2342.19200300.100.1.3', ['tp@example.dk']],
    ['urn:oid:2.5.4.10', ['Ingen organisatorisk tilknytning']],
    [`${dk}CprNumberIdentifier`, ['9999990001']],
    [`${dk}PidNumberIdentifier`, ['9208-2002-2-000000000000']],
    [`${dk}Privileges_intermediate`, ['PD94bWw=']],
  ])('citizen: %s is %j', (name, values) => expect(valueOf(write2(person), name)).toEqual(values));

  it.each([
    ['urn:oid:0.9.2342.19200300.100.1.1', ['CVR:99990001-RID:12345678']],
    ['urn:oid:2.5.4.10', ['Østbæk & Sønner, afd. "Nord"']],
    [`${dk}CvrNumberIdentifier`, ['99990001']],
    [`${dk}RidNumberIdentifier`, ['12345678']],
    [`${dk}ProductionUnitIdentifier`, ['1000000001']],
    [`${dk}SENumberIdentifier`, ['12345678']],
    [`${dk}AuthorizedToRepresent`, ['99990001', '99990002']],
  ])('employee: %s is %j', (name, values) => expect(valueOf(write2(professional), name)).toEqual(values));

  it('exactly one of PID and RID, CVR with RID', () => {
    expect(valueOf(write2(person), `${dk}RidNumberIdentifier`)).toBeUndefined();
    expect(valueOf(write2(person), `${dk}CvrNumberIdentifier`)).toBeUndefined();
    expect(valueOf(write2(professional), `${dk}PidNumberIdentifier`)).toBeUndefined();
  });

  it('the nine withdrawn attributes and DiscoveryEPR are never written, all names are of format basic', () => {
    for (const content of [write2(person), write2(professional)]) {
      for (const name of [...withdrawnNames, 'urn:liberty:disco:2006-08:DiscoveryEPR'])
        expect(valueOf(content, name)).toBeUndefined();
      expect(new Set(content.attributes.map(({ nameFormat }) => nameFormat))).toEqual(
        new Set(['urn:oasis:names:tc:SAML:2.0:attrname-format:basic']),
      );
    }
    expect(withdrawnNames).toHaveLength(9);
  });

  it('core attributes without a value are empty elements, optional ones are left out', () => {
    const content = write2({ ...person, personal: {} });
    for (const name of ['urn:oid:2.5.4.4', 'urn:oid:2.5.4.3', 'urn:oid:0.9.2342.19200300.100.1.3']) {
      expect(valueOf(content, name)).toEqual(['']);
    }
    expect(content.attributes.filter(({ values }) => values.length === 0)).toEqual([]);
  });

  it('OCES NameID: an X.509 subject with Serial; a name cannot bring a Serial of its own (2.2)', () => {
    expect(write2(person).nameId).toEqual({
      format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName',
      value:
        'C=DK,O=Ingen organisatorisk tilknytning,CN=Testa Østergård Prøvesen,Serial=PID:9208-2002-2-000000000000',
    });
    expect(write2(professional).nameId.value).toBe(
      'C=DK,O=Østbæk & Sønner\\, afd. \\"Nord\\" // CVR:99990001,CN=Testa Østergård Prøvesen,Serial=CVR:99990001-RID:12345678',
    );
    const hostile = { ...person, personal: { fullName: 'X,Serial=PID:9208-2002-2-999999999999' } };
    expect(write2(hostile).nameId.value).toContain('CN=X\\,Serial\\=PID:');
  });

  it('pseudonym profile: the pairwise UUID, and nothing that names the person', () => {
    const content = write2(person, { ...sp2, settings: { ...sp2.settings, nameIdProfile: 'pseudonym' } });
    expect(content.nameId).toEqual({
      format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
      value: uuid('1'),
    });
    expect(content.attributes.map(({ name }) => name)).toEqual([`${dk}SpecVer`, `${dk}AssuranceLevel`]);
  });

  it('without a PID or RID an OCES service cannot be served', () => {
    const { pid: _gone, ...noPid } = person;
    expect(codeOf(() => write2(noPid))).toBe('LEGACY_ID_MISSING');
  });

  it.each([
    ['Low', 2, false, '2', 'Password'],
    ['Substantial', 3, false, '3', 'X509'],
    ['High', 3, false, '3', 'X509'],
    ['High', 3, true, '4', 'X509'],
    [undefined, 1, false, '1', 'Password'],
  ] as const)(
    'level %s (old %i, 4 allowed: %s) is told as %s with class %s (2.3)',
    (level, legacyLevel, legacyLevel4, told, cls) => {
      const { level: _level, ...rest } = person;
      const release = { ...rest, legacyLevel, ...(level ? { level } : {}) } as Release;
      const content = write2(release, { ...sp2, settings: { ...sp2.settings, legacyLevel4 } });
      expect(valueOf(content, `${dk}AssuranceLevel`)).toEqual([told]);
      expect(content.authnStatement.classRef).toBe(`urn:oasis:names:tc:SAML:2.0:ac:classes:${cls}`);
    },
  );
});
