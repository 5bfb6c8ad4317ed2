/** MitID, simulated: OIOSAML 3.0 assertions about citizens (Person) and employees (Professional). */
import { FORMAT_URI, PERSISTENT } from '../metadata.ts';
import { levelOf, type MitidMethod, mitidMethods } from '../methods.ts';
import { type Citizen, type Employee, fullName, type Level, people, type Person } from '../people.ts';
import { type IdpDialect } from './dialect.ts';
import { type PlannedAttribute, type Statement } from './plan.ts';

const EID = 'https://data.gov.dk/model/core/eid/';
const NSIS = 'https://data.gov.dk/concept/core/nsis/';

const methodOf = (key: string): MitidMethod | undefined => mitidMethods.find((one) => one.key === key);

export const mitid: IdpDialect = {
  party: { da: 'MitID (simulator)', en: 'MitID (simulator)' },
  nameIdFormat: PERSISTENT,
  people: people.filter((person) => person.mitid !== undefined),
  methods: mitidMethods.map(({ key, name, aal }) => ({ key, name, worth: aal })),
  state,
  level: (person, methodKey) => {
    const method = methodOf(methodKey);
    return method === undefined ? undefined : levelOf(person, method);
  },
};

function state(person: Person, methodKey: string, now: number): Statement | undefined {
  const method = methodOf(methodKey);
  const level = method === undefined ? undefined : levelOf(person, method);
  if (method === undefined || level === undefined || person.mitid === undefined) return undefined;
  return {
    nameIdFormat: PERSISTENT,
    nameId: `${EID}${person.kind}/uuid/${person.mitid.uuid}`,
    classRef: `${NSIS}loa/${level}`,
    nameFormat: FORMAT_URI,
    attributes: [
      { name: 'https://data.gov.dk/model/core/specVersion', value: 'OIO-SAML-3.0' },
      ...assurance(level, person.mitid.ial, method.aal),
      { name: `${EID}fullName`, value: fullName(person) },
      { name: `${EID}firstName`, value: person.firstName },
      { name: `${EID}lastName`, value: person.lastName },
      ...(person.kind === 'person' ? ofCitizen(person, now) : ofEmployee(person)),
    ],
  };
}

const assurance = (loa: Level, ial: Level, aal: Level): readonly PlannedAttribute[] => [
  { name: `${NSIS}loa`, value: loa },
  { name: `${NSIS}ial`, value: ial },
  { name: `${NSIS}aal`, value: aal },
];

function ofCitizen(citizen: Citizen, now: number): readonly PlannedAttribute[] {
  const [year, month, day] = citizen.born.split('-');
  return [
    { name: `${EID}cprNumber`, value: citizen.cpr },
    { name: `${EID}cprUuid`, value: citizen.cprUuid },
    { name: `${EID}dateOfBirth`, value: `${day}-${month}-${year}` },
    { name: `${EID}age`, value: String(ageAt(citizen.born, now)) },
  ];
}

function ofEmployee(employee: Employee): readonly PlannedAttribute[] {
  const { mitid: account, company } = employee;
  const rid = account?.rid;
  return [
    { name: `${EID}email`, value: employee.email },
    { name: `${EID}professional/cvr`, value: company.cvr },
    { name: `${EID}professional/orgName`, value: company.name },
    ...(account === undefined
      ? []
      : [{ name: `${EID}professional/uuid/persistent`, value: account.persistentUuid }]),
    ...(rid === undefined ? [] : [{ name: `${EID}professional/rid`, value: rid }]),
  ];
}

function ageAt(born: string, now: number): number {
  const today = new Date(now).toISOString().slice(0, 10);
  const years = Number(today.slice(0, 4)) - Number(born.slice(0, 4));
  return today.slice(5) < born.slice(5) ? years - 1 : years;
}
