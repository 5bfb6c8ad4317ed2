/** What the two identity providers differ in: whom they know, with which means, and in which words they say so. */
import { type Bilingual } from '../html.ts';
import { type Level, type Person } from '../people.ts';
import { type Statement } from './plan.ts';

export interface IdpDialect {
  readonly party: Bilingual;
  readonly nameIdFormat: string;
  /** Only those who have an account here. */
  readonly people: readonly Person[];
  readonly methods: readonly { readonly key: string; readonly name: Bilingual; readonly worth: string }[];
  /**
   * What is stated of a login, or undefined where person and method do not go together.
   * @param now milliseconds since the epoch
   */
  state(person: Person, methodKey: string, now: number): Statement | undefined;
  /** The NSIS level of a login, where the provider knows NSIS. */
  level(person: Person, methodKey: string): Level | undefined;
}
