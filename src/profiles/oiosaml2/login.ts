import { type IdentityProvider } from '../../domain/federation/index.ts';
import {
  type AttributeName,
  type IdentityKeys,
  type LoginFacts,
  type OrganisationFacts,
  type PersonalFacts,
} from '../../domain/login/index.ts';
import { parseCpr, parseCvr, parsePid, parseRid } from '../../kernel/brands.ts';
import { HubError } from '../../kernel/errors.ts';
import { type Assertion, type NameId } from '../../saml/message/index.ts';
import { type AttributeBag, attributeBag, parsed, present, required } from '../attribute-bag.ts';
import { readNames } from '../personal-names.ts';
import { legacyLevelOf, parseProductionUnit, parseSeNumber } from '../value-forms.ts';
import { attributes2 } from './attributes.ts';
import {
  assuranceLevelName,
  nameIdFormats,
  noOrganisation,
  specVersion,
  specVersionName,
  uidName,
} from './names.ts';
import { type OcesSubject, serialOf, uidOf } from './subject.ts';

type Read = AttributeName | 'specVersion' | 'assuranceLevel' | 'uid';
type Bag = AttributeBag<Read>;

const unnamed = new Map<string, Read>([
  [specVersionName, 'specVersion'],
  [assuranceLevelName, 'assuranceLevel'],
  [uidName, 'uid'],
]);

/** Rights are the hub's own to give; an identity provider's are not read. */
function nameOf(wireName: string): Read | undefined {
  const name = attributes2.neutralName(wireName) ?? unnamed.get(wireName);
  return name === 'privileges' ? undefined : name;
}

/**
 * What an identity provider said in OIOSAML 2.0.9 or 2.1.0: the assertion is verified and checked already. The nine
 * withdrawn attributes are passed over. There is no NSIS level in this dialect: what AssuranceLevel counts as is a
 * setting of the leg (domain/assurance).
 * @throws HubError RESPONSE_CONTENT if it is not of the profile (oiosaml.md 2.1), never with a value in it
 */
export function readLogin(assertion: Assertion, _idp: IdentityProvider): LoginFacts {
  const bag = attributeBag(assertion.attributes, nameOf);
  if (bag.single('specVersion') !== specVersion) throw new HubError('RESPONSE_CONTENT', 'other SpecVer');
  const subject = readSubject(bag, assertion.nameId);
  const cpr = parsed(bag.single('cprNumber'), parseCpr, 'cprNumber');
  const isPerson = 'pid' in subject;
  return present<LoginFacts>({
    kind: isPerson ? 'person' : 'professional',
    keys: present<IdentityKeys>({ cpr, ...keyOf(subject) }),
    personal: readPersonal(bag),
    organisation: isPerson ? undefined : readOrganisation(bag, subject),
    legacyLevel: legacyLevelOf(bag.single('assuranceLevel')),
    authnInstant: assertion.authnStatement.authnInstant,
    upstreamNameId: assertion.nameId.value,
    upstreamSessionIndex: assertion.authnStatement.sessionIndex,
  });
}

/** Exactly one of PID and RID, CVR with RID; Uid and the serial of an OCES NameID must say the same (R16). */
function readSubject(bag: Bag, nameId: NameId): OcesSubject {
  const pid = parsed(bag.single('pid'), parsePid, 'pid');
  const cvr = parsed(bag.single('cvr'), parseCvr, 'cvr');
  const rid = parsed(bag.single('rid'), parseRid, 'rid');
  if (pid !== undefined && (rid !== undefined || cvr !== undefined)) {
    throw new HubError('RESPONSE_CONTENT', 'a person and an employee at once');
  }
  const subject =
    pid !== undefined ? { pid } : { cvr: required(cvr, 'cvr or pid'), rid: required(rid, 'rid') };
  const serial = nameId.format === nameIdFormats.oces ? serialOf(nameId.value) : undefined;
  for (const said of [bag.single('uid'), serial]) {
    if (said !== undefined && said !== uidOf(subject)) {
      throw new HubError('RESPONSE_CONTENT', 'Uid or NameID names another subject than PID or CVR and RID');
    }
  }
  return subject;
}

const keyOf = (subject: OcesSubject): Pick<IdentityKeys, 'pid' | 'rid'> =>
  'pid' in subject ? { pid: subject.pid } : { rid: subject.rid };

function readOrganisation(bag: Bag, { cvr }: Extract<OcesSubject, { cvr: unknown }>): OrganisationFacts {
  const orgName = required(bag.single('orgName')?.trim(), 'orgName');
  if (orgName === noOrganisation)
    throw new HubError('RESPONSE_CONTENT', 'an employee without an organisation');
  return present<OrganisationFacts>({
    cvr,
    orgName,
    productionUnit: parsed(bag.single('productionUnit'), parseProductionUnit, 'productionUnit'),
    seNumber: parsed(bag.single('seNumber'), parseSeNumber, 'seNumber'),
    authorizedToRepresent: bag
      .several('authorizedToRepresent')
      ?.map((one) => required(parsed(one, parseCvr, 'authorizedToRepresent'), 'authorizedToRepresent')),
  });
}

function readPersonal(bag: Bag): PersonalFacts {
  return present<PersonalFacts>({
    ...readNames(bag),
    email: bag.several('email')?.map((address) => address.trim()),
  });
}
