import { type ServiceProvider } from '../../domain/federation/index.ts';
import { type LoginDemand } from '../../domain/login/index.ts';
import { checkContradiction, checkNameIdPolicy } from '../../saml/check/index.ts';
import { type AuthnRequest } from '../../saml/message/index.ts';
import { type ContextWord, readContext, toleratedClasses } from '../requested-context.ts';
import { levelClassPrefix, nameIdFormats } from './names.ts';

/**
 * 2.0.9 has no way to ask for a level; KOMBIT's services name an AssuranceLevel, and old libraries always send a
 * Password or X509 class, which asks for nothing here: the service checks the attribute (oiosaml.md 2.2).
 * The old level 3 covers Substantial and High (2.3).
 */
const contextWords: ReadonlyMap<string, ContextWord> = new Map<string, ContextWord>([
  [`${levelClassPrefix}1`, { type: 'level', from: 'Low', to: 'Low' }],
  [`${levelClassPrefix}2`, { type: 'level', from: 'Low', to: 'Low' }],
  [`${levelClassPrefix}3`, { type: 'level', from: 'Substantial', to: 'High' }],
  [`${levelClassPrefix}4`, { type: 'level', from: 'High', to: 'High' }],
  ...toleratedClasses,
]);

export function readDemand(request: AuthnRequest, sp: ServiceProvider): LoginDemand {
  checkContradiction(request);
  checkNameIdPolicy(request, new Set([nameIdFormats[sp.settings.nameIdProfile]]));
  return {
    ...readContext(request.requestedAuthnContext, contextWords),
    forceAuthn: request.forceAuthn,
    isPassive: request.isPassive,
  };
}
