/** Text from outside, fit for a terminal: control and format characters (escape sequences, bidi overrides) become `?`. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?');
}
