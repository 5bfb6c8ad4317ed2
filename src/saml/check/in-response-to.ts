import { HubError } from '../../kernel/errors.ts';
import { refusal } from './refusal.ts';

/**
 * InResponseTo names this flow's own request, on the Response and on the SubjectConfirmationData alike
 * (SAML profiles 4.1.4.3; security.md R3). The answer to another request is a break of the binding between browser,
 * request and response, not a mere slip (design.md 4.2).
 * @throws HubError RESPONSE_MISDIRECTED when it is absent (unsolicited), BINDING_BROKEN when it names another request
 */
export function checkInResponseTo(message: { readonly inResponseTo?: string }, requestId: string): void {
  if (message.inResponseTo === undefined)
    throw refusal('response', 'destination', 'no InResponseTo: unsolicited');
  if (message.inResponseTo !== requestId) {
    throw new HubError('BINDING_BROKEN', 'InResponseTo names the request of another flow');
  }
}
