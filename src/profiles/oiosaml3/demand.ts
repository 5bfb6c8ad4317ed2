import { nsisLevels } from '../../domain/assurance/index.ts';
import { type LoginDemand } from '../../domain/login/index.ts';
import { checkContradiction, checkNameIdPolicy } from '../../saml/check/index.ts';
import { type AuthnRequest, nameIdFormat } from '../../saml/message/index.ts';
import { type ContextWord, readContext, toleratedClasses } from '../requested-context.ts';
import { credentialPrefix, loaClassRef, selectors } from './names.ts';

/** Class references that a 3.0 service may ask with (oiosaml.md 1.3). */
const contextWords: ReadonlyMap<string, ContextWord> = new Map<string, ContextWord>([
  ...nsisLevels.map((level): [string, ContextWord] => [
    loaClassRef(level),
    { type: 'level', from: level, to: level },
  ]),
  [selectors.person, { type: 'kind', kind: 'person' }],
  [selectors.professional, { type: 'kind', kind: 'professional' }],
  [`${credentialPrefix}nemidkeycard`, { type: 'leg', leg: 'nemid' }],
  [`${credentialPrefix}nemidkeyfile`, { type: 'leg', leg: 'nemid' }],
  [`${credentialPrefix}mitid`, { type: 'leg', leg: 'mitid' }],
  [`${credentialPrefix}local`, { type: 'leg', leg: 'local-idp' }],
  ...toleratedClasses,
]);

/** The hub gives persistent NameIDs only; transient ones would break the pairwise promise. */
const servedFormats: ReadonlySet<string> = new Set([nameIdFormat.persistent]);

export function readDemand(request: AuthnRequest): LoginDemand {
  checkContradiction(request);
  checkNameIdPolicy(request, servedFormats);
  return {
    ...readContext(request.requestedAuthnContext, contextWords),
    forceAuthn: request.forceAuthn,
    isPassive: request.isPassive,
  };
}
