/**
 * The means of authentication a login page offers and what each is worth.
 * MitID: the authenticator table of NSIS level per combination (low: one means; high: two extra-secure means).
 * NemID: AssuranceLevel of OIOSAML 2.0.9 (3 with the code card or key file, 2 with the password alone).
 */
import { type Level, type Person } from './people.ts';

interface Named {
  /** Short and stable: the value of the form field `method`. */
  readonly key: string;
  readonly name: { readonly da: string; readonly en: string };
}

export interface MitidMethod extends Named {
  /** Authenticator assurance level. */
  readonly aal: Level;
}

export interface NemidMethod extends Named {
  /** The value of `dk:gov:saml:attribute:AssuranceLevel`. */
  readonly assuranceLevel: '2' | '3';
}

const mitid = (key: string, aal: Level, da: string, en: string): MitidMethod => ({
  key,
  aal,
  name: { da, en },
});

export const mitidMethods: readonly MitidMethod[] = [
  mitid('app', 'Substantial', 'MitID app', 'MitID app'),
  mitid(
    'password-display',
    'Substantial',
    'Adgangskode og MitID kodeviser',
    'Password and MitID code display',
  ),
  mitid(
    'password-audio',
    'Substantial',
    'Adgangskode og MitID kodeoplæser',
    'Password and MitID audio code reader',
  ),
  mitid('password-chip', 'High', 'Adgangskode og MitID chip', 'Password and MitID chip'),
  mitid('app-chip', 'High', 'MitID app og MitID chip', 'MitID app and MitID chip'),
  mitid('password', 'Low', 'Adgangskode alene', 'Password alone'),
  mitid('chip', 'Low', 'MitID chip alene', 'MitID chip alone'),
];

export const nemidMethods: readonly NemidMethod[] = [
  { key: 'code-card', assuranceLevel: '3', name: { da: 'Nøglekort', en: 'Code card' } },
  { key: 'code-app', assuranceLevel: '3', name: { da: 'Nøgleapp', en: 'Code app' } },
  {
    key: 'key-file',
    assuranceLevel: '3',
    name: { da: 'Nøglefil (medarbejdere)', en: 'Key file (employees)' },
  },
  { key: 'password', assuranceLevel: '2', name: { da: 'Adgangskode alene', en: 'Password alone' } },
];

const order: readonly Level[] = ['Low', 'Substantial', 'High'];

/** Whether `level` is at least `wanted`. */
export const reaches = (level: Level, wanted: Level): boolean =>
  order.indexOf(level) >= order.indexOf(wanted);

/** The lower of two levels: loa is the lowest of IAL and AAL (FAL is the broker's own and not counted here). */
export const lowerOf = (a: Level, b: Level): Level => (reaches(a, b) ? b : a);

/** The level a login of this person with this means has, or undefined if the person has no MitID. */
export function levelOf(person: Person, method: MitidMethod): Level | undefined {
  return person.mitid === undefined ? undefined : lowerOf(person.mitid.ial, method.aal);
}
