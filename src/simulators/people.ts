/**
 * The fictive people and companies of the simulators: the same on every start, so that a returning user returns.
 * Nobody here can be real: CPR numbers are of the form 999999-xxxx (there is no day 99 and no month 99), PIDs and
 * RIDs lie in all-but-zero ranges, CVR numbers are the 9999xxxx of test organisations, UUIDs are version 4 in form only.
 * A record is one identity at one or both identity providers; a private and a business identity are two records.
 */

/** Assurance of the identity behind an authenticator: NSIS levels in the words of OIOSAML 3.0. */
export type Level = 'Low' | 'Substantial' | 'High';

/** What the NemID simulator knows of a citizen (OIOSAML 2.0.9). */
export interface NemidCitizen {
  /** `9208-2002-2-` and twelve digits. */
  readonly pid: string;
  /** Whether NemID hands out the CPR number; where not, the hub has to look it up by PID. */
  readonly sendsCpr: boolean;
}

/** What the NemID simulator knows of an employee (OIOSAML 2.0.9); the RID means something only with the CVR. */
export interface NemidEmployee {
  readonly rid: string;
}

/** What the MitID simulator knows of anybody (OIOSAML 3.0). */
export interface MitidIdentity {
  /** The identity provider's own UUID of the identity, bare and in lower case. */
  readonly uuid: string;
  /** How surely the person was identified at registration: caps the level whatever the means (NSIS 3.1). */
  readonly ial: Level;
}

interface Named {
  /** Short and stable: the value of the form field `person`. */
  readonly key: string;
  readonly firstName: string;
  readonly lastName: string;
  /** One line for the login page: what this record is there to try. */
  readonly about: { readonly da: string; readonly en: string };
}

export interface Citizen extends Named {
  readonly kind: 'person';
  /** Ten digits that cannot be a real number. */
  readonly cpr: string;
  /** UUID of the person in the CPR register. */
  readonly cprUuid: string;
  /** `YYYY-MM-DD`. */
  readonly born: string;
  readonly nemid?: NemidCitizen;
  readonly mitid?: MitidIdentity;
}

export interface Employee extends Named {
  readonly kind: 'professional';
  readonly company: Company;
  readonly email: string;
  readonly nemid?: NemidEmployee;
  readonly mitid?: MitidIdentity & {
    /** `professional/uuid/persistent`: the same at every public service. */
    readonly persistentUuid: string;
    /** Sent by MitID only for those who had a NemID before. */
    readonly rid?: string;
  };
}

export type Person = Citizen | Employee;

export interface Company {
  /** Eight digits. */
  readonly cvr: string;
  readonly name: string;
}

export const aeroeby: Company = { cvr: '99990001', name: 'Ærøby Testkommune' };
export const oestbaek: Company = { cvr: '99990002', name: 'Østbæk & Sønner Testfirma ApS' };

export const citizens: readonly Citizen[] = [
  {
    kind: 'person',
    key: 'aase',
    firstName: 'Åse',
    lastName: 'Bjørnholt',
    cpr: '9999990001',
    cprUuid: '11111111-0000-4000-8000-000000000001',
    born: '1958-03-14',
    nemid: { pid: '9208-2002-2-000000000001', sendsCpr: true },
    mitid: { uuid: '22222222-0000-4000-8000-000000000001', ial: 'High' },
    about: {
      da: 'Har både NemID og MitID: samme person, samme bruger ved tjenesten.',
      en: 'Has both NemID and MitID: one person, one user at the service.',
    },
  },
  {
    kind: 'person',
    key: 'kaj',
    firstName: 'Kaj',
    lastName: 'Ærø Nielsen',
    cpr: '9999990002',
    cprUuid: '11111111-0000-4000-8000-000000000002',
    born: '1941-12-01',
    nemid: { pid: '9208-2002-2-000000000002', sendsCpr: true },
    about: { da: 'Har kun NemID endnu.', en: 'Has only NemID so far.' },
  },
  {
    kind: 'person',
    key: 'laerke',
    firstName: 'Lærke',
    lastName: 'Østergård',
    cpr: '9999990003',
    cprUuid: '11111111-0000-4000-8000-000000000003',
    born: '2006-07-30',
    mitid: { uuid: '22222222-0000-4000-8000-000000000003', ial: 'Substantial' },
    about: {
      da: 'Har kun MitID og aldrig haft et PID.',
      en: 'Has only MitID and never had a PID.',
    },
  },
  {
    kind: 'person',
    key: 'mads',
    firstName: 'Mads',
    lastName: 'Søgård',
    cpr: '9999990004',
    cprUuid: '11111111-0000-4000-8000-000000000004',
    born: '1999-02-28',
    mitid: { uuid: '22222222-0000-4000-8000-000000000004', ial: 'Low' },
    about: {
      da: 'MitID oprettet på niveau Lav: bliver aldrig mere end Lav.',
      en: 'MitID registered at Low: never gets above Low.',
    },
  },
  {
    kind: 'person',
    key: 'soeren',
    firstName: 'Søren',
    lastName: 'Håkansson',
    cpr: '9999990005',
    cprUuid: '11111111-0000-4000-8000-000000000005',
    born: '1972-10-09',
    nemid: { pid: '9208-2002-2-000000000005', sendsCpr: false },
    mitid: { uuid: '22222222-0000-4000-8000-000000000005', ial: 'Substantial' },
    about: {
      da: 'Har både NemID og MitID, men NemID oplyser ikke CPR-nummer.',
      en: 'Has both NemID and MitID, but NemID does not tell the CPR number.',
    },
  },
];

export const employees: readonly Employee[] = [
  {
    kind: 'professional',
    key: 'mette',
    firstName: 'Mette',
    lastName: 'Kjærgård',
    company: aeroeby,
    email: 'mette@aeroeby.example',
    nemid: { rid: '10000001' },
    mitid: {
      uuid: '33333333-0000-4000-8000-000000000001',
      ial: 'High',
      persistentUuid: '44444444-0000-4000-8000-000000000001',
      rid: '10000001',
    },
    about: {
      da: 'Medarbejder med NemID og MitID Erhverv og samme RID.',
      en: 'Employee with NemID and MitID Erhverv and the same RID.',
    },
  },
  {
    kind: 'professional',
    key: 'bjoern',
    firstName: 'Bjørn',
    lastName: 'Åkjær',
    company: oestbaek,
    email: 'bjoern@oestbaek.example',
    nemid: { rid: '10000001' },
    about: {
      da: 'Medarbejder med kun NemID; samme RID som Mette, men i et andet firma.',
      en: 'Employee with only NemID; the same RID as Mette, but in another company.',
    },
  },
  {
    kind: 'professional',
    key: 'signe',
    firstName: 'Signe',
    lastName: 'Fløe-Sørensen',
    company: oestbaek,
    email: 'signe@oestbaek.example',
    mitid: {
      uuid: '33333333-0000-4000-8000-000000000003',
      ial: 'Substantial',
      persistentUuid: '44444444-0000-4000-8000-000000000003',
    },
    about: {
      da: 'Medarbejder med kun MitID Erhverv og aldrig haft et RID.',
      en: 'Employee with only MitID Erhverv who never had a RID.',
    },
  },
];

export const people: readonly Person[] = [...citizens, ...employees];

const byKey = new Map(people.map((person) => [person.key, person]));

/** The record of that key, or undefined. */
export const findPerson = (key: string): Person | undefined => byKey.get(key);

export const fullName = (person: Person): string => `${person.firstName} ${person.lastName}`;

/** Which CPR number belongs to a PID: the fixed answers of a simulated register (PID -> CPR). */
export const cprOfPid: ReadonlyMap<string, string> = new Map(
  citizens.flatMap((citizen) => (citizen.nemid === undefined ? [] : [[citizen.nemid.pid, citizen.cpr]])),
);
