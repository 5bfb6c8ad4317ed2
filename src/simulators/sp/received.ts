/**
 * What a service provider got out of a Response, the same record for both dialects, and what it asked for.
 * The envelope and the assertion's outer facts are read with samlify's extractor; what the person is called comes from
 * the library under test.
 */
import { type Level } from '../people.ts';
import { Extractor, record, texts } from '../samlify.ts';

/** What a login was asked with. */
export interface Asked {
  readonly level: Level | undefined;
  readonly kind: 'person' | 'professional' | undefined;
  readonly force: boolean;
  readonly passive: boolean;
}

/** A login that was accepted, as shown on the page and in /me.json. */
export interface Received {
  readonly dialect: 'OIOSAML 3.0' | 'OIOSAML 2.0.9';
  readonly issuer: string;
  readonly nameId: string;
  readonly nameIdFormat: string;
  /** loa of 3.0, AssuranceLevel of 2.0.9. */
  readonly level: string | undefined;
  readonly sessionIndex: string | undefined;
  readonly authnInstant: string | undefined;
  readonly authnContextClassRef: string | undefined;
  readonly assertionId: string | undefined;
  readonly inResponseTo: string | undefined;
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  /** The decrypted assertion. */
  readonly assertionXml: string;
}

/** A login that was refused: by the hub (SAML status), by the library, or by the service's own rules. */
export interface Refusal {
  readonly by: 'status' | 'library' | 'service';
  /** Last words of the status codes, e.g. `Responder`, `NoPassive`. */
  readonly top?: string;
  readonly second?: string;
  readonly message: string;
}

export interface Envelope {
  readonly destination: string | undefined;
  readonly inResponseTo: string | undefined;
  readonly top: string | undefined;
  readonly second: string | undefined;
  readonly message: string | undefined;
  /** An assertion lies in it unencrypted. */
  readonly plainAssertion: boolean;
}

const lastWord = (uri: string | undefined): string | undefined => uri?.split(':').at(-1);

/** The unsigned outside of a Response: only to be compared and shown. */
export function readEnvelope(samlResponse: string): Envelope {
  const xml = Buffer.from(samlResponse, 'base64').toString('utf8');
  const found = Extractor.extract(xml, [
    { key: 'response', localPath: ['Response'], attributes: ['Destination', 'InResponseTo'] },
    { key: 'message', localPath: ['Response', 'Status', 'StatusMessage'], attributes: [] },
    { key: 'plain', localPath: ['Response', 'Assertion'], attributes: [], context: true },
    ...Extractor.loginResponseStatusFields,
  ]);
  const response = record(found['response']);
  return {
    destination: response['destination'],
    inResponseTo: response['inResponseTo'],
    top: lastWord(texts(found['top'])[0]),
    second: lastWord(texts(found['second'])[0]),
    message: texts(found['message'])[0],
    plainAssertion: found['plain'] !== null && found['plain'] !== undefined,
  };
}

/** The refusal a status other than Success states, or undefined. */
export function statusRefusal(envelope: Envelope): Refusal | undefined {
  if (envelope.top === undefined || envelope.top === 'Success') return undefined;
  return {
    by: 'status',
    top: envelope.top,
    ...(envelope.second === undefined ? {} : { second: envelope.second }),
    message: envelope.message ?? '',
  };
}

export interface AssertionFacts {
  readonly id: string | undefined;
  readonly issuer: string | undefined;
  readonly nameIdFormat: string | undefined;
  readonly recipient: string | undefined;
  readonly inResponseTo: string | undefined;
  readonly audiences: readonly string[];
  readonly authnInstant: string | undefined;
  readonly classRef: string | undefined;
}

/** The outer facts of an assertion that the libraries leave out of their answer. */
export function readAssertionFacts(assertionXml: string): AssertionFacts {
  const confirmation = ['Assertion', 'Subject', 'SubjectConfirmation', 'SubjectConfirmationData'];
  const found = Extractor.extract(assertionXml, [
    { key: 'id', localPath: ['Assertion'], attributes: ['ID'] },
    { key: 'issuer', localPath: ['Assertion', 'Issuer'], attributes: [] },
    { key: 'format', localPath: ['Assertion', 'Subject', 'NameID'], attributes: ['Format'] },
    { key: 'recipient', localPath: confirmation, attributes: ['Recipient'] },
    { key: 'inResponseTo', localPath: confirmation, attributes: ['InResponseTo'] },
    {
      key: 'audience',
      localPath: ['Assertion', 'Conditions', 'AudienceRestriction', 'Audience'],
      attributes: [],
    },
    { key: 'instant', localPath: ['Assertion', 'AuthnStatement'], attributes: ['AuthnInstant'] },
    {
      key: 'classRef',
      localPath: ['Assertion', 'AuthnStatement', 'AuthnContext', 'AuthnContextClassRef'],
      attributes: [],
    },
  ]);
  return {
    id: texts(found['id'])[0],
    issuer: texts(found['issuer'])[0],
    nameIdFormat: texts(found['format'])[0],
    recipient: texts(found['recipient'])[0],
    inResponseTo: texts(found['inResponseTo'])[0],
    audiences: texts(found['audience']),
    authnInstant: texts(found['instant'])[0],
    classRef: texts(found['classRef'])[0],
  };
}

/** Attribute values as lists of text; an empty element is one empty text. */
export function attributeLists(values: Readonly<Record<string, unknown>>): Record<string, readonly string[]> {
  const asText = (value: unknown): string =>
    typeof value === 'string' ? value : value == null ? '' : JSON.stringify(value);
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const list = (Array.isArray(value) ? value : [value]).map(asText);
      return [name, list.length === 0 ? [''] : list];
    }),
  );
}
