/** NemID, simulated: OIOSAML 2.0.9 assertions about citizens (PID) and employees (CVR and RID), OCES profile. */
import { FORMAT_BASIC, X509_SUBJECT } from '../metadata.ts';
import { nemidMethods } from '../methods.ts';
import { fullName, people, type Person } from '../people.ts';
import { type IdpDialect } from './dialect.ts';
import { type PlannedAttribute, type Statement } from './plan.ts';

const DK = 'dk:gov:saml:attribute:';
const NO_COMPANY = 'Ingen organisatorisk tilknytning';
const AC = 'urn:oasis:names:tc:SAML:2.0:ac:classes:';

export const nemid: IdpDialect = {
  party: { da: 'NemID (simulator)', en: 'NemID (simulator)' },
  nameIdFormat: X509_SUBJECT,
  people: people.filter((person) => person.nemid !== undefined),
  methods: nemidMethods.map(({ key, name, assuranceLevel }) => ({
    key,
    name,
    worth: `AssuranceLevel ${assuranceLevel}`,
  })),
  state,
  level: () => undefined,
};

function state(person: Person, methodKey: string): Statement | undefined {
  const method = nemidMethods.find((one) => one.key === methodKey);
  const oces = ocesOf(person);
  if (method === undefined || oces === undefined) return undefined;
  return {
    nameIdFormat: X509_SUBJECT,
    nameId: `C=DK,O=${oces.organisation},CN=${fullName(person)},Serial=${oces.uid}`,
    classRef: AC + (method.assuranceLevel === '2' ? 'Password' : 'X509'),
    nameFormat: FORMAT_BASIC,
    attributes: [
      { name: `${DK}SpecVer`, value: 'DK-SAML-2.0' },
      { name: `${DK}AssuranceLevel`, value: method.assuranceLevel },
      { name: 'urn:oid:2.5.4.4', value: person.lastName },
      { name: 'urn:oid:2.5.4.3', value: fullName(person) },
      { name: 'urn:oid:0.9.2342.19200300.100.1.1', value: oces.uid },
      { name: 'urn:oid:0.9.2342.19200300.100.1.3', value: person.kind === 'person' ? '' : person.email },
      { name: 'urn:oid:2.5.4.5', value: oces.certificateSerial },
      { name: 'urn:oid:2.5.29.29', value: 'CN=SIMULATED OCES CA, O=SIMULATED, C=DK' },
      ...oces.attributes,
    ],
  };
}

interface Oces {
  /** Subject serial number, the value of Uid. */
  readonly uid: string;
  /** O of the subject name. */
  readonly organisation: string;
  /** Serial number of the (imagined) certificate, hexadecimal. */
  readonly certificateSerial: string;
  readonly attributes: readonly PlannedAttribute[];
}

function ocesOf(person: Person): Oces | undefined {
  if (person.kind === 'person') {
    if (person.nemid === undefined) return undefined;
    const { pid, sendsCpr } = person.nemid;
    return {
      uid: `PID:${pid}`,
      organisation: NO_COMPANY,
      certificateSerial: `53${pid.slice(-6)}`,
      attributes: [
        { name: 'urn:oid:2.5.4.10', value: NO_COMPANY },
        { name: `${DK}IsYouthCert`, value: 'false' },
        { name: `${DK}PidNumberIdentifier`, value: pid },
        ...(sendsCpr ? [{ name: `${DK}CprNumberIdentifier`, value: person.cpr }] : []),
      ],
    };
  }
  if (person.nemid === undefined) return undefined;
  const { rid } = person.nemid;
  const { cvr, name } = person.company;
  return {
    uid: `CVR:${cvr}-RID:${rid}`,
    organisation: `${name} // CVR:${cvr}`,
    certificateSerial: `54${rid.slice(-6)}`,
    attributes: [
      { name: 'urn:oid:2.5.4.10', value: name },
      { name: `${DK}CvrNumberIdentifier`, value: cvr },
      { name: `${DK}RidNumberIdentifier`, value: rid },
    ],
  };
}
