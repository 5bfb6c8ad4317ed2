/** Releases with everything in them, and what the dialects need beside. */
import { type EntityId, type Cpr, type Cvr, type Pid, type Rid, type Uuid } from '../../src/kernel/brands.ts';
import type { Release } from '../../src/domain/login/index.ts';
import type { AssertionContext } from '../../src/profiles/index.ts';
import type { Assertion, AssertionContent, AuthnRequest } from '../../src/saml/message/index.ts';

export const uuid = (digit: string): Uuid => `${digit.repeat(8)}-0000-4000-8000-${digit.repeat(12)}` as Uuid;

export const person: Release = {
  kind: 'person',
  audience: 'https://sp.example/metadata' as EntityId,
  pairwiseId: uuid('1'),
  level: 'Substantial',
  ial: 'High',
  aal: 'Substantial',
  legacyLevel: 3,
  personal: {
    fullName: 'Testa Østergård Prøvesen',
    firstName: 'Testa Østergård',
    lastName: 'Prøvesen',
    alias: 'TP',
    email: ['tp@example.dk', 'testa@example.dk'],
    age: '42',
    cprUuid: uuid('2'),
    dateOfBirth: '1944-08-28',
  },
  cprNumber: '9999990001' as Cpr,
  pid: '9208-2002-2-000000000000' as Pid,
  privileges: 'PD94bWw=',
  bootstrapToken: 'PHNhbWw6',
};

const { pid: _pid, ...withoutPid } = person;
export const professional: Release = {
  ...withoutPid,
  kind: 'professional',
  rid: '12345678' as Rid,
  professionalUuid: uuid('3'),
  organisation: {
    cvr: '99990001' as Cvr,
    orgName: 'Østbæk & Sønner, afd. "Nord"',
    productionUnit: '1000000001',
    seNumber: '12345678',
    authorizedToRepresent: ['99990001', '99990002'],
  },
};

export const context: AssertionContext = {
  assertionId: '_a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1',
  issueInstant: Date.UTC(2026, 2, 2, 9),
  issuer: 'https://hub.example/metadata/oiosaml3',
  recipient: 'https://sp.example/acs',
  inResponseTo: '_b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2',
  sessionIndex: '_c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3',
  authnInstant: Date.UTC(2026, 2, 2, 8),
};

export function requestFrom(more: Partial<AuthnRequest>): AuthnRequest {
  return {
    id: '_1',
    version: '2.0',
    issueInstant: 0,
    issuer: 'https://sp.example/metadata',
    forceAuthn: false,
    isPassive: false,
    requesterIds: [],
    idpList: [],
    hasSubject: false,
    ...more,
  };
}

/** What was written, as a reader of it would have it after verification. */
export function asRead(content: AssertionContent): Assertion {
  const { confirmation, conditions, ...rest } = content;
  return {
    ...rest,
    version: '2.0',
    confirmations: [{ method: 'urn:oasis:names:tc:SAML:2.0:cm:bearer', ...confirmation }],
    conditions: { ...conditions, audiences: [[conditions.audience]], oneTimeUse: false, unknown: [] },
  };
}

export const valueOf = (
  content: Pick<AssertionContent, 'attributes'>,
  name: string,
): readonly string[] | undefined => content.attributes.find((one) => one.name === name)?.values;
