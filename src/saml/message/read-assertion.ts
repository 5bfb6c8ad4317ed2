import { attribute, childrenOf, descendants, elementChildren, NS, type XmlElement } from '../xml/index.ts';
import { readAttributes, type AttributeLimits } from './attribute.ts';
import { readIssuer } from './issuer.ts';
import { present } from './present.ts';
import {
  checkContent,
  checkNoneBelow,
  checkRoot,
  child,
  identifier,
  identifierAttribute,
  instantAttribute,
  looseUri,
  MessageRefused,
  numberAttribute,
  reading,
  required,
  requiredInstant,
} from './structure.ts';
import type { Assertion, AuthnStatement, Conditions, NameId, SubjectConfirmation } from './types.ts';

const nested: ReadonlySet<string> = new Set(['Assertion', 'EncryptedAssertion', 'Response']);

/**
 * Reads an assertion (SAML core 2.3.3) from the bytes that were signed. Of the shape a login needs and no other:
 * one NameID, one AuthnStatement, one AttributeStatement, Conditions; nothing encrypted inside, no decision statement,
 * no assertion within, no Signature left over (security.md R8).
 *
 * @param view the signed view, parsed from the canonical signed bytes
 * @param limits which attributes may hold long values; see AttributeLimits
 * @throws HubError RESPONSE_CONTENT, also for a time that is no UTC instant
 */
export function readAssertion(view: XmlElement, limits: AttributeLimits = {}): Assertion {
  return reading('RESPONSE_CONTENT', () => {
    checkRoot(view, NS.saml, 'Assertion');
    checkContent(view, {
      ns: NS.saml,
      children: {
        Issuer: 'once',
        Subject: 'once',
        Conditions: 'once',
        Advice: 'at most once',
        AuthnStatement: 'once',
        AttributeStatement: 'once',
      },
    });
    checkNoneBelow(
      descendants(view),
      (element) => element !== view && nested.has(element.local),
      'assertion or Response inside an assertion',
    );
    const part = (local: string) => child(view, NS.saml, local) as XmlElement;
    return {
      id: required(view, 'ID'),
      version: required(view, 'Version'),
      issueInstant: requiredInstant(view, 'IssueInstant'),
      ...readIssuer(view),
      ...readSubject(part('Subject')),
      conditions: readConditions(part('Conditions')),
      authnStatement: readAuthnStatement(part('AuthnStatement')),
      attributes: readAttributes(part('AttributeStatement'), limits),
    };
  });
}

function readSubject(subject: XmlElement): Pick<Assertion, 'nameId' | 'confirmations'> {
  checkContent(subject, { ns: NS.saml, children: { NameID: 'once', SubjectConfirmation: 'any number' } });
  return {
    nameId: readNameId(child(subject, NS.saml, 'NameID') as XmlElement),
    confirmations: childrenOf(subject, NS.saml, 'SubjectConfirmation').map(readConfirmation),
  };
}

/** Exact text; a NameID with blanks around it is nobody's (security.md R16). */
function readNameId(nameId: XmlElement): NameId {
  const value = identifier(nameId);
  if (value !== value.trim()) throw new MessageRefused('NameID has blanks around it');
  return present({
    value,
    format: identifierAttribute(nameId, 'Format'),
    nameQualifier: attribute(nameId, 'NameQualifier'),
    spNameQualifier: attribute(nameId, 'SPNameQualifier'),
  });
}

/** Who else may confirm (a NameID in here) means nothing for a bearer and is passed over (SAML profiles 3.3). */
function readConfirmation(confirmation: XmlElement): SubjectConfirmation {
  checkContent(confirmation, {
    ns: NS.saml,
    children: { BaseID: 'at most once', NameID: 'at most once', SubjectConfirmationData: 'at most once' },
  });
  const method = required(confirmation, 'Method');
  const data = child(confirmation, NS.saml, 'SubjectConfirmationData');
  if (data === undefined) return { method };
  return present({
    method,
    recipient: attribute(data, 'Recipient'),
    notBefore: instantAttribute(data, 'NotBefore'),
    notOnOrAfter: instantAttribute(data, 'NotOnOrAfter'),
    inResponseTo: attribute(data, 'InResponseTo'),
  });
}

const knownConditions: ReadonlySet<string> = new Set([
  'AudienceRestriction',
  'OneTimeUse',
  'ProxyRestriction',
]);

/** Conditions that SAML does not define are named, not read: whoever does not know one must refuse (core 2.5.1). */
function readConditions(conditions: XmlElement): Conditions {
  const all = elementChildren(conditions);
  const isKnown = ({ ns, local }: XmlElement) => ns === NS.saml && knownConditions.has(local);
  const proxy = all.filter((one) => isKnown(one) && one.local === 'ProxyRestriction');
  if (proxy.length > 1) throw new MessageRefused('two ProxyRestriction');
  const restrictions = childrenOf(conditions, NS.saml, 'AudienceRestriction');
  for (const one of restrictions) checkContent(one, { ns: NS.saml, children: { Audience: 'any number' } });
  return present({
    notBefore: instantAttribute(conditions, 'NotBefore'),
    notOnOrAfter: instantAttribute(conditions, 'NotOnOrAfter'),
    audiences: restrictions.map((one) => childrenOf(one, NS.saml, 'Audience').map(identifier)),
    oneTimeUse: all.some((one) => isKnown(one) && one.local === 'OneTimeUse'),
    proxyCount: proxy[0] && numberAttribute(proxy[0], 'Count'),
    unknown: all.filter((one) => !isKnown(one)).map(({ local }) => local),
  });
}

function readAuthnStatement(statement: XmlElement): AuthnStatement {
  checkContent(statement, {
    ns: NS.saml,
    children: { SubjectLocality: 'at most once', AuthnContext: 'once' },
  });
  const context = child(statement, NS.saml, 'AuthnContext') as XmlElement;
  checkContent(context, {
    ns: NS.saml,
    children: {
      AuthnContextClassRef: 'at most once',
      AuthnContextDecl: 'at most once',
      AuthnContextDeclRef: 'at most once',
      AuthenticatingAuthority: 'any number',
    },
  });
  const classRef = child(context, NS.saml, 'AuthnContextClassRef');
  return present({
    authnInstant: requiredInstant(statement, 'AuthnInstant'),
    sessionIndex: identifierAttribute(statement, 'SessionIndex'),
    sessionNotOnOrAfter: instantAttribute(statement, 'SessionNotOnOrAfter'),
    classRef: classRef && looseUri(classRef),
  });
}
