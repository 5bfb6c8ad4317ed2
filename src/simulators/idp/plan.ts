/**
 * What an identity provider is about to say, before it is XML: a plain record that a fault may bend.
 * Times are ISO 8601 in UTC; null leaves the XML attribute out.
 */
import { randomUUID } from 'node:crypto';
import { type LoginRequest } from './request.ts';

export interface PlannedAttribute {
  readonly name: string;
  readonly value: string;
}

/** What a dialect states about the person who logged in. */
export interface Statement {
  readonly nameIdFormat: string;
  readonly nameId: string;
  /** Absolute URI for AuthnContextClassRef. */
  readonly classRef: string;
  /** NameFormat of every attribute. */
  readonly nameFormat: string;
  readonly attributes: readonly PlannedAttribute[];
}

export interface AnswerPlan extends Statement {
  readonly responseId: string;
  readonly assertionId: string;
  readonly issuer: string;
  readonly audience: string;
  /** Where the form is posted. */
  readonly acsUrl: string;
  /** Response/@Destination. */
  readonly statedDestination: string;
  /** SubjectConfirmationData/@Recipient. */
  readonly recipient: string;
  readonly inResponseTo: string | null;
  readonly issueInstant: string;
  readonly notBefore: string;
  readonly notOnOrAfter: string;
  readonly confirmationNotOnOrAfter: string;
  readonly authnInstant: string;
  readonly sessionIndex: string | null;
}

const SECOND = 1000;

export const newId = (): string => `_${randomUUID().replaceAll('-', '')}`;

/**
 * The honest plan for a request: confirmation good for 5 minutes, conditions from a minute ago to an hour ahead.
 * @param now milliseconds since the epoch
 */
export function planAnswer(
  request: LoginRequest,
  statement: Statement,
  issuer: string,
  now: number,
): AnswerPlan {
  const at = (offsetSeconds: number): string => new Date(now + offsetSeconds * SECOND).toISOString();
  return {
    ...statement,
    responseId: newId(),
    assertionId: newId(),
    issuer,
    audience: request.issuer,
    acsUrl: request.acsUrl,
    statedDestination: request.acsUrl,
    recipient: request.acsUrl,
    inResponseTo: request.id,
    issueInstant: at(0),
    notBefore: at(-60),
    notOnOrAfter: at(3600),
    confirmationNotOnOrAfter: at(300),
    authnInstant: at(0),
    sessionIndex: newId(),
  };
}
