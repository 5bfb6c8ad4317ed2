import { HubError } from '../../kernel/errors.ts';
import type { AuthnRequest } from '../message/index.ts';

/**
 * The identifier asked for is one this service may have: no other service's (SPNameQualifier), and of a format that is
 * served (SAML core 3.4.1.1; security.md A10).
 * @param formats what is served; `unspecified` and an absent Format always are
 * @throws HubError NAMEID_POLICY
 */
export function checkNameIdPolicy(
  request: Pick<AuthnRequest, 'issuer' | 'nameIdPolicy'>,
  formats: ReadonlySet<string>,
): void {
  const { format, spNameQualifier } = request.nameIdPolicy ?? {};
  if (spNameQualifier !== undefined && spNameQualifier !== request.issuer) {
    throw new HubError('NAMEID_POLICY', 'SPNameQualifier names another service');
  }
  if (format !== undefined && !unspecified.has(format) && !formats.has(format)) {
    throw new HubError('NAMEID_POLICY', 'NameID format is not served');
  }
}

/** The 1.1 URI is the right one; the 2.0 one is widely sent. */
const unspecified = new Set([
  'urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified',
  'urn:oasis:names:tc:SAML:2.0:nameid-format:unspecified',
]);
