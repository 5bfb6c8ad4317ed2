import { assertionChecks, envelopeChecks, type Check, type ResponseContext } from '../../saml/check/index.ts';
import type { Assertion, ResponseEnvelope } from '../../saml/message/index.ts';

/** What a Response is held against, outside and inside; tests take one check out to show that it is needed. */
export interface ResponseChecks {
  readonly envelope: readonly Check<ResponseEnvelope, ResponseContext>[];
  readonly assertion: readonly Check<Assertion, ResponseContext>[];
}

export const responseChecks: ResponseChecks = { envelope: envelopeChecks, assertion: assertionChecks };
