/**
 * xs:dateTime as SAML uses it: UTC with `Z` and nothing else (SAML core 1.3.3).
 * The result is a number or undefined, never NaN, so a comparison can never be false both ways (security.md D6).
 */
const form = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?Z$/;

/**
 * @returns epoch milliseconds (a finer fraction is cut), or undefined for anything that is no UTC instant:
 *   other offsets, a missing zone, day 30 of February, hour 24, second 60, surrounding blanks.
 */
export function parseInstant(text: string): number | undefined {
  const match = form.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (year < 1 || hour > 23 || minute > 59 || second > 59) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  const sameDay = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!sameDay) return undefined;
  const millisecond = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3));
  return date.setUTCHours(hour, minute, second, millisecond);
}

/** `YYYY-MM-DDTHH:MM:SS.mmmZ`. @throws RangeError if the number is no instant of the years 1 to 9999. */
export function formatInstant(epochMilliseconds: number): string {
  const text = new Date(epochMilliseconds).toISOString();
  if (text.length !== 24) throw new RangeError('not an instant of the years 1 to 9999');
  return text;
}
