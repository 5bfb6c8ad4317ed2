import { attribute, childrenOf, descendants, NS, type XmlElement } from '../xml/index.ts';
import { readIssuer } from './issuer.ts';
import { present } from './present.ts';
import { readStatus } from './status.ts';
import {
  checkContent,
  checkNoneBelow,
  checkRoot,
  child,
  reading,
  required,
  requiredInstant,
} from './structure.ts';
import type { Status } from './types.ts';

/** The outside of a Response: enough to decide whether its assertion is worth a look. Nothing in it is signed. */
export interface ResponseEnvelope {
  readonly id: string;
  readonly version: string;
  readonly issueInstant: number;
  readonly destination?: string;
  readonly inResponseTo?: string;
  readonly issuer: string;
  readonly issuerFormat?: string;
  readonly status: Status;
  readonly encryptedAssertions: readonly XmlElement[];
  readonly assertions: readonly XmlElement[];
  /** The Response itself carries a Signature, which then must be good (security.md S2). */
  readonly hasSignature: boolean;
}

const messages: ReadonlySet<string> = new Set(['Assertion', 'EncryptedAssertion', 'Response']);

/**
 * Reads the envelope of a Response (SAML core 3.3.3). Assertions are handed on unread, and stand nowhere but directly
 * below the root (security.md 2 step 5, W1 to W9, W15).
 * @throws HubError RESPONSE_MALFORMED
 */
export function readResponse(response: XmlElement): ResponseEnvelope {
  return reading('RESPONSE_MALFORMED', () => {
    checkRoot(response, NS.samlp, 'Response');
    checkContent(
      response,
      {
        ns: NS.saml,
        children: { Issuer: 'once', Assertion: 'any number', EncryptedAssertion: 'any number' },
      },
      { ns: NS.samlp, children: { Extensions: 'at most once', Status: 'once' } },
      { ns: NS.ds, children: { Signature: 'at most once' } },
    );
    const encryptedAssertions = childrenOf(response, NS.saml, 'EncryptedAssertion');
    const assertions = childrenOf(response, NS.saml, 'Assertion');
    const expected = new Set([response, ...encryptedAssertions, ...assertions]);
    checkNoneBelow(
      descendants(response),
      (element) => messages.has(element.local) && !expected.has(element),
      'assertion or Response in an odd place',
    );
    return present({
      id: required(response, 'ID'),
      version: required(response, 'Version'),
      issueInstant: requiredInstant(response, 'IssueInstant'),
      destination: attribute(response, 'Destination'),
      inResponseTo: attribute(response, 'InResponseTo'),
      ...readIssuer(response),
      status: readStatus(child(response, NS.samlp, 'Status') as XmlElement),
      encryptedAssertions,
      assertions,
      hasSignature: child(response, NS.ds, 'Signature') !== undefined,
    });
  });
}
