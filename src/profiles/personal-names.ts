import { type AttributeBag, present } from './attribute-bag.ts';

interface Names {
  readonly fullName?: string;
  readonly firstName?: string;
  readonly lastName?: string;
}

/**
 * The names of a person as both dialects carry them. 2.0.9 has no first name: where it is missing it is what stands
 * before the last name in the full name, and nothing if the full name does not end with it (oiosaml.md 2.4).
 */
export function readNames(bag: AttributeBag<'fullName' | 'firstName' | 'lastName'>): Names {
  const fullName = bag.single('fullName')?.trim();
  const lastName = bag.single('lastName')?.trim();
  const firstName = bag.single('firstName')?.trim() ?? firstNameOf(fullName, lastName);
  return present<Names>({ fullName, firstName, lastName });
}

function firstNameOf(fullName: string | undefined, lastName: string | undefined): string | undefined {
  if (fullName === undefined || lastName === undefined || !fullName.endsWith(` ${lastName}`))
    return undefined;
  return fullName.slice(0, -lastName.length).trim() || undefined;
}
