import { type IdentityProvider } from '../../domain/federation/index.ts';
import {
  type AttributeName,
  type IdentityKeys,
  type IdentityKind,
  type LoginFacts,
  type OrganisationFacts,
  type PersonalFacts,
} from '../../domain/login/index.ts';
import { parseCpr, parseCvr, parsePid, parseRid, parseUuid, type Uuid } from '../../kernel/brands.ts';
import { HubError } from '../../kernel/errors.ts';
import { type Assertion, type NameId } from '../../saml/message/index.ts';
import { type AttributeBag, attributeBag, parsed, present, required } from '../attribute-bag.ts';
import { readNames } from '../personal-names.ts';
import {
  legacyLevelOf,
  nsisLevelOf,
  parseAge,
  parseDateOfBirth,
  parseProductionUnit,
  parseSeNumber,
  uuidAfter,
} from '../value-forms.ts';
import { attributes3 } from './attributes.ts';
import {
  assuranceLevelName,
  loaName,
  nameIdFormats,
  specVersion,
  specVersionName,
  subjectPrefixes,
} from './names.ts';

type Read = AttributeName | 'specVersion' | 'loa' | 'assuranceLevel';
type Bag = AttributeBag<Read>;

const unnamed = new Map<string, Read>([
  [specVersionName, 'specVersion'],
  [loaName, 'loa'],
  [assuranceLevelName, 'assuranceLevel'],
]);
/** Rights and tokens are the hub's own to give; an identity provider's are not read. */
const notRead = new Set<AttributeName>(['privileges', 'bootstrapToken']);

function nameOf(wireName: string): Read | undefined {
  const neutral = attributes3.neutralName(wireName);
  return neutral !== undefined && notRead.has(neutral) ? undefined : (neutral ?? unnamed.get(wireName));
}

/**
 * What an identity provider said in OIOSAML 3.0: the assertion is verified and checked already.
 * @throws HubError RESPONSE_CONTENT if it is not of the profile (oiosaml.md 1.1, 1.2), never with a value in it
 */
export function readLogin(assertion: Assertion, idp: IdentityProvider): LoginFacts {
  const bag = attributeBag(assertion.attributes, nameOf);
  if (bag.single('specVersion') !== specVersion) throw new HubError('RESPONSE_CONTENT', 'other specVersion');
  const subject = readSubject(assertion.nameId, idp);
  const organisation = subject.kind === 'professional' ? readOrganisation(bag) : undefined;
  refuseOtherKind(bag, subject.kind);
  return present<LoginFacts>({
    kind: subject.kind,
    keys: readKeys(bag, subject.personUuid),
    personal: readPersonal(bag),
    organisation,
    ...readLevels(bag),
    authnInstant: assertion.authnStatement.authnInstant,
    upstreamNameId: assertion.nameId.value,
    upstreamSessionIndex: assertion.authnStatement.sessionIndex,
  });
}

/** A local identity provider names its user in its own words and only ever speaks for employees (oiosaml.md 5.1). */
function readSubject(nameId: NameId, idp: IdentityProvider): { kind: IdentityKind; personUuid?: Uuid } {
  if (idp.leg === 'local-idp') return { kind: 'professional' };
  if (nameId.format === undefined || !nameIdFormats.has(nameId.format)) {
    throw new HubError('RESPONSE_CONTENT', 'NameID format is neither persistent nor transient');
  }
  if (uuidAfter(subjectPrefixes.professional, nameId.value)) return { kind: 'professional' };
  const personUuid = uuidAfter(subjectPrefixes.person, nameId.value);
  if (!personUuid)
    throw new HubError('RESPONSE_CONTENT', 'NameID is not a data.gov.dk person or professional');
  const lasting = nameIdFormats.get(nameId.format) === 'persistent' && idp.leg === 'mitid';
  return lasting ? { kind: 'person', personUuid } : { kind: 'person' };
}

/** Attributes that the other profile owns would make one login mean two identities (security.md R16). */
function refuseOtherKind(bag: Bag, kind: IdentityKind): void {
  const foreign: readonly Read[] =
    kind === 'person' ? ['cvr', 'rid', 'professionalUuid', 'orgName', 'authorizedToRepresent'] : ['pid'];
  const found = foreign.find((name) => bag.several(name) !== undefined);
  if (found) throw new HubError('RESPONSE_CONTENT', `attribute ${found} in a login of kind ${kind}`);
}

function readKeys(bag: Bag, mitidUuid: Uuid | undefined): IdentityKeys {
  return present<IdentityKeys>({
    cpr: parsed(bag.single('cprNumber'), parseCpr, 'cprNumber'),
    pid: parsed(bag.single('pid'), parsePid, 'pid'),
    mitidUuid,
    rid: parsed(bag.single('rid'), parseRid, 'rid'),
    professionalUuid: parsed(bag.single('professionalUuid'), parseUuid, 'professionalUuid'),
  });
}

function readOrganisation(bag: Bag): OrganisationFacts {
  return present<OrganisationFacts>({
    cvr: required(parsed(bag.single('cvr'), parseCvr, 'cvr'), 'cvr'),
    orgName: required(bag.single('orgName')?.trim(), 'orgName'),
    productionUnit: parsed(bag.single('productionUnit'), parseProductionUnit, 'productionUnit'),
    seNumber: parsed(bag.single('seNumber'), parseSeNumber, 'seNumber'),
    authorizedToRepresent: bag
      .several('authorizedToRepresent')
      ?.map((cvr) => required(parsed(cvr, parseCvr, 'authorizedToRepresent'), 'authorizedToRepresent')),
  });
}

function readPersonal(bag: Bag): PersonalFacts {
  const age = bag.single('age');
  const dateOfBirth = bag.single('dateOfBirth');
  return present<PersonalFacts>({
    ...readNames(bag),
    alias: bag.single('alias')?.trim(),
    email: bag.several('email')?.map((address) => address.trim()),
    age: age === undefined ? undefined : parseAge(age),
    cprUuid: parsed(bag.single('cprUuid'), parseUuid, 'cprUuid'),
    dateOfBirth: dateOfBirth === undefined ? undefined : parseDateOfBirth(dateOfBirth),
  });
}

/** AssuranceLevel counts only in place of loa, never beside it, and never above 3 (oiosaml.md 1.1 note 1). */
function readLevels(
  bag: Bag,
): Pick<{ [K in keyof LoginFacts]: LoginFacts[K] | undefined }, 'level' | 'ial' | 'aal' | 'legacyLevel'> {
  const loa = bag.single('loa');
  const legacy = legacyLevelOf(bag.single('assuranceLevel'));
  return {
    level: nsisLevelOf(loa),
    ial: nsisLevelOf(bag.single('ial')),
    aal: nsisLevelOf(bag.single('aal')),
    legacyLevel: loa === undefined && legacy !== 4 ? legacy : undefined,
  };
}
