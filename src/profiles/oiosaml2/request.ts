import { type AuthnRequestContent } from '../../saml/message/index.ts';
import { type Ask } from '../dialect-profile.ts';

/**
 * 2.0.9 has no way to ask for a level, a kind of user, or on behalf of a service: the hub holds the answer against the
 * demand by itself, and an old identity provider is not told which service asks.
 */
export function requestContent(ask: Ask): AuthnRequestContent {
  const { demand, id, issueInstant, destination, issuer, acsUrl } = ask;
  return {
    id,
    issueInstant,
    destination,
    issuer,
    acsUrl,
    forceAuthn: demand.forceAuthn,
    isPassive: demand.isPassive,
    requesterIds: [],
  };
}
