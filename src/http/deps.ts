import type { LoginJourney } from '../flows/login/index.ts';
import type { Random } from '../kernel/random.ts';
import type { StartModel } from '../web/index.ts';

/** The hub's three SAML entities, each with its own metadata. */
export const metadataFaces = ['oiosaml3', 'oiosaml2', 'sp'] as const;
export type MetadataFace = (typeof metadataFaces)[number];

export interface MetadataDocument {
  readonly xml: string;
  /** Opaque, without quotes: letters, digits, `-` and `_`. Changes when the XML does. */
  readonly etag: string;
}

export interface Health {
  readonly ready: boolean;
  /** Part -> `ok` or a short word for what is wrong. Shown to anybody: no addresses, no secrets. */
  readonly parts: Readonly<Record<string, string>>;
}

export interface HttpSettings {
  /** The hub's own origin, `https://login.example.dk`: the only base of addresses; Host is never read. */
  readonly publicUrl: string;
  /** `__Host-` names, Secure and SameSite=None. False on plain-http loopback, and only there. */
  readonly secureCookies: boolean;
  /** Addresses, subnets (`10.0.0.0/8`) or express's names (`loopback`) whose X-Forwarded-For counts. */
  readonly trustedProxies: readonly string[];
  /** In the demonstration box every page says that everything is made up. */
  readonly profile: 'demo' | 'development' | 'production';
}

export interface ErrorContext {
  readonly method: string;
  /** Without the query, which may carry a message. */
  readonly path: string;
}

export interface HttpDeps {
  readonly journey: LoginJourney;
  /** `partner` names who fetches (design.md 11); the content is the same. Undefined = no such face here. */
  metadata(
    face: MetadataFace,
    partner?: string,
  ): MetadataDocument | undefined | Promise<MetadataDocument | undefined>;
  readonly settings: HttpSettings;
  /** The list at `/` of the demonstration box; absent = the plain front page. */
  startPage?(): StartModel | Promise<StartModel>;
  health(): Promise<Health>;
  /** Every error that became a page, with the reference shown on it; the level is in the error's row. */
  onError(reference: string, error: unknown, context: ErrorContext): void;
  readonly random: Random;
}
