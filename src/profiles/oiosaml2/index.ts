/**
 * OIOSAML Web SSO Profile 2.0.9 with the attribute set of 2.1.0: its names and rules, read and written.
 * Owns OCES names and numbers as text, AssuranceLevel as a digit, and the two NameID profiles.
 * Never signs, mints a PID or RID, or decides what is released. Retiring 2.0.9 = deleting this folder and its row
 * in dialects.ts (and domain/bridge).
 */
import { writeAuthnRequest } from '../../saml/message/index.ts';
import { type DialectProfile } from '../dialect-profile.ts';
import { attributes2 } from './attributes.ts';
import { assertionContent } from './content.ts';
import { readDemand } from './demand.ts';
import { readLogin } from './login.ts';
import { nameIdFormats } from './names.ts';
import { requestContent } from './request.ts';

export const oiosaml2: DialectProfile = {
  readDemand,
  requestContent,
  writeRequest: (ask) => writeAuthnRequest(requestContent(ask)),
  readLogin,
  assertionContent,
  attributes: attributes2,
  nameIdFormats: [nameIdFormats.oces, nameIdFormats.pseudonym],
};
