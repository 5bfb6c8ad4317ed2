/**
 * Lies an identity provider tells on request, by name, for the tests of what the hub refuses.
 * A fault changes either what the assertion says (`plan`) or how it is sealed and sent (`wire`); nothing else.
 * Armed by the form field `fault`, by POST /fault for the next answers, or by the option `fault` for every answer.
 */
import { type AnswerPlan, type PlannedAttribute } from './idp/plan.ts';

const HOUR = 3_600_000;
const LOA = 'https://data.gov.dk/concept/core/nsis/loa';
const CPR_NAMES = [
  'https://data.gov.dk/model/core/eid/cprNumber',
  'dk:gov:saml:attribute:CprNumberIdentifier',
  'https://data.gov.dk/model/core/eid/professional/cvr',
  'dk:gov:saml:attribute:CvrNumberIdentifier',
];

/** How the answer is sealed. The honest way: assertion signed with RSA-SHA256 by the own key, then encrypted. */
export interface Wire {
  readonly sign: 'rsa-sha256' | 'rsa-sha1' | 'foreign-key' | 'none';
  readonly encrypt: boolean;
  /** Changes the signed text before it is encrypted. */
  readonly afterSigning?: (xml: string) => string;
}

interface Lie {
  readonly plan?: (plan: AnswerPlan) => AnswerPlan;
  readonly wire?: Partial<Wire>;
  readonly about: { readonly da: string; readonly en: string };
}

const attributes =
  (change: (list: readonly PlannedAttribute[]) => readonly PlannedAttribute[]) =>
  (plan: AnswerPlan): AnswerPlan => ({ ...plan, attributes: change(plan.attributes) });

const shifted = (iso: string, by: number): string => new Date(Date.parse(iso) + by).toISOString();

const lie = (da: string, en: string, plan?: Lie['plan'], wire?: Lie['wire']): Lie => ({
  about: { da, en },
  ...(plan === undefined ? {} : { plan }),
  ...(wire === undefined ? {} : { wire }),
});

const lies = {
  unsigned: lie('Assertion uden signatur', 'Assertion without a signature', undefined, { sign: 'none' }),
  sha1: lie('Signatur med RSA-SHA1', 'Signature with RSA-SHA1', undefined, { sign: 'rsa-sha1' }),
  'foreign-key': lie('Signeret med en fremmed nøgle', 'Signed with a foreign key', undefined, {
    sign: 'foreign-key',
  }),
  tampered: lie('Ændret efter signering', 'Changed after signing', undefined, {
    afterSigning: (xml) => xml.replace(/SessionIndex="[^"]*"/, 'SessionIndex="_tampered-after-signing"'),
  }),
  'plain-assertion': lie('Assertion sendt ukrypteret', 'Assertion sent unencrypted', undefined, {
    encrypt: false,
  }),
  'wrong-issuer': lie('Anden udsteder', 'Another issuer', (plan) => ({
    ...plan,
    issuer: 'https://other-idp.example.test',
  })),
  'wrong-audience': lie('Anden modtager (Audience)', 'Another audience', (plan) => ({
    ...plan,
    audience: 'https://other-sp.example.test',
  })),
  'other-recipient': lie('Anden Recipient', 'Another Recipient', (plan) => ({
    ...plan,
    recipient: 'https://other-sp.example.test/acs',
  })),
  'wrong-destination': lie('Anden Destination', 'Another Destination', (plan) => ({
    ...plan,
    statedDestination: 'https://other-sp.example.test/acs',
  })),
  'wrong-in-response-to': lie('Svar på en ukendt anmodning', 'Answer to an unknown request', (plan) => ({
    ...plan,
    inResponseTo: '_00000000000000000000000000000000',
  })),
  unsolicited: lie('Svar uden anmodning', 'Answer to no request at all', (plan) => ({
    ...plan,
    inResponseTo: null,
  })),
  expired: lie('Udløbet for to timer siden', 'Expired two hours ago', (plan) => ({
    ...plan,
    notBefore: shifted(plan.notBefore, -3 * HOUR),
    notOnOrAfter: shifted(plan.issueInstant, -2 * HOUR),
    confirmationNotOnOrAfter: shifted(plan.issueInstant, -2 * HOUR),
  })),
  'not-yet-valid': lie('Gælder først om en time', 'Valid only in an hour', (plan) => ({
    ...plan,
    notBefore: shifted(plan.notBefore, HOUR),
  })),
  stale: lie('Udstedt for en time siden', 'Issued an hour ago', (plan) => ({
    ...plan,
    issueInstant: shifted(plan.issueInstant, -HOUR),
  })),
  'level-lowercase': lie(
    'NSIS-niveau med små bogstaver',
    'NSIS level in lower case',
    attributes((list) =>
      list.map((one) => (one.name === LOA ? { ...one, value: one.value.toLowerCase() } : one)),
    ),
  ),
  'no-level': lie(
    'Intet sikringsniveau',
    'No level of assurance',
    attributes((list) =>
      list.filter((one) => one.name !== LOA && one.name !== 'dk:gov:saml:attribute:AssuranceLevel'),
    ),
  ),
  'duplicate-attribute': lie(
    'Samme attribut to gange med to værdier',
    'The same attribute twice with two values',
    attributes((list) =>
      list.flatMap((one) =>
        CPR_NAMES.includes(one.name) ? [one, { ...one, value: '9'.repeat(one.value.length) }] : [one],
      ),
    ),
  ),
  'no-session-index': lie('Uden SessionIndex', 'Without SessionIndex', (plan) => ({
    ...plan,
    sessionIndex: null,
  })),
  replay: lie('Sender forrige svar igen', 'Sends the previous answer again'),
  'person-swap': lie(
    'Svarer på en anden brugers samtidige anmodning',
    "Answers another user's concurrent request",
  ),
} satisfies Record<string, Lie>;

/** The name of a fault. */
export type Fault = keyof typeof lies;

const table = new Map<string, Lie>(Object.entries(lies));

/** All faults with their text, in the order of the login page. */
export const faultNames: readonly Fault[] = Object.keys(lies) as Fault[];

export const isFault = (text: string): text is Fault => table.has(text);

export const faultText = (fault: Fault): Lie['about'] => lies[fault].about;

/** What the assertion will say once the fault has been told. */
export function bend(plan: AnswerPlan, fault: Fault | undefined): AnswerPlan {
  const change = fault === undefined ? undefined : table.get(fault)?.plan;
  return change === undefined ? plan : change(plan);
}

/** How the answer will be sealed once the fault has been told. */
export function wireOf(fault: Fault | undefined): Wire {
  const honest: Wire = { sign: 'rsa-sha256', encrypt: true };
  return fault === undefined ? honest : { ...honest, ...table.get(fault)?.wire };
}

/** Faults waiting for the next answers, first in first out. */
export class FaultQueue {
  readonly #waiting: Fault[] = [];

  /** @param times how many answers in a row tell it */
  arm(fault: Fault, times = 1): void {
    for (let i = 0; i < times; i += 1) this.#waiting.push(fault);
  }

  take(): Fault | undefined {
    return this.#waiting.shift();
  }
}
