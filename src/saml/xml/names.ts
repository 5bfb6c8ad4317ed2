import { HubError } from '../../kernel/errors.ts';

/** Namespaces by the prefix under which the hub writes them. Prefixes of others do not matter. */
export const NS = {
  saml: 'urn:oasis:names:tc:SAML:2.0:assertion',
  samlp: 'urn:oasis:names:tc:SAML:2.0:protocol',
  md: 'urn:oasis:names:tc:SAML:2.0:metadata',
  mdattr: 'urn:oasis:names:tc:SAML:metadata:attribute',
  mdui: 'urn:oasis:names:tc:SAML:metadata:ui',
  mdrpi: 'urn:oasis:names:tc:SAML:metadata:rpi',
  alg: 'urn:oasis:names:tc:SAML:metadata:algsupport',
  idpdisc: 'urn:oasis:names:tc:SAML:profiles:SSO:idp-discovery-protocol',
  ds: 'http://www.w3.org/2000/09/xmldsig#',
  dsm: 'http://www.w3.org/2007/05/xmldsig-more#',
  ec: 'http://www.w3.org/2001/10/xml-exc-c14n#',
  xenc: 'http://www.w3.org/2001/04/xmlenc#',
  xenc11: 'http://www.w3.org/2009/xmlenc11#',
  xs: 'http://www.w3.org/2001/XMLSchema',
  xsi: 'http://www.w3.org/2001/XMLSchema-instance',
  soap: 'http://schemas.xmlsoap.org/soap/envelope/',
  xml: 'http://www.w3.org/XML/1998/namespace',
} as const;

export type Prefix = keyof typeof NS;

const byPrefix: ReadonlyMap<string, string> = new Map(Object.entries(NS));

/** @throws HubError INTERNAL for a prefix the hub does not write. */
export function namespaceOf(prefix: string): string {
  const uri = byPrefix.get(prefix);
  if (uri === undefined) throw new HubError('INTERNAL', `no namespace for prefix ${prefix}`);
  return uri;
}
