import { type Cvr, type Pid, type Rid } from '../../kernel/brands.ts';
import { noOrganisation } from './names.ts';

/** The OCES identity behind Uid and the serial of a NameID. */
export type OcesSubject = { readonly pid: Pid } | { readonly cvr: Cvr; readonly rid: Rid };

/** `PID:<pid>` or `CVR:<cvr>-RID:<rid>` (OCES2 subject serialNumber, oiosaml.md 2.2). */
export function uidOf(subject: OcesSubject): string {
  return 'pid' in subject ? `PID:${subject.pid}` : `CVR:${subject.cvr}-RID:${subject.rid}`;
}

/**
 * The X509SubjectName of an OCES NameID: `C=DK,O=<org>,CN=<name>,Serial=<uid>`, with ` // CVR:<cvr>` after an
 * organisation's name (OIOSAML.Java for 2.0.9). CN is left out where the name is not released.
 */
export function subjectName(
  subject: OcesSubject,
  orgName: string | undefined,
  name: string | undefined,
): string {
  const organisation = 'cvr' in subject ? `${orgName ?? ''} // CVR:${subject.cvr}` : noOrganisation;
  const parts = [
    'C=DK',
    `O=${escaped(organisation)}`,
    ...(name ? [`CN=${escaped(name)}`] : []),
    `Serial=${uidOf(subject)}`,
  ];
  return parts.join(',');
}

/** What follows the last unescaped `Serial=`; undefined for a text that has none. */
export function serialOf(distinguishedName: string): string | undefined {
  return /(?:^|[,+]\s*)Serial=((?:PID|CVR):[A-Za-z0-9:-]+)$/.exec(distinguishedName)?.[1];
}

/**
 * RFC 4514 section 2.4: a comma in a name must not begin a new part, or a name could bring its own Serial.
 * Letters of any alphabet stay as they are.
 */
function escaped(value: string): string {
  return value.trim().replace(/^#|[",+;<>\\=]/g, (character) => `\\${character}`);
}
