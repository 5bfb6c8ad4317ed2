import { HubError } from '../../kernel/errors.ts';
import { messageId, secretToken } from '../../kernel/random.ts';
import { levelToRequest } from '../../domain/assurance/index.ts';
import type { EventDraft } from '../../domain/audit/index.ts';
import type { IdentityProvider, ServiceProvider } from '../../domain/federation/index.ts';
import { sendRedirect } from '../../saml/binding/index.ts';
import type { LoginDeps } from './deps.ts';
import { upstreamRelayState, type FlowRecord, type UpstreamRequest } from './flow-record.ts';
import type { Step } from './journey.ts';

/** A request to an identity provider, to be written to the journal before the browser leaves with it. */
export interface PreparedRequest {
  readonly asked: UpstreamRequest;
  readonly event: EventDraft;
  /** Signs and gives the redirect. */
  send(): Promise<Step>;
}

/**
 * A fresh AuthnRequest to an identity provider. What is asked goes into the journal first, so that the answer can be
 * compared with it; asking again forgets the earlier request.
 *
 * @throws HubError NO_AVAILABLE_IDP when the identity provider has no Redirect address
 */
export function prepareRequest(
  flow: FlowRecord,
  idp: IdentityProvider,
  sp: ServiceProvider,
  deps: LoginDeps,
): PreparedRequest {
  const location = redirectAddress(idp);
  const asked: UpstreamRequest = {
    idp: idp.id,
    entityId: idp.entityId,
    requestId: messageId(deps.random),
    relayToken: secretToken(deps.random),
    at: deps.clock.now(),
  };
  const relayState = upstreamRelayState(flow.flowId, asked.relayToken);
  const xml = requestText(flow, asked, location, idp, sp, deps);
  return {
    asked,
    event: askedEvent(flow, asked, sp),
    async send() {
      const url = await sendRedirect({ kind: 'request', location, xml, relayState, key: deps.keys.signing });
      return { kind: 'send-redirect', location: url };
    },
  };
}

function redirectAddress(idp: IdentityProvider): string {
  const endpoint = idp.sso.find(({ binding }) => binding === 'redirect');
  if (!endpoint) throw new HubError('NO_AVAILABLE_IDP', `${idp.entityId} has no Redirect address`);
  return endpoint.location;
}

function requestText(
  { request }: FlowRecord,
  asked: UpstreamRequest,
  destination: string,
  idp: IdentityProvider,
  sp: ServiceProvider,
  deps: LoginDeps,
): string {
  return deps.dialectOf(idp.dialect).writeRequest({
    demand: request.demand,
    ...(sp.minimumLevel === undefined ? {} : { minimumLevel: sp.minimumLevel }),
    id: asked.requestId,
    issueInstant: asked.at,
    destination,
    issuer: deps.addresses.sp.entityId,
    acsUrl: deps.addresses.sp.acs,
    requesterId: sp.entityId,
    idp,
  });
}

function askedEvent({ request }: FlowRecord, { idp, at }: UpstreamRequest, sp: ServiceProvider): EventDraft {
  const level = levelToRequest(request.demand, sp);
  const event = { kind: 'idp-asked', time: at, sp: sp.entityId, dialect: sp.dialect, idp } as const;
  return level === undefined ? event : { ...event, level };
}
