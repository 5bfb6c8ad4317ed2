import { type Release } from '../domain/login/index.ts';
import { type AssertionContent, type NameId } from '../saml/message/index.ts';
import { type WrittenAttribute } from './attribute-table.ts';
import { type AssertionContext } from './dialect-profile.ts';

const minute = 60_000;
/** design.md 4.5: valid from a minute ago, so that a clock a little behind takes it. */
const notBeforeSlack = minute;
const confirmationLife = 5 * minute;
const conditionsLife = 60 * minute;

/** What the dialects say differently; all else is the same SAML (oiosaml.md 3.3 and 8). */
export interface DialectWords {
  readonly nameId: NameId;
  readonly classRef: string;
  readonly attributes: readonly WrittenAttribute[];
}

/**
 * One bearer confirmation without NotBefore, one audience, both condition times, one AuthnStatement with
 * SessionIndex, one AttributeStatement: what every reference implementation takes.
 */
export function assertionFrame(
  words: DialectWords,
  release: Release,
  context: AssertionContext,
): AssertionContent {
  const { issueInstant } = context;
  return {
    id: context.assertionId,
    issueInstant,
    issuer: context.issuer,
    nameId: words.nameId,
    confirmation: {
      recipient: context.recipient,
      inResponseTo: context.inResponseTo,
      notOnOrAfter: issueInstant + confirmationLife,
    },
    conditions: {
      notBefore: issueInstant - notBeforeSlack,
      notOnOrAfter: issueInstant + conditionsLife,
      audience: release.audience,
    },
    authnStatement: {
      authnInstant: context.authnInstant,
      sessionIndex: context.sessionIndex,
      classRef: words.classRef,
    },
    attributes: words.attributes,
  };
}
