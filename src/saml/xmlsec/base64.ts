/**
 * Base64 of RFC 4648 section 4 with XML white space anywhere, as xs:base64Binary allows.
 * @returns undefined for what is not that, or is empty.
 */
export function decodeBase64(text: string): Buffer | undefined {
  const dense = text.replace(/[ \t\r\n]+/g, '');
  if (dense === '' || dense.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(dense)) return undefined;
  return Buffer.from(dense, 'base64');
}
