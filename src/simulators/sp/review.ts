/**
 * What a careful service checks itself because its library does not (README.md): as the reference implementations of
 * the Danish profiles do it. Each rule gives one line of text where the assertion breaks it.
 */
import { PERSISTENT, X509_SUBJECT } from '../metadata.ts';
import { reaches } from '../methods.ts';
import { type Level } from '../people.ts';
import { type Asked, type AssertionFacts, type Envelope, type Received } from './received.ts';

export interface Expected {
  readonly entityId: string;
  readonly acsUrl: string;
  readonly hubEntityId: string;
}

const EID = 'https://data.gov.dk/model/core/eid/';
const DK = 'dk:gov:saml:attribute:';
const TRANSIENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const NAME_ID = new RegExp(`^https://data\\.gov\\.dk/model/core/eid/(person|professional)/uuid/${UUID}$`);

const first = (received: Received, name: string): string => received.attributes[name]?.[0] ?? '';
const broken = (rules: readonly (readonly [ok: boolean, text: string])[]): readonly string[] =>
  rules.filter(([ok]) => !ok).map(([, text]) => text);

/** Rules on any answer: where it was sent, by whom, to whom, in answer to what. */
export function reviewEnvelope(
  envelope: Envelope,
  facts: AssertionFacts,
  expected: Expected,
): readonly string[] {
  return broken([
    [envelope.destination === expected.acsUrl, 'Destination is not this service'],
    [!envelope.plainAssertion, 'the assertion was sent unencrypted'],
    [facts.issuer === expected.hubEntityId, 'Issuer is not the hub'],
    [facts.recipient === expected.acsUrl, 'Recipient is not this service'],
    [
      facts.audiences.length === 1 && facts.audiences[0] === expected.entityId,
      'Audience is not this service alone',
    ],
    [facts.inResponseTo === envelope.inResponseTo, 'Response and assertion answer different requests'],
  ]);
}

/** Rules of OIOSAML 3.0 on the content. */
export function reviewOiosaml3(received: Received): readonly string[] {
  const kind = NAME_ID.exec(received.nameId)?.[1];
  const loa = received.level;
  return broken([
    [
      first(received, 'https://data.gov.dk/model/core/specVersion') === 'OIO-SAML-3.0',
      'specVersion is wrong',
    ],
    [received.nameIdFormat === PERSISTENT || received.nameIdFormat === TRANSIENT, 'NameID Format is wrong'],
    [kind !== undefined, 'NameID is not the URL of a UUID'],
    [received.sessionIndex !== undefined, 'SessionIndex is missing'],
    [loa === undefined || isLevel(loa), 'loa is none of the three words'],
    [
      kind !== 'professional' || /^\d{8}$/.test(first(received, `${EID}professional/cvr`)),
      'a professional without a CVR number',
    ],
    [
      kind !== 'professional' || first(received, `${EID}professional/orgName`) !== '',
      'a professional without an organisation name',
    ],
  ]);
}

/** Whether an OIOSAML 3.0 answer meets what was asked for. */
export function reviewDemand(received: Received, asked: Asked): readonly string[] {
  if (received.dialect !== 'OIOSAML 3.0') return [];
  const kind = NAME_ID.exec(received.nameId)?.[1];
  return broken([
    [asked.kind === undefined || asked.kind === kind, `asked for ${asked.kind}, got ${kind ?? 'neither'}`],
    [
      asked.level === undefined || (isLevel(received.level) && reaches(received.level, asked.level)),
      `asked for ${asked.level}, got ${received.level ?? 'no level'}`,
    ],
  ]);
}

const isLevel = (text: string | undefined): text is Level =>
  text === 'Low' || text === 'Substantial' || text === 'High';

/** Rules of OIOSAML 2.0.9 (OCES profile) on the content. */
export function reviewOiosaml2(received: Received): readonly string[] {
  const uid = 'urn:oid:0.9.2342.19200300.100.1.1';
  const core = [
    'urn:oid:2.5.4.4',
    'urn:oid:2.5.4.3',
    uid,
    'urn:oid:0.9.2342.19200300.100.1.3',
    `${DK}AssuranceLevel`,
  ];
  const pid = first(received, `${DK}PidNumberIdentifier`);
  const rid = first(received, `${DK}RidNumberIdentifier`);
  const cvr = first(received, `${DK}CvrNumberIdentifier`);
  const wanted = pid === '' ? `CVR:${cvr}-RID:${rid}` : `PID:${pid}`;
  return broken([
    [first(received, `${DK}SpecVer`) === 'DK-SAML-2.0', 'SpecVer is wrong'],
    [received.nameIdFormat === X509_SUBJECT, 'NameID Format is not X509SubjectName'],
    [received.sessionIndex !== undefined, 'SessionIndex is missing'],
    [core.every((name) => Object.hasOwn(received.attributes, name)), 'a core attribute is missing'],
    [(pid === '') !== (rid === ''), 'exactly one of PID and RID must be there'],
    [rid === '' || /^\d{8}$/.test(cvr), 'a RID without a CVR number'],
    [first(received, uid) === wanted, 'Uid does not match PID, or CVR and RID'],
    [/^[1-4]$/.test(received.level ?? ''), 'AssuranceLevel is none of 1 to 4'],
  ]);
}
