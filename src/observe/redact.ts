/** Longest value in a log line (spec/security.md O1). */
const maxLength = 200;

/** Ten digits, also with a hyphen after six, that are not part of a longer number: the form of a CPR number. */
const cprForm = /(?<![0-9A-Za-z])\d{6}-?\d{4}(?![0-9A-Za-z])/g;
const keyMaterial = /-----BEGIN[\s\S]*/g;
/** Control characters, and what some readers take for the end of a line. */

const unsafe = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;

/**
 * A text as it may stand in a log: no CPR number, no key, no control character, at most 200 characters.
 * The last gate, not the first: nothing personal should get this far (spec/security.md O2).
 */
export function redact(text: string): string {
  const clean = text.replace(keyMaterial, '[key]').replace(cprForm, '[cpr]').replace(unsafe, ' ');
  return clean.length > maxLength ? `${clean.slice(0, maxLength)}…` : clean;
}
