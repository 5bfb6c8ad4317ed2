import type { ErrorCode, Turn } from '../../kernel/error-table.ts';
import type { Leg } from '../../domain/federation/index.ts';

export const languages = ['da', 'en'] as const;
/** Danish first. */
export type Language = (typeof languages)[number];

export interface ErrorText {
  /** The page's heading: what is wrong, in a few words. */
  readonly title: string;
  /** What happened, for the person in front of the screen. */
  readonly what: string;
  /** What that person can do now. */
  readonly todo: string;
}

/** Sentences around a partner's name, which the page marks up itself. */
export interface AroundName {
  readonly before: string;
  readonly after: string;
}

/** Everything a page says. One object per language, so that a text missing in one of them doesn't compile. */
export interface Texts {
  readonly languageName: string;
  readonly languageSwitch: string;
  readonly hubName: string;
  readonly skipLink: string;
  readonly footer: string;
  readonly demoNotice: string;

  readonly chooseIdp: {
    readonly title: string;
    /** "... to log in to {service}" */
    readonly lead: AroundName;
    readonly legs: Readonly<Record<Leg, string>>;
    /** "Log in with {identity provider}" */
    readonly use: AroundName;
    readonly cancel: string;
    readonly cancelHint: string;
  };

  readonly onward: {
    readonly title: string;
    readonly toService: AroundName;
    readonly toIdentityProvider: AroundName;
    readonly elsewhere: string;
    readonly hub: string;
    readonly button: string;
    readonly noScript: string;
  };

  readonly error: {
    readonly titlePrefix: string;
    readonly todoHeading: string;
    readonly turnHeading: string;
    readonly turns: Readonly<Record<Turn, string>>;
    readonly startAgain: AroundName;
    readonly referenceHeading: string;
    readonly referenceHint: string;
    readonly code: string;
    readonly reference: string;
    readonly details: string;
  };

  readonly start: {
    readonly title: string;
    readonly lead: string;
  };

  readonly front: {
    readonly title: string;
    readonly lead: string;
    readonly citizens: string;
    readonly developersHeading: string;
    readonly developers: string;
    readonly metadata: Readonly<Record<'oiosaml3' | 'oiosaml2' | 'sp', string>>;
  };

  readonly errors: Readonly<Record<ErrorCode, ErrorText>>;
}
