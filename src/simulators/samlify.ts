/**
 * The one place that names samlify: its door into the simulators, with its process-wide schema check.
 * samlify refuses to read anything until a validator is registered; ours only refuses a document type, because
 * xmldom below it would read one (what else samlify leaves unchecked is listed in README.md).
 */
import samlify from 'samlify';

samlify.setSchemaValidator({
  validate: async (xml: string) => {
    if (/<!DOCTYPE|<!ENTITY|<\?xml-stylesheet/i.test(xml)) throw new Error('document type refused');
    return 'no document type';
  },
});

export const { Constants, Extractor, IdentityProvider, SamlLib, ServiceProvider } = samlify;
export type SamlifyIdp = ReturnType<typeof IdentityProvider>;
export type SamlifySp = ReturnType<typeof ServiceProvider>;

export const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';
export const RSA_SHA1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';

/** An extracted value as a list: samlify gives null, one text or several. */
export function texts(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}

/** Extracted attributes of one element as a record; of several elements, of the first. */
export function record(value: unknown): Readonly<Record<string, string | undefined>> {
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return typeof first === 'object' && first !== null ? (first as Record<string, string | undefined>) : {};
}

/** Extracted attributes of every element. */
export function records(value: unknown): readonly Readonly<Record<string, string | undefined>>[] {
  return (Array.isArray(value) ? value : [value]).map(record);
}
