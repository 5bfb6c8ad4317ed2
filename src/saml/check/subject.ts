import { HubError } from '../../kernel/errors.ts';

/**
 * A request that names its Subject wants that one person or none; who logs in is not the service's to say
 * (SAML core 3.4.1.4; security.md A10).
 * @throws HubError REQUEST_UNSUPPORTED
 */
export function checkSubject(request: { readonly hasSubject: boolean }): void {
  if (request.hasSubject) throw new HubError('REQUEST_UNSUPPORTED', 'Subject in an AuthnRequest');
}
