import { HubError } from '../../kernel/errors.ts';
import type { ErrorCode } from '../../kernel/error-table.ts';
import type { Status } from '../message/index.ts';

/** What an identity provider's own refusal means to the login; any other second level is a failed login. */
const outcomes = new Map<string, ErrorCode>([
  ['NoPassive', 'NO_PASSIVE'],
  ['NoAuthnContext', 'NO_AUTHN_CONTEXT'],
  ['RequestDenied', 'REQUEST_DENIED'],
  ['NoAvailableIDP', 'NO_AVAILABLE_IDP'],
  ['NoSupportedIDP', 'NO_AVAILABLE_IDP'],
]);

/**
 * The top-level status is Success, exactly (SAML core 3.2.2.2; security.md R7).
 * @param assertions how many assertions of either kind the Response carries
 * @throws HubError RESPONSE_MALFORMED for an assertion beside another status; else the code of the refusal:
 *   NO_PASSIVE, NO_AUTHN_CONTEXT, REQUEST_DENIED, NO_AVAILABLE_IDP, AUTHN_FAILED
 */
export function checkStatusSuccess(status: Status, assertions: number): void {
  if (status.top === 'Success') return;
  if (assertions > 0) throw new HubError('RESPONSE_MALFORMED', `assertion beside status ${status.top}`);
  const code = outcomes.get(status.second ?? '') ?? 'AUTHN_FAILED';
  throw new HubError(code, `identity provider answered ${status.top} ${status.second ?? ''}`);
}
