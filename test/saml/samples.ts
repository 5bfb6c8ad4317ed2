/** One good message of each kind; tests change one thing at a time. */
import {
  assertionParts,
  attributeNameFormat,
  nameIdFormat,
  writeAuthnRequest,
  writeResponse,
  type AssertionContent,
  type AuthnRequestContent,
  type ResponseContent,
  type Status,
} from '../../src/saml/message/index.ts';

export const now = Date.UTC(2026, 2, 2, 9, 0, 0);
export const minute = 60_000;

export const hub = 'https://hub.example/metadata/sp';
export const hubSso = 'https://hub.example/saml/oiosaml3/sso';
export const hubAcs = 'https://hub.example/saml/acs';
export const idp = 'https://idp.example/metadata';
export const service = 'https://saml.service.example';
export const serviceAcs = 'https://service.example/acs';
export const requestId = '_0123456789abcdef0123456789abcdef';

export const requestContent: AuthnRequestContent = {
  id: requestId,
  issueInstant: now,
  destination: 'https://idp.example/sso',
  issuer: hub,
  acsUrl: hubAcs,
  forceAuthn: false,
  isPassive: false,
  requestedAuthnContext: {
    comparison: 'minimum',
    classRefs: [
      'https://data.gov.dk/concept/core/nsis/loa/Substantial',
      'https://data.gov.dk/eid/Professional',
    ],
  },
  requesterIds: [service],
  audience: hub,
};

export const assertionContent: AssertionContent = {
  id: '_a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1',
  issueInstant: now,
  issuer: idp,
  nameId: { value: 'https://data.gov.dk/model/core/eid/person/uuid/x', format: nameIdFormat.persistent },
  confirmation: { recipient: hubAcs, inResponseTo: requestId, notOnOrAfter: now + 5 * minute },
  conditions: { notBefore: now - minute, notOnOrAfter: now + 60 * minute, audience: hub },
  authnStatement: {
    authnInstant: now - minute,
    sessionIndex: '_5e55104',
    sessionNotOnOrAfter: now + 60 * minute,
    classRef: 'https://data.gov.dk/concept/core/nsis/loa/Substantial',
  },
  attributes: [
    { name: 'urn:a', nameFormat: attributeNameFormat.uri, friendlyName: 'A', values: ['Testa & <Prøvesen>'] },
    { name: 'urn:b', nameFormat: attributeNameFormat.uri, values: ['', 'two'] },
  ],
};

export const assertionText = (change: Partial<AssertionContent> = {}): string => {
  const { head, tail } = assertionParts({ ...assertionContent, ...change });
  return head + tail;
};

export const responseContent: ResponseContent = {
  id: '_b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2',
  inResponseTo: requestId,
  destination: hubAcs,
  issuer: idp,
  issueInstant: now,
  status: { top: 'Success' },
  assertion: assertionText(),
};

export const requestText = (change: Partial<AuthnRequestContent> = {}): string =>
  writeAuthnRequest({ ...requestContent, ...change });
export const responseText = (change: Partial<ResponseContent> = {}): string =>
  writeResponse({ ...responseContent, ...change });

/** A Response that carries no assertion. */
export function errorResponseText(status: Status): string {
  const { assertion: _assertion, ...content } = responseContent;
  return writeResponse({ ...content, status });
}

/** Replaces exactly one place, so that a vector cannot silently be the good message. */
export function changed(text: string, from: string | RegExp, to: string): string {
  const result = text.replace(from, () => to);
  if (result === text) throw new Error('the sample does not hold what should be changed');
  return result;
}
