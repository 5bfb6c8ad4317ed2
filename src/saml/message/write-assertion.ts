import { el, signaturePlace, writeParts, type XmlNode } from '../xml/index.ts';
import { attributeStatementNode, valuePrefixes } from './attribute.ts';
import { formatInstant } from './instant.ts';
import type { MessageParts } from './parts.ts';
import type { Attribute, NameId } from './types.ts';
import { confirmationMethod } from './uris.ts';

/** An assertion of the hub: everything a service is told about one login. Times in epoch milliseconds. */
export interface AssertionContent {
  readonly id: string;
  /** The time of sending: clients refuse what is over 5 minutes old. */
  readonly issueInstant: number;
  readonly issuer: string;
  readonly nameId: NameId;
  readonly confirmation: {
    /** The address the Response goes to. */
    readonly recipient: string;
    readonly inResponseTo: string;
    readonly notOnOrAfter: number;
  };
  readonly conditions: {
    readonly notBefore: number;
    readonly notOnOrAfter: number;
    /** entityID of the service. */
    readonly audience: string;
  };
  readonly authnStatement: {
    readonly authnInstant: number;
    readonly sessionIndex: string;
    readonly sessionNotOnOrAfter?: number;
    /** An absolute URI. */
    readonly classRef: string;
  };
  readonly attributes: readonly Attribute[];
}

/**
 * The assertion in the halves that its signature goes between (SAML core 2.3.3). One message that every known client
 * takes (oiosaml.md 8): `xs` and `xsi` declared on the Assertion itself, so they survive decryption into a document of
 * its own; both times in Conditions; no NotBefore on the confirmation; one statement of each kind.
 */
export function assertionParts(content: AssertionContent): MessageParts {
  const node = el(
    'saml:Assertion',
    { ID: content.id, Version: '2.0', IssueInstant: formatInstant(content.issueInstant) },
    [
      el('saml:Issuer', {}, [content.issuer]),
      signaturePlace,
      subjectNode(content),
      conditionsNode(content.conditions),
      authnStatementNode(content.authnStatement),
      attributeStatementNode(content.attributes),
    ],
    valuePrefixes,
  );
  return { id: content.id, ...writeParts(node), inclusivePrefixes: valuePrefixes };
}

function subjectNode({ nameId, confirmation }: AssertionContent): XmlNode {
  return el('saml:Subject', {}, [
    el(
      'saml:NameID',
      { Format: nameId.format, NameQualifier: nameId.nameQualifier, SPNameQualifier: nameId.spNameQualifier },
      [nameId.value],
    ),
    el('saml:SubjectConfirmation', { Method: confirmationMethod.bearer }, [
      el('saml:SubjectConfirmationData', {
        InResponseTo: confirmation.inResponseTo,
        NotOnOrAfter: formatInstant(confirmation.notOnOrAfter),
        Recipient: confirmation.recipient,
      }),
    ]),
  ]);
}

function conditionsNode({ notBefore, notOnOrAfter, audience }: AssertionContent['conditions']): XmlNode {
  return el(
    'saml:Conditions',
    { NotBefore: formatInstant(notBefore), NotOnOrAfter: formatInstant(notOnOrAfter) },
    [el('saml:AudienceRestriction', {}, [el('saml:Audience', {}, [audience])])],
  );
}

function authnStatementNode(statement: AssertionContent['authnStatement']): XmlNode {
  const { sessionNotOnOrAfter } = statement;
  return el(
    'saml:AuthnStatement',
    {
      AuthnInstant: formatInstant(statement.authnInstant),
      SessionIndex: statement.sessionIndex,
      SessionNotOnOrAfter: sessionNotOnOrAfter === undefined ? undefined : formatInstant(sessionNotOnOrAfter),
    },
    [el('saml:AuthnContext', {}, [el('saml:AuthnContextClassRef', {}, [statement.classRef])])],
  );
}
