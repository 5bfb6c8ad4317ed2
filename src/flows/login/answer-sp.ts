import { HubError } from '../../kernel/errors.ts';
import { messageId } from '../../kernel/random.ts';
import type { PartnerKey, ServiceProvider } from '../../domain/federation/index.ts';
import type { Release } from '../../domain/login/index.ts';
import { postForm } from '../../saml/binding/index.ts';
import {
  assertionParts,
  encryptedAssertion,
  responseParts,
  writeResponse,
  type AssertionContent,
  type ResponseContent,
  type Status,
} from '../../saml/message/index.ts';
import { chooseEncryption, encryptElement, signEnveloped } from '../../saml/xmlsec/index.ts';
import type { LoginDeps } from './deps.ts';
import type { Step } from './journey.ts';

/** Where an answer goes and what it answers; fields of the flow record. */
export interface AnswerTo {
  readonly sp: ServiceProvider;
  readonly acs: string;
  readonly requestId: string;
  readonly relayState?: string;
}

/**
 * The Response with its assertion: signed, then encrypted with what the service's metadata asks for, in a form for the
 * browser to post (oiosaml.md 3.3). The Response itself stays unsigned unless the service's record says otherwise.
 *
 * @throws HubError METADATA_ENCRYPTION, PARTNER_CERTIFICATE_EXPIRED when the service cannot be encrypted to
 */
export async function answerWithAssertion(
  to: AnswerTo,
  assertion: AssertionContent,
  deps: LoginDeps,
): Promise<Step> {
  const signed = await signEnveloped(assertionParts(assertion), deps.keys.signing);
  const content = responseContent(to, { top: 'Success' }, deps, protect(signed, to.sp, deps));
  const xml = to.sp.settings.signResponse
    ? await signEnveloped(responseParts(content), deps.keys.signing)
    : writeResponse(content);
  return form(to, xml);
}

/** An error Response: same writer, no assertion, and signed as a message (spec/libraries.md 7, trap 10). */
export async function answerWithStatus(to: AnswerTo, status: Status, deps: LoginDeps): Promise<Step> {
  const xml = await signEnveloped(responseParts(responseContent(to, status, deps)), deps.keys.signing);
  return form(to, xml);
}

/** The content of the assertion for a release; the service's dialect decides its words. */
export function assertionFor(
  to: AnswerTo,
  release: Release,
  { authnInstant, sessionIndex }: { readonly authnInstant: number; readonly sessionIndex: string },
  deps: LoginDeps,
): AssertionContent {
  return deps.dialectOf(to.sp.dialect).assertionContent(release, to.sp, {
    assertionId: messageId(deps.random),
    issueInstant: deps.clock.now(),
    issuer: deps.addresses.faces[to.sp.dialect].entityId,
    recipient: to.acs,
    inResponseTo: to.requestId,
    sessionIndex,
    authnInstant,
  });
}

function responseContent(to: AnswerTo, status: Status, deps: LoginDeps, assertion?: string): ResponseContent {
  return {
    id: messageId(deps.random),
    inResponseTo: to.requestId,
    destination: to.acs,
    issuer: deps.addresses.faces[to.sp.dialect].entityId,
    issueInstant: deps.clock.now(),
    status,
    ...(assertion === undefined ? {} : { assertion }),
  };
}

/** Clear text leaves the hub only towards a 2.0.9 service without a key, by an operator's word (security.md E9). */
function protect(signed: string, sp: ServiceProvider, deps: LoginDeps): string {
  const key = encryptionKey(sp, deps.clock.now());
  if (!key) return signed;
  const recipient = { certificate: key.certificate, method: chooseEncryption(sp.encryptionMethods) };
  return encryptedAssertion(encryptElement(signed, recipient, deps.random));
}

function encryptionKey(sp: ServiceProvider, now: number): PartnerKey | undefined {
  const keys = sp.keys.filter(({ use }) => use !== 'signing');
  if (keys.length === 0 && sp.dialect === 'oiosaml2' && sp.settings.allowUnencrypted) return undefined;
  if (keys.length === 0) throw new HubError('METADATA_ENCRYPTION', `${sp.entityId} has no encryption key`);
  const grace = sp.expiredCertificateGraceUntil ?? 0;
  const usable = keys.find(({ notBefore, notAfter }) => notBefore <= now && (now <= notAfter || now < grace));
  if (!usable) throw new HubError('PARTNER_CERTIFICATE_EXPIRED', `${sp.entityId}: encryption certificate`);
  return usable;
}

function form(to: AnswerTo, xml: string): Step {
  const message = { location: to.acs, kind: 'response', xml } as const;
  const { action, fields } = postForm(
    to.relayState === undefined ? message : { ...message, relayState: to.relayState },
  );
  return { kind: 'send-form', action, fields, to: 'service', partner: to.sp.displayName };
}
