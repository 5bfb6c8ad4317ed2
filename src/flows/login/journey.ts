import type { ErrorCode } from '../../kernel/error-table.ts';
import type { PublicFacts } from '../../kernel/errors.ts';
import type { Dialect, Leg, LocalizedText } from '../../domain/federation/index.ts';

/**
 * What the web layer says to a login journey and what it gets back. No express and no HTML in here:
 * a request comes in as a Wire and a Browser, an Outcome and cookie changes go out.
 */
export type Wire =
  /** The query string exactly as received, without the `?`. */
  | { readonly method: 'GET'; readonly rawQuery: string }
  /** Decoded form fields in the order received, repeated names included. */
  | { readonly method: 'POST'; readonly fields: readonly (readonly [name: string, value: string])[] };

export interface Browser {
  /** Flow id -> secret, from the flow cookies. */
  readonly flowSecrets: ReadonlyMap<string, string>;
  /** SSO domain -> `sid.secret`, from the session cookies. */
  readonly sessions: ReadonlyMap<string, string>;
  /** Peer address, for limits only; never stored. */
  readonly address: string;
}

export type CookieChange =
  | {
      readonly kind: 'set-flow';
      readonly flowId: string;
      readonly secret: string;
      readonly maxAgeSeconds: number;
    }
  | { readonly kind: 'clear-flow'; readonly flowId: string }
  /** A session cookie of the browser's session: no max-age. */
  | { readonly kind: 'set-session'; readonly ssoDomain: string; readonly value: string }
  | { readonly kind: 'clear-session'; readonly ssoDomain: string };

export interface IdpChoice {
  /** The record's id: the value the form sends back. */
  readonly id: string;
  readonly name: LocalizedText;
  readonly leg: Leg;
}

export type Step =
  /** Send the browser on with GET. */
  | { readonly kind: 'send-redirect'; readonly location: string }
  /** Send the browser on with an auto-submitted form (with a visible button). */
  | {
      readonly kind: 'send-form';
      readonly action: string;
      readonly fields: readonly (readonly [name: string, value: string])[];
      readonly to: 'service' | 'identity-provider';
      readonly partner: LocalizedText;
    }
  /** 303 to the flow's own page, so that a reload is harmless. */
  | { readonly kind: 'see-flow'; readonly flowId: string }
  | {
      readonly kind: 'choose-idp';
      readonly flowId: string;
      /** Goes into a hidden field `token`; bound to flow and browser. */
      readonly formToken: string;
      readonly service: LocalizedText;
      readonly choices: readonly IdpChoice[];
    }
  /** A page with code, whose turn it is, what to do and the reference; HTTP status from the error table. */
  | {
      readonly kind: 'refused';
      readonly code: ErrorCode;
      /** Random; also in the log. */
      readonly reference: string;
      readonly facts: PublicFacts;
      /** The service at which the person can start again, when known. */
      readonly service?: LocalizedText;
    };

export interface Outcome {
  readonly step: Step;
  readonly cookies: readonly CookieChange[];
}

/** One login through the browser. Every method resolves: a refusal is an Outcome, not an exception. */
export interface LoginJourney {
  /** SSO address of a face: an AuthnRequest by Redirect (GET) or POST. */
  start(face: Dialect, wire: Wire, browser: Browser): Promise<Outcome>;
  /** The flow's own page: shows where the login stands. */
  show(flowId: string, browser: Browser): Promise<Outcome>;
  /** The person chose an identity provider (IdpChoice.id). */
  choose(
    flowId: string,
    form: { readonly token: string; readonly choice: string },
    browser: Browser,
  ): Promise<Outcome>;
  /** The person gives up: the service is answered with AuthnFailed. */
  cancel(flowId: string, form: { readonly token: string }, browser: Browser): Promise<Outcome>;
  /** The hub's assertion consumer service: an identity provider's Response by POST. */
  finish(wire: Wire, browser: Browser): Promise<Outcome>;
}
