import { levelToRequest } from '../../domain/assurance/index.ts';
import { type AuthnRequestContent } from '../../saml/message/index.ts';
import { type Ask } from '../dialect-profile.ts';
import { loaClassRef, selectors } from './names.ts';

/**
 * Comparison is always minimum (OIO-SP-06): the hub itself holds the answer against what the service asked for.
 * RequesterID says for whom the hub asks (oiosaml.md 1.3).
 */
export function requestContent(ask: Ask): AuthnRequestContent {
  const { demand, minimumLevel, id, issueInstant, destination, issuer, acsUrl } = ask;
  const level = levelToRequest(demand, minimumLevel === undefined ? {} : { minimumLevel });
  const classRefs = [
    ...(level === undefined ? [] : [loaClassRef(level)]),
    ...demand.kinds.map((kind) => selectors[kind]),
  ];
  return {
    id,
    issueInstant,
    destination,
    issuer,
    acsUrl,
    forceAuthn: demand.forceAuthn,
    isPassive: demand.isPassive,
    ...(classRefs.length === 0 ? {} : { requestedAuthnContext: { comparison: 'minimum', classRefs } }),
    requesterIds: [ask.requesterId],
  };
}
