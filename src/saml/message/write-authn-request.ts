import { el, signaturePlace, write, writeParts, type XmlNode } from '../xml/index.ts';
import { formatInstant } from './instant.ts';
import type { MessageParts } from './parts.ts';
import type { NameIdPolicy, RequestedAuthnContext } from './types.ts';
import { bindingUri, nameIdFormat } from './uris.ts';

/** What the hub asks of an identity provider (SAML core 3.4.1; oiosaml.md 5.1). Times in epoch milliseconds. */
export interface AuthnRequestContent {
  readonly id: string;
  readonly issueInstant: number;
  readonly destination: string;
  readonly issuer: string;
  /** Where the Response must go, by POST. */
  readonly acsUrl: string;
  readonly forceAuthn: boolean;
  readonly isPassive: boolean;
  readonly nameIdPolicy?: NameIdPolicy;
  readonly requestedAuthnContext?: RequestedAuthnContext;
  /** entityIDs of the services for which the hub asks; nearest last. */
  readonly requesterIds: readonly string[];
  /** Conditions/AudienceRestriction. */
  readonly audience?: string;
  /** Write `Format` entity on Issuer (local identity providers see it so). */
  readonly issuerFormat?: string;
}

/** The request as canonical text, unsigned: for the redirect binding, which signs the query. */
export function writeAuthnRequest(content: AuthnRequestContent): string {
  return write(requestNode(content, []));
}

/** The request in the two halves that an enveloped signature goes between: for the POST binding. */
export function authnRequestParts(content: AuthnRequestContent): MessageParts {
  return { id: content.id, ...writeParts(requestNode(content, [signaturePlace])) };
}

function requestNode(content: AuthnRequestContent, signature: readonly XmlNode[]): XmlNode {
  return el(
    'samlp:AuthnRequest',
    {
      ID: content.id,
      Version: '2.0',
      IssueInstant: formatInstant(content.issueInstant),
      Destination: content.destination,
      AssertionConsumerServiceURL: content.acsUrl,
      ProtocolBinding: bindingUri.post,
      ForceAuthn: String(content.forceAuthn),
      IsPassive: String(content.isPassive),
    },
    [
      el('saml:Issuer', { Format: content.issuerFormat ?? nameIdFormat.entity }, [content.issuer]),
      ...signature,
      ...optional(content.nameIdPolicy, policyNode),
      ...optional(content.audience, audienceNode),
      ...optional(content.requestedAuthnContext, contextNode),
      ...(content.requesterIds.length === 0 ? [] : [scopingNode(content.requesterIds)]),
    ],
  );
}

function optional<T>(value: T | undefined, node: (value: T) => XmlNode): XmlNode[] {
  return value === undefined ? [] : [node(value)];
}

const policyNode = ({ format, spNameQualifier, allowCreate }: NameIdPolicy): XmlNode =>
  el('samlp:NameIDPolicy', {
    Format: format,
    SPNameQualifier: spNameQualifier,
    AllowCreate: allowCreate === undefined ? undefined : String(allowCreate),
  });

const audienceNode = (audience: string): XmlNode =>
  el('saml:Conditions', {}, [el('saml:AudienceRestriction', {}, [el('saml:Audience', {}, [audience])])]);

const contextNode = ({ comparison, classRefs }: RequestedAuthnContext): XmlNode =>
  el(
    'samlp:RequestedAuthnContext',
    { Comparison: comparison },
    classRefs.map((classRef) => el('saml:AuthnContextClassRef', {}, [classRef])),
  );

const scopingNode = (requesterIds: readonly string[]): XmlNode =>
  el(
    'samlp:Scoping',
    {},
    requesterIds.map((requesterId) => el('samlp:RequesterID', {}, [requesterId])),
  );
