/** What services and identity providers send and read, made with the product's own SAML code (see world.ts). */
import { inflateRawSync } from 'node:zlib';
import { systemRandom } from '../../src/kernel/random.ts';
import type { IdentityProvider, ServiceProvider } from '../../src/domain/federation/index.ts';
import type { Outcome, Step, Wire } from '../../src/flows/login/index.ts';
import { sendRedirect } from '../../src/saml/binding/index.ts';
import {
  assertionParts,
  encryptedAssertion,
  nameIdFormat,
  readAssertion,
  readResponse,
  responseParts,
  writeAuthnRequest,
  writeResponse,
  type Assertion,
  type AssertionContent,
  type AuthnRequestContent,
  type ResponseContent,
  type ResponseEnvelope,
} from '../../src/saml/message/index.ts';
import { parseXml } from '../../src/saml/xml/index.ts';
import {
  decryptElement,
  encryptElement,
  signEnveloped,
  verifyEnveloped,
} from '../../src/saml/xmlsec/index.ts';
import { hubUrl, keyOf, uuidOf } from './world.ts';

const hubAcs = `${hubUrl}/saml/acs`;
const hubSp = `${hubUrl}/metadata/sp`;

export interface RequestOptions {
  readonly now: number;
  readonly relayState?: string;
  readonly signedBy?: string;
  readonly more?: Partial<AuthnRequestContent>;
}

let counter = 0;
/** Message ids that never repeat within a run. */
export const nextId = (): string => `_test${String((counter += 1)).padStart(28, '0')}`;

const partyName = (provider: { readonly entityId: string }): string =>
  new URL(provider.entityId).hostname.split('.')[0] ?? '';

/** A service's AuthnRequest by Redirect, signed. */
export async function requestOf(sp: ServiceProvider, options: RequestOptions): Promise<Wire> {
  const location = `${hubUrl}/saml/${sp.dialect}/sso`;
  const xml = writeAuthnRequest({
    id: nextId(),
    issueInstant: options.now,
    destination: location,
    issuer: sp.entityId,
    acsUrl: sp.acs[0]?.location ?? '',
    forceAuthn: false,
    isPassive: false,
    requesterIds: [],
    ...options.more,
  });
  const url = await sendRedirect({
    kind: 'request',
    location,
    xml,
    key: keyOf(options.signedBy ?? partyName(sp)).handle,
    ...(options.relayState === undefined ? {} : { relayState: options.relayState }),
  });
  return { method: 'GET', rawQuery: url.slice(url.indexOf('?') + 1) };
}

/** What the hub asked an identity provider. */
export interface Asked {
  readonly id: string;
  readonly destination: string;
  readonly relayState: string;
  readonly xml: string;
}

export function askedBy(step: Step): Asked {
  if (step.kind !== 'send-redirect') throw new Error(`no redirect but ${JSON.stringify(step)}`);
  const url = new URL(step.location);
  const xml = inflateRawSync(Buffer.from(url.searchParams.get('SAMLRequest') ?? '', 'base64')).toString();
  return {
    id: /\bID="([^"]+)"/.exec(xml)?.[1] ?? '',
    destination: url.origin + url.pathname,
    relayState: url.searchParams.get('RelayState') ?? '',
    xml,
  };
}

/** Somebody who can log in, by name; the same name is the same person. */
export interface Human {
  readonly name: string;
  /** Ten digits, fictive. */
  readonly cpr?: string;
  readonly pid?: string;
  readonly level?: string;
  /** Makes it a professional. */
  readonly employer?: { readonly cvr: string; readonly rid?: string };
}

export interface AnswerOptions {
  readonly now: number;
  readonly signedBy?: string;
  readonly encryptedFor?: string;
  readonly content?: (content: AssertionContent) => AssertionContent;
  readonly response?: (content: ResponseContent) => ResponseContent;
  readonly relayState?: string;
}

/** An identity provider's answer to what it was asked, posted by the browser. */
export async function answerOf(
  idp: IdentityProvider,
  asked: Asked,
  human: Human,
  options: AnswerOptions,
): Promise<Wire> {
  const { now } = options;
  const plain: AssertionContent = {
    id: nextId(),
    issueInstant: now,
    issuer: idp.entityId,
    nameId: nameIdOf(idp, human),
    confirmation: { recipient: hubAcs, inResponseTo: asked.id, notOnOrAfter: now + 300_000 },
    conditions: { notBefore: now - 60_000, notOnOrAfter: now + 3600_000, audience: hubSp },
    authnStatement: {
      authnInstant: now,
      sessionIndex: nextId(),
      classRef: 'urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport',
    },
    attributes: idp.dialect === 'oiosaml3' ? attributes3(human) : attributes2(human),
  };
  const content = options.content ? options.content(plain) : plain;
  const signed = await signEnveloped(
    assertionParts(content),
    keyOf(options.signedBy ?? partyName(idp)).handle,
  );
  const recipient = {
    certificate: keyOf(options.encryptedFor ?? 'hub-decryption').certificate,
    method: { block: 'aes256-cbc', transport: 'rsa-oaep-mgf1p', digest: 'sha1', mgf: 'sha1' },
  } as const;
  const response: ResponseContent = {
    id: nextId(),
    inResponseTo: asked.id,
    destination: hubAcs,
    issuer: idp.entityId,
    issueInstant: now,
    status: { top: 'Success' },
    assertion: encryptedAssertion(encryptElement(signed, recipient, systemRandom)),
  };
  const xml = writeResponse(options.response ? options.response(response) : response);
  return posted(xml, options.relayState ?? asked.relayState);
}

/** An error answer of an identity provider. */
export function errorAnswer(
  idp: IdentityProvider,
  asked: Asked,
  status: ResponseContent['status'],
  now: number,
): Wire {
  const content = {
    id: nextId(),
    inResponseTo: asked.id,
    destination: hubAcs,
    issuer: idp.entityId,
    issueInstant: now,
  };
  return posted(writeResponse({ ...content, status }), asked.relayState);
}

export function posted(xml: string, relayState?: string): Wire {
  const fields: [string, string][] = [['SAMLResponse', Buffer.from(xml).toString('base64')]];
  if (relayState !== undefined) fields.push(['RelayState', relayState]);
  return { method: 'POST', fields };
}

function nameIdOf(idp: IdentityProvider, human: Human): AssertionContent['nameId'] {
  if (idp.dialect === 'oiosaml2') {
    const serial = human.employer
      ? `CVR:${human.employer.cvr}-RID:${human.employer.rid}`
      : `PID:${human.pid}`;
    return { format: nameIdFormat.x509SubjectName, value: `C=DK,O=Test,CN=${human.name},Serial=${serial}` };
  }
  const kind = human.employer ? 'professional' : 'person';
  const value = `https://data.gov.dk/model/core/eid/${kind}/uuid/${uuidOf(`${kind} ${human.name}`)}`;
  return { format: nameIdFormat.persistent, value };
}

const uri = 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri';
const basic = 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic';
const list = (
  nameFormat: string,
  values: Record<string, string | undefined>,
): AssertionContent['attributes'] =>
  Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, nameFormat, values: [value] }],
  );

function attributes3(human: Human): AssertionContent['attributes'] {
  const eid = 'https://data.gov.dk/model/core/eid/';
  return list(uri, {
    'https://data.gov.dk/model/core/specVersion': 'OIO-SAML-3.0',
    'https://data.gov.dk/concept/core/nsis/loa': human.level ?? 'Substantial',
    [`${eid}fullName`]: human.name,
    [`${eid}cprNumber`]: human.cpr,
    [`${eid}professional/cvr`]: human.employer?.cvr,
    [`${eid}professional/orgName`]: human.employer && `Virksomhed ${human.employer.cvr}`,
    [`${eid}professional/rid`]: human.employer?.rid,
    [`${eid}professional/uuid/persistent`]: human.employer && uuidOf(`persistent ${human.name}`),
  });
}

function attributes2(human: Human): AssertionContent['attributes'] {
  const dk = 'dk:gov:saml:attribute:';
  const { employer } = human;
  return list(basic, {
    [`${dk}SpecVer`]: 'DK-SAML-2.0',
    [`${dk}AssuranceLevel`]: human.level ?? '3',
    'urn:oid:2.5.4.3': human.name,
    'urn:oid:2.5.4.4': human.name.split(' ').at(-1),
    'urn:oid:0.9.2342.19200300.100.1.1': employer
      ? `CVR:${employer.cvr}-RID:${employer.rid}`
      : `PID:${human.pid}`,
    'urn:oid:0.9.2342.19200300.100.1.3': '',
    'urn:oid:2.5.4.10': employer ? `Virksomhed ${employer.cvr}` : 'Ingen organisatorisk tilknytning',
    [`${dk}CprNumberIdentifier`]: human.cpr,
    [`${dk}PidNumberIdentifier`]: employer ? undefined : human.pid,
    [`${dk}CvrNumberIdentifier`]: employer?.cvr,
    [`${dk}RidNumberIdentifier`]: employer?.rid,
  });
}

/** What a service reads of the hub's answer, after decrypting and verifying it. */
export interface ReadAnswer {
  readonly action: string;
  readonly relayState: string | undefined;
  readonly envelope: ResponseEnvelope;
  readonly xml: string;
  /** Absent in an error answer. */
  readonly assertion: Assertion | undefined;
  readonly assertionXml: string | undefined;
}

export async function readAnswer(sp: ServiceProvider, { step }: Outcome): Promise<ReadAnswer> {
  if (step.kind !== 'send-form') throw new Error(`no answer but ${JSON.stringify(step)}`);
  const fields = new Map(step.fields);
  const xml = Buffer.from(fields.get('SAMLResponse') ?? '', 'base64').toString();
  const root = parseXml(xml);
  const hubKey = [keyOf('hub-signing').publicKey];
  const envelope = readResponse(root);
  const common = { action: step.action, relayState: fields.get('RelayState'), envelope, xml };
  if (envelope.hasSignature) verifyEnveloped(root, root, hubKey);
  const [encrypted] = envelope.encryptedAssertions;
  if (!encrypted) return { ...common, assertion: undefined, assertionXml: undefined };
  const assertionXml = await decryptElement(encrypted, [keyOf(partyName(sp)).handle], { gcmOnly: false });
  const inner = parseXml(assertionXml);
  return { ...common, assertionXml, assertion: readAssertion(verifyEnveloped(inner, inner, hubKey).element) };
}

/** Values of one attribute of an answer. */
export function valuesOf(answer: ReadAnswer, name: string): readonly string[] {
  return answer.assertion?.attributes.find((one) => one.name === name)?.values ?? [];
}

export { responseParts };
