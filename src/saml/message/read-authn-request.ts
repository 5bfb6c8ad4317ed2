import { attribute, childrenOf, elementChildren, NS, type XmlElement } from '../xml/index.ts';
import { readIssuer } from './issuer.ts';
import { present } from './present.ts';
import {
  booleanAttribute,
  checkContent,
  checkRoot,
  child,
  identifier,
  identifierAttribute,
  looseUri,
  MessageRefused,
  numberAttribute,
  reading,
  required,
  requiredInstant,
} from './structure.ts';
import type { AppSwitch, AuthnRequest, Comparison, NameIdPolicy, RequestedAuthnContext } from './types.ts';

const appSwitchNamespace = 'https://data.gov.dk/eid/saml/extensions';
const comparisons: ReadonlySet<string> = new Set<Comparison>(['exact', 'minimum', 'maximum', 'better']);

/**
 * Reads an AuthnRequest (SAML core 3.4.1) from bytes whose signature was verified: the inflated text of a redirect, or
 * the signed view of a posted one. Extensions that are not known are passed over; everything else must be of the shape
 * the schema gives, each part at most once.
 *
 * @throws HubError REQUEST_MALFORMED, also for any other message (security.md A14) and for an embedded Signature, which
 *   has no place in either source.
 */
export function readAuthnRequest(request: XmlElement): AuthnRequest {
  return reading('REQUEST_MALFORMED', () => {
    checkRoot(request, NS.samlp, 'AuthnRequest');
    checkContent(
      request,
      { ns: NS.saml, children: { Issuer: 'once', Subject: 'at most once', Conditions: 'at most once' } },
      {
        ns: NS.samlp,
        children: {
          Extensions: 'at most once',
          NameIDPolicy: 'at most once',
          RequestedAuthnContext: 'at most once',
          Scoping: 'at most once',
        },
      },
    );
    return present({
      id: required(request, 'ID'),
      version: required(request, 'Version'),
      issueInstant: requiredInstant(request, 'IssueInstant'),
      destination: attribute(request, 'Destination'),
      ...readIssuer(request),
      acsUrl: identifierAttribute(request, 'AssertionConsumerServiceURL'),
      acsIndex: numberAttribute(request, 'AssertionConsumerServiceIndex'),
      protocolBinding: attribute(request, 'ProtocolBinding'),
      attributeConsumingServiceIndex: numberAttribute(request, 'AttributeConsumingServiceIndex'),
      forceAuthn: booleanAttribute(request, 'ForceAuthn') ?? false,
      isPassive: booleanAttribute(request, 'IsPassive') ?? false,
      nameIdPolicy: readNameIdPolicy(child(request, NS.samlp, 'NameIDPolicy')),
      requestedAuthnContext: readRequestedContext(child(request, NS.samlp, 'RequestedAuthnContext')),
      ...readScoping(child(request, NS.samlp, 'Scoping')),
      hasSubject: child(request, NS.saml, 'Subject') !== undefined,
      audience: readAudience(child(request, NS.saml, 'Conditions')),
      appSwitch: readAppSwitch(child(request, NS.samlp, 'Extensions')),
    });
  });
}

function readNameIdPolicy(policy: XmlElement | undefined): NameIdPolicy | undefined {
  if (policy === undefined) return undefined;
  checkContent(policy);
  return present({
    format: identifierAttribute(policy, 'Format'),
    spNameQualifier: attribute(policy, 'SPNameQualifier'),
    allowCreate: booleanAttribute(policy, 'AllowCreate'),
  });
}

/** `comparison` in lower case is written by one vendor's product (oiosaml.md 1.3); the right spelling wins. */
function readRequestedContext(context: XmlElement | undefined): RequestedAuthnContext | undefined {
  if (context === undefined) return undefined;
  checkContent(context, {
    ns: NS.saml,
    children: { AuthnContextClassRef: 'any number', AuthnContextDeclRef: 'any number' },
  });
  const comparison = attribute(context, 'Comparison') ?? attribute(context, 'comparison') ?? 'exact';
  if (!comparisons.has(comparison)) throw new MessageRefused('unknown Comparison');
  const classRefs = childrenOf(context, NS.saml, 'AuthnContextClassRef').map(looseUri);
  return { comparison: comparison as Comparison, classRefs };
}

function readScoping(scoping: XmlElement | undefined): Pick<AuthnRequest, 'requesterIds' | 'idpList'> {
  if (scoping === undefined) return { requesterIds: [], idpList: [] };
  checkContent(scoping, { ns: NS.samlp, children: { IDPList: 'at most once', RequesterID: 'any number' } });
  const list = child(scoping, NS.samlp, 'IDPList');
  const entries = list === undefined ? [] : childrenOf(list, NS.samlp, 'IDPEntry');
  return {
    requesterIds: childrenOf(scoping, NS.samlp, 'RequesterID').map(identifier),
    idpList: entries.map((entry) => required(entry, 'ProviderID')),
  };
}

/** The first audience of the first restriction; other conditions wish something of the assertion that is ours to say. */
function readAudience(conditions: XmlElement | undefined): string | undefined {
  const restriction = conditions && child(conditions, NS.saml, 'AudienceRestriction');
  const audience = restriction && child(restriction, NS.saml, 'Audience');
  return audience && identifier(audience);
}

function readAppSwitch(extensions: XmlElement | undefined): AppSwitch | undefined {
  const found = extensions && childrenOf(extensions, appSwitchNamespace, 'AppSwitch');
  if (found === undefined || found.length === 0) return undefined;
  const parts = elementChildren(found[0] as XmlElement).filter(({ ns }) => ns === appSwitchNamespace);
  const [platform, returnUrl] = ['Platform', 'ReturnURL'].map((name) =>
    parts.filter(({ local }) => local === name).map(identifier),
  );
  if (found.length > 1 || platform?.length !== 1 || returnUrl?.length !== 1) {
    throw new MessageRefused('AppSwitch needs one Platform and one ReturnURL');
  }
  return { platform: platform[0] as string, returnUrl: returnUrl[0] as string };
}
