import { type LegacyLevel, nsisLevels, type NsisLevel } from '../domain/assurance/index.ts';
import { parseUuid, type Uuid } from '../kernel/brands.ts';
import { HubError } from '../kernel/errors.ts';

/** `Low`, `Substantial` or `High` in exactly these letters; anything else is no level (security.md H2). */
export function nsisLevelOf(word: string | undefined): NsisLevel | undefined {
  return nsisLevels.find((level) => level === word);
}

const legacyLevels = new Map<string, LegacyLevel>([
  ['1', 1],
  ['2', 2],
  ['3', 3],
  ['4', 4],
]);

/** `1` to `4` in exactly one digit; anything else (`test`, say) is no level. */
export function legacyLevelOf(word: string | undefined): LegacyLevel | undefined {
  return word === undefined ? undefined : legacyLevels.get(word);
}

/** Ten digits of a production unit (P number). */
export const parseProductionUnit = (text: string): string | undefined =>
  /^\d{10}$/.test(text) ? text : undefined;
/** Eight digits of an SE number. */
export const parseSeNumber = (text: string): string | undefined => (/^\d{8}$/.test(text) ? text : undefined);
export const parseAge = (text: string): string | undefined => (/^\d{1,3}$/.test(text) ? text : undefined);

/** `DD-MM-YYYY` or `YYYY-MM-DD` of a day that exists, as `YYYY-MM-DD`. */
export function parseDateOfBirth(text: string): string | undefined {
  const danish = /^(\d{2})-(\d{2})-(\d{4})$/.exec(text);
  const iso = danish ? `${danish[3]}-${danish[2]}-${danish[1]}` : text;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return undefined;
  const day = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(iso) ? iso : undefined;
}

/** From `YYYY-MM-DD` to the form a service was set to. */
export function writeDateOfBirth(iso: string, form: 'dd-mm-yyyy' | 'yyyy-mm-dd'): string {
  const [year, month, day] = iso.split('-');
  return form === 'yyyy-mm-dd' ? iso : `${day}-${month}-${year}`;
}

/** A UUID attribute (not the NameID) in the form a service was set to. */
export function writeUuid(uuid: Uuid, form: 'bare' | 'urn'): string {
  return form === 'bare' ? uuid : `urn:uuid:${uuid}`;
}

/** `<prefix><bare lower-case UUID>`; undefined for any other text (`urn:uuid:` and upper case included). */
export function uuidAfter(prefix: string, text: string): Uuid | undefined {
  if (!text.startsWith(prefix)) return undefined;
  const uuid = parseUuid(text.slice(prefix.length));
  return uuid !== undefined && prefix + uuid === text ? uuid : undefined;
}

/** What a value of the form must be, said to the log without the value. @throws HubError RESPONSE_CONTENT */
export function sameValue(first: string | undefined, second: string | undefined, what: string): void {
  if (first !== undefined && second !== undefined && first !== second) {
    throw new HubError('RESPONSE_CONTENT', `${what} disagree`);
  }
}
