import { el, raw, signaturePlace, write, writeParts, type XmlNode } from '../xml/index.ts';
import { valuePrefixes } from './attribute.ts';
import { formatInstant } from './instant.ts';
import type { MessageParts } from './parts.ts';
import { statusNode } from './status.ts';
import type { Status } from './types.ts';

/** A Response of the hub (SAML core 3.3.3). */
export interface ResponseContent {
  readonly id: string;
  /** ID of the request that is answered; the hub never answers what was not asked. */
  readonly inResponseTo: string;
  /** The service's assertion consumer address. */
  readonly destination: string;
  readonly issuer: string;
  /** Epoch milliseconds: the time of sending, not of login. */
  readonly issueInstant: number;
  readonly status: Status;
  /** Canonical text of an EncryptedAssertion or a signed Assertion; absent in an error Response. */
  readonly assertion?: string;
}

/** The Response as canonical text, itself unsigned, as OIOSAML 3 wants it. */
export function writeResponse(content: ResponseContent): string {
  return write(responseNode(content, []));
}

/**
 * The Response in the halves that an enveloped signature goes between: error Responses, and services that want it.
 * A plain assertion inside brings the prefixes of its values along.
 */
export function responseParts(content: ResponseContent): MessageParts {
  const parts = { id: content.id, ...writeParts(responseNode(content, [signaturePlace])) };
  return content.assertion === undefined ? parts : { ...parts, inclusivePrefixes: valuePrefixes };
}

/** Wraps an `xenc:EncryptedData` (canonical text) as the Response carries it (SAML core 2.3.4). */
export function encryptedAssertion(encryptedData: string): string {
  return write(el('saml:EncryptedAssertion', {}, [raw(encryptedData)]));
}

function responseNode(content: ResponseContent, signature: readonly XmlNode[]): XmlNode {
  return el(
    'samlp:Response',
    {
      ID: content.id,
      Version: '2.0',
      IssueInstant: formatInstant(content.issueInstant),
      Destination: content.destination,
      InResponseTo: content.inResponseTo,
    },
    [
      el('saml:Issuer', {}, [content.issuer]),
      ...signature,
      statusNode(content.status),
      ...(content.assertion === undefined ? [] : [raw(content.assertion)]),
    ],
  );
}
