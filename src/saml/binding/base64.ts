/**
 * Strict base64 (RFC 4648 section 4): the standard alphabet, full groups, padding only at the end, no stray bits.
 * Node's own decoder skips what it does not know, so two texts could mean the same message.
 * @returns undefined for anything else, the empty text included.
 */
export function decodeBase64(text: string): Buffer | undefined {
  if (text.length === 0 || text.length % 4 !== 0) return undefined;
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}

/** The same, with line breaks or blanks between groups of four, as MIME encoders write them (RFC 2045 6.8). */
export function decodeWrappedBase64(text: string): Buffer | undefined {
  const lines = text.split(/[\r\n ]+/).filter((line) => line !== '');
  return lines.every((line) => line.length % 4 === 0) ? decodeBase64(lines.join('')) : undefined;
}
