import { HubError } from '../kernel/errors.ts';

/** An attribute as an assertion carried it; the name format is not looked at (it became SHOULD, OIO-AP-03). */
export interface ReadAttribute {
  readonly name: string;
  readonly values: readonly string[];
}

/** The attributes of one verified assertion, read by neutral or wire name. */
export interface AttributeBag<Name extends string> {
  /** The one value, or undefined if the attribute is absent or empty. @throws HubError RESPONSE_CONTENT on two values */
  single(name: Name): string | undefined;
  /** The values without the empty ones; undefined if none is left. */
  several(name: Name): readonly string[] | undefined;
}

/** Control characters, line separators, and marks that turn the direction of the text that follows. */
const hostile = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]|\p{Surrogate}/u;

/** The exact text; one of blanks only counts as empty. @throws HubError RESPONSE_CONTENT if hostile (never shows the value) */
function cleanValue(name: string, value: string): string {
  if (hostile.test(value)) throw new HubError('RESPONSE_CONTENT', `control character in attribute ${name}`);
  return value.trim() === '' ? '' : value;
}

/**
 * Sorts the attributes under the names the dialect knows. `nameOf` gives undefined for one it does not read:
 * a name in another letter case, or with blanks, is another attribute and is ignored (security.md R16).
 * @throws HubError RESPONSE_CONTENT if an attribute that is read occurs twice, or a value is hostile (R17)
 */
export function attributeBag<Name extends string>(
  attributes: readonly ReadAttribute[],
  nameOf: (wireName: string) => Name | undefined,
): AttributeBag<Name> {
  const bag = new Map<Name, readonly string[]>();
  for (const attribute of attributes) {
    const name = nameOf(attribute.name);
    if (name === undefined) continue;
    if (bag.has(name)) throw new HubError('RESPONSE_CONTENT', `attribute ${name} occurs twice`);
    bag.set(
      name,
      attribute.values.map((value) => cleanValue(name, value)),
    );
  }
  return {
    single(name) {
      const values = bag.get(name) ?? [];
      if (values.length > 1) throw new HubError('RESPONSE_CONTENT', `attribute ${name} has several values`);
      return values[0] || undefined;
    },
    several(name) {
      const values = (bag.get(name) ?? []).filter((value) => value !== '');
      return values.length > 0 ? values : undefined;
    },
  };
}

/** Absent stays absent; a value that is not of its form is refused. @throws HubError RESPONSE_CONTENT */
export function parsed<T>(
  value: string | undefined,
  parse: (text: string) => T | undefined,
  name: string,
): T | undefined {
  if (value === undefined) return undefined;
  const result = parse(value);
  if (result === undefined) throw new HubError('RESPONSE_CONTENT', `attribute ${name} is not of its form`);
  return result;
}

/** @throws HubError RESPONSE_CONTENT if the value is absent */
export function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new HubError('RESPONSE_CONTENT', `attribute ${name} is missing`);
  return value;
}

/** The object without its absent members (exactOptionalPropertyTypes). */
export function present<T extends object>(source: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined)) as T;
}
