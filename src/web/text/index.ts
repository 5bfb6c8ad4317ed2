/**
 * Every word a person reads, in Danish and English under the same keys; error texts under the codes of
 * kernel/error-table. Plain words for a person in a hurry: no SAML, no blame, always what to do next.
 * Holds no HTML and no rules.
 */
import { da } from './da.ts';
import { en } from './en.ts';
import type { Language, Texts } from './texts.ts';

export { languages } from './texts.ts';
export type { AroundName, ErrorText, Language, Texts } from './texts.ts';

export const texts: Readonly<Record<Language, Texts>> = { da, en };
