import type { IdentityProvider } from '../../domain/federation/index.ts';
import type { Received } from '../../saml/binding/index.ts';
import {
  openAssertion,
  publicKeysOf,
  runChecks,
  usableSigningKeys,
  type ResponseContext,
} from '../../saml/check/index.ts';
import { HubError } from '../../kernel/errors.ts';
import { readAssertion, readResponse, type Assertion } from '../../saml/message/index.ts';
import { parseXml, type XmlElement } from '../../saml/xml/index.ts';
import { isRefusal } from '../../saml/xmlsec/index.ts';
import type { LoginDeps } from './deps.ts';
import type { FlowRecord } from './flow-record.ts';
import { responseChecks } from './response-checks.ts';

/** Values that may be longer than 2,000 characters (security.md 16): privileges and bootstrap tokens. */
const tokens: ReadonlySet<string> = new Set([
  'https://data.gov.dk/model/core/eid/privilegesIntermediate',
  'https://data.gov.dk/model/core/eid/bootstrapToken',
  'dk:gov:saml:attribute:Privileges_intermediate',
]);

/**
 * From a posted Response to a verified assertion for this flow, in the order of spec/security.md 2 (steps 4 to 12).
 * The envelope is compared with the flow first; from decryption to signature every failure has one code; after that
 * only the signed bytes are read.
 *
 * @throws HubError RESPONSE_* (the flow stays usable), BINDING_BROKEN (it ends), or the SAML status the identity
 *   provider answered with (the service is told)
 */
export async function receiveResponse(
  received: Received,
  flow: FlowRecord,
  idp: IdentityProvider,
  deps: LoginDeps,
): Promise<Assertion> {
  const root = readDocument(received.xml);
  const envelope = readResponse(root);
  const context = contextOf(flow, idp, deps);
  const checks = deps.responseChecks ?? responseChecks;
  runChecks(checks.envelope, envelope, context);
  const signing = usableSigningKeys('response', idp.keys, context.now, idp.expiredCertificateGraceUntil);
  const view = await openAssertion(root, envelope, {
    signing: publicKeysOf(signing),
    decryption: deps.keys.decryption,
    gcmOnly: idp.gcmOnly,
  });
  const assertion = readAssertion(view, { tokens });
  runChecks(checks.assertion, assertion, context);
  return assertion;
}

function readDocument(xml: string): XmlElement {
  try {
    return parseXml(xml);
  } catch (cause) {
    if (!isRefusal(cause)) throw cause;
    throw new HubError('RESPONSE_MALFORMED', cause.message, {}, cause);
  }
}

function contextOf(flow: FlowRecord, idp: IdentityProvider, deps: LoginDeps): ResponseContext {
  const { asked, request } = flow;
  return {
    now: deps.clock.now(),
    acs: deps.addresses.sp.acs,
    requestId: asked?.requestId ?? '',
    identityProvider: idp.entityId,
    audience: deps.addresses.sp.entityId,
    acceptsUnencrypted: idp.acceptsUnencrypted,
    ...(request.demand.forceAuthn && asked ? { forcedSince: asked.at } : {}),
  };
}
