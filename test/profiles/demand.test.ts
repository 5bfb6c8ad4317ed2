/** What a service asks with, what the hub asks an identity provider with (oiosaml.md 1.3, 2.2), and the mapping 2.4. */
import { describe, expect, it } from '@jest/globals';
import type { AttributeName, LoginDemand } from '../../src/domain/login/index.ts';
import { dialectOf } from '../../src/profiles/index.ts';
import type { AuthnRequest } from '../../src/saml/message/index.ts';
import { codeOf } from '../support/refusal.ts';
import { identityProvider, serviceProvider } from '../support/world.ts';
import { requestFrom } from './samples.ts';

const loa = 'https://data.gov.dk/concept/core/nsis/loa/';
const asking = (
  classRefs: readonly string[],
  comparison: 'exact' | 'minimum' | 'better' | 'maximum' = 'minimum',
) => requestFrom({ requestedAuthnContext: { comparison, classRefs } });
const demand3 = (request: AuthnRequest) =>
  dialectOf('oiosaml3').readDemand(request, serviceProvider('sp', 'oiosaml3'));
const demand2 = (request: AuthnRequest) =>
  dialectOf('oiosaml2').readDemand(request, serviceProvider('sp', 'oiosaml2'));

describe('a 3.0 request', () => {
  it('names levels and selectors in any order', () => {
    const refs = [
      'https://data.gov.dk/eid/Professional',
      `${loa}High`,
      'https://nemlogin.dk/internal/credential/type/mitid',
      `${loa}Low`,
    ];
    expect(demand3(asking(refs))).toEqual({
      levels: ['High', 'Low'],
      comparison: 'minimum',
      kinds: ['professional'],
      legs: ['mitid'],
      forceAuthn: false,
      isPassive: false,
    });
  });
  it('that names nothing asks for nothing', () => {
    expect(demand3(requestFrom({}))).toMatchObject({ levels: [], kinds: [], legs: [] });
  });
  it.each(['Password', 'PasswordProtectedTransport', 'X509', 'unspecified'])(
    'SAML’s own class %s asks for nothing',
    (name) => {
      expect(demand3(asking([`urn:oasis:names:tc:SAML:2.0:ac:classes:${name}`], 'exact'))).toMatchObject({
        levels: [],
        kinds: [],
      });
    },
  );
  it('that names only unknown classes cannot be met', () => {
    expect(codeOf(() => demand3(asking(['urn:x'])))).toBe('NO_AUTHN_CONTEXT');
    expect(codeOf(() => demand3(asking([`${loa}high`])))).toBe('NO_AUTHN_CONTEXT');
    expect(demand3(asking(['urn:x', `${loa}High`])).levels).toEqual(['High']);
  });
  it.each([
    ['forced and passive', { forceAuthn: true, isPassive: true }, 'REQUEST_CONTRADICTION'],
    [
      'a transient NameID',
      { nameIdPolicy: { format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient' } },
      'NAMEID_POLICY',
    ],
    [
      'the NameID of another service',
      { nameIdPolicy: { spNameQualifier: 'https://other.example' } },
      'NAMEID_POLICY',
    ],
  ])('refuses %s', (_name, more, code) => {
    expect(codeOf(() => demand3(requestFrom(more)))).toBe(code);
  });
  it.each([
    { format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent', allowCreate: true },
    { format: 'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified' },
    { spNameQualifier: 'https://sp.example/metadata' },
    { allowCreate: true },
  ])('takes the NameIDPolicy %j', (nameIdPolicy) => {
    expect(codeOf(() => demand3(requestFrom({ nameIdPolicy })))).toBeUndefined();
  });
});

describe('a 2.0.9 request', () => {
  it.each([
    [3, 'minimum', ['Substantial']],
    [3, 'exact', ['Substantial', 'High']],
    [2, 'minimum', ['Low']],
    [4, 'minimum', ['High']],
  ] as const)('AssuranceLevel %i with %s means %j', (level, comparison, levels) => {
    expect(demand2(asking([`urn:dk:gov:saml:attribute:AssuranceLevel:${level}`], comparison)).levels).toEqual(
      levels,
    );
  });
  it('of an OCES service may name X509SubjectName, not persistent; a pseudonym service the other way', () => {
    const policy = (format: string) => requestFrom({ nameIdPolicy: { format } });
    const x509 = 'urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName';
    const persistent = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';
    expect(codeOf(() => demand2(policy(x509)))).toBeUndefined();
    expect(codeOf(() => demand2(policy(persistent)))).toBe('NAMEID_POLICY');
    const sp = serviceProvider('sp', 'oiosaml2');
    const pseudonym = { ...sp, settings: { ...sp.settings, nameIdProfile: 'pseudonym' } } as const;
    expect(codeOf(() => dialectOf('oiosaml2').readDemand(policy(persistent), pseudonym))).toBeUndefined();
  });
});

describe('what the hub asks an identity provider', () => {
  const demand: LoginDemand = {
    levels: ['High'],
    comparison: 'minimum',
    kinds: ['professional'],
    legs: [],
    forceAuthn: true,
    isPassive: false,
  };
  const ask = {
    demand,
    id: '_a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1',
    issueInstant: Date.UTC(2026, 2, 2, 9),
    destination: 'https://idp.example/sso',
    issuer: 'https://hub.example/metadata/sp',
    acsUrl: 'https://hub.example/saml/acs',
    requesterId: serviceProvider('sp', 'oiosaml3').entityId,
  };
  it('3.0: level with Comparison minimum, selector, ForceAuthn, for whom', () => {
    const xml = dialectOf('oiosaml3').writeRequest({ ...ask, idp: identityProvider('mitid') });
    expect(xml).toContain('Comparison="minimum"');
    expect(xml).toContain(`>${loa}High<`);
    expect(xml).toContain('>https://data.gov.dk/eid/Professional<');
    expect(xml).toContain('ForceAuthn="true"');
    expect(xml).toContain('<samlp:RequesterID>https://sp.example/metadata</samlp:RequesterID>');
  });
  it('3.0: the service’s recorded minimum where its request names no level', () => {
    const nothing = { ...demand, levels: [], kinds: [] };
    const idp = identityProvider('mitid');
    expect(dialectOf('oiosaml3').writeRequest({ ...ask, demand: nothing, idp })).not.toContain(
      'RequestedAuthnContext',
    );
    expect(
      dialectOf('oiosaml3').writeRequest({ ...ask, demand: nothing, minimumLevel: 'Substantial', idp }),
    ).toContain(`${loa}Substantial`);
  });
  it('2.0.9: no level and no selector, which it has no words for', () => {
    const xml = dialectOf('oiosaml2').writeRequest({ ...ask, idp: identityProvider('nemid') });
    expect(xml).not.toContain('RequestedAuthnContext');
    expect(xml).toContain('ForceAuthn="true"');
  });
});

describe('the mapping between the dialects (2.4)', () => {
  const rows: readonly (readonly [
    neutral: AttributeName,
    in2: string | undefined,
    in3: string | undefined,
  ])[] = [
    ['fullName', 'urn:oid:2.5.4.3', 'eid/fullName'],
    ['lastName', 'urn:oid:2.5.4.4', 'eid/lastName'],
    ['firstName', undefined, 'eid/firstName'],
    ['email', 'urn:oid:0.9.2342.19200300.100.1.3', 'eid/email'],
    ['cprNumber', 'CprNumberIdentifier', 'eid/cprNumber'],
    ['pid', 'PidNumberIdentifier', 'eid/person/pid'],
    ['rid', 'RidNumberIdentifier', 'eid/professional/rid'],
    ['cvr', 'CvrNumberIdentifier', 'eid/professional/cvr'],
    ['orgName', 'urn:oid:2.5.4.10', 'eid/professional/orgName'],
    ['productionUnit', 'ProductionUnitIdentifier', 'eid/professional/productionUnit'],
    ['seNumber', 'SENumberIdentifier', 'eid/professional/seNumber'],
    ['authorizedToRepresent', 'AuthorizedToRepresent', 'eid/professional/authorizedToRepresent'],
    ['privileges', 'Privileges_intermediate', 'eid/privilegesIntermediate'],
    ['bootstrapToken', undefined, 'eid/bootstrapToken'],
    ['alias', undefined, 'eid/alias'],
    ['age', undefined, 'eid/age'],
    ['dateOfBirth', undefined, 'eid/dateOfBirth'],
    ['cprUuid', undefined, 'eid/cprUuid'],
    ['professionalUuid', undefined, 'eid/professional/uuid/persistent'],
  ];
  const full2 = (name: string): string => (name.startsWith('urn:') ? name : `dk:gov:saml:attribute:${name}`);

  it.each(rows)('%s: 2.0.9 %s, 3.0 %s, both ways', (neutral, in2, in3) => {
    const [two, three] = [dialectOf('oiosaml2').attributes, dialectOf('oiosaml3').attributes];
    expect(two.wireNames.get(neutral)).toBe(in2 === undefined ? undefined : full2(in2));
    expect(three.wireNames.get(neutral)).toBe(
      in3 === undefined ? undefined : `https://data.gov.dk/model/core/${in3}`,
    );
    if (in2 !== undefined) expect(two.neutralName(full2(in2))).toBe(neutral);
    if (in3 !== undefined) expect(three.neutralName(`https://data.gov.dk/model/core/${in3}`)).toBe(neutral);
  });
});
