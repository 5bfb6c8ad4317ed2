/**
 * OIOSAML Web SSO Profile 3.0.3: its names and rules, read and written.
 * Owns attribute names, levels as words, selectors and the data.gov.dk NameID.
 * Never signs, checks times or audiences, or decides what is released.
 */
import { nameIdFormat, writeAuthnRequest } from '../../saml/message/index.ts';
import { type DialectProfile } from '../dialect-profile.ts';
import { attributes3 } from './attributes.ts';
import { assertionContent } from './content.ts';
import { readDemand } from './demand.ts';
import { readLogin } from './login.ts';
import { requestContent } from './request.ts';

export const oiosaml3: DialectProfile = {
  readDemand,
  requestContent,
  writeRequest: (ask) => writeAuthnRequest(requestContent(ask)),
  readLogin,
  assertionContent,
  attributes: attributes3,
  nameIdFormats: [nameIdFormat.persistent],
};
