import { HubError } from '../../kernel/errors.ts';
import type { Dialect, Endpoint, ServiceProvider } from '../../domain/federation/index.ts';
import { receivePost, receiveRedirect, type Received } from '../../saml/binding/index.ts';
import {
  checkAcs,
  checkQuerySignature,
  publicKeysOf,
  requestChecks,
  runChecks,
  usableSigningKeys,
  verifiedMessage,
  type RequestContext,
} from '../../saml/check/index.ts';
import { claimedIssuer, readAuthnRequest, type AuthnRequest } from '../../saml/message/index.ts';
import { isRefusal } from '../../saml/xmlsec/index.ts';
import { parseXml, type XmlElement } from '../../saml/xml/index.ts';
import type { LoginDeps } from './deps.ts';
import type { Wire } from './journey.ts';

/** An AuthnRequest that is genuine, meant for this face now, and may be answered at `acs`. */
export interface GenuineRequest {
  readonly sp: ServiceProvider;
  readonly request: AuthnRequest;
  readonly acs: Endpoint;
  /** What it was held against; the checks that may be answered come next. */
  readonly context: RequestContext;
  readonly relayState?: string;
}

/**
 * From the wire to a request the hub may answer, in the order of spec/security.md 2: binding, reader, who says so,
 * signature, then everything else. Until this returns, nothing is sent to any service.
 *
 * @throws HubError with a code that has no SAML status: the browser gets a page
 */
export async function receiveRequest(face: Dialect, wire: Wire, deps: LoginDeps): Promise<GenuineRequest> {
  const received = wire.method === 'GET' ? receiveRedirect(wire.rawQuery) : receivePost(wire.fields);
  if (received.kind !== 'request') throw new HubError('REQUEST_MALFORMED', 'a response at the SSO address');
  const message = readMessage(received.xml);
  const sp = await serviceOf(claimedIssuer(message, 'REQUEST_MALFORMED'), face, deps);
  const request = readAuthnRequest(verified(received, message, sp, deps.clock.now()));
  const acs = checkAcs(request, sp.acs);
  const context: RequestContext = {
    now: deps.clock.now(),
    destination: deps.addresses.faces[face].sso,
    service: sp.entityId,
    nameIdFormats: new Set(deps.dialectOf(face).nameIdFormats),
    attributeIndexes: sp.attributeServiceIndexes ?? [],
  };
  runChecks(requestChecks, request, context);
  const { relayState } = received;
  return { sp, request, context, acs, ...(relayState === undefined ? {} : { relayState }) };
}

function readMessage(xml: string): XmlElement {
  try {
    return parseXml(xml);
  } catch (cause) {
    if (!isRefusal(cause)) throw cause;
    throw new HubError('REQUEST_MALFORMED', cause.message, {}, cause);
  }
}

/** Disabled means disabled at every entry; a service speaks one dialect, at the face of that dialect. */
async function serviceOf(issuer: string, face: Dialect, deps: LoginDeps): Promise<ServiceProvider> {
  const sp = await deps.providers.findServiceProvider(issuer);
  if (!sp) throw new HubError('SP_UNKNOWN', 'no service of this entityID');
  const facts = { service: sp.displayName.da };
  if (sp.state !== 'enabled') throw new HubError('SP_DISABLED', sp.entityId, facts);
  if (sp.dialect !== face) {
    throw new HubError('REQUEST_DESTINATION', `${sp.entityId} is registered for ${sp.dialect}`, facts);
  }
  return sp;
}

/**
 * The request's signed bytes: the query as received (bindings 3.4.4.1), or the signed view of a posted message.
 * Always demanded, whatever the metadata says (security.md A1).
 */
function verified(received: Received, message: XmlElement, sp: ServiceProvider, now: number): XmlElement {
  const keys = publicKeysOf(usableSigningKeys('request', sp.keys, now, sp.expiredCertificateGraceUntil));
  if (received.binding === 'post') return verifiedMessage('request', message, keys);
  checkQuerySignature('request', received.signature, keys);
  return message;
}
