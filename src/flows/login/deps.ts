import type { EntityId } from '../../kernel/brands.ts';
import type { Clock } from '../../kernel/clock.ts';
import type { PrivateKeyHandle } from '../../kernel/key-handle.ts';
import type { LogLevel } from '../../kernel/error-table.ts';
import type { Random } from '../../kernel/random.ts';
import type { EventWriter } from '../../domain/audit/index.ts';
import type { LegacyIdDeps } from '../../domain/bridge/index.ts';
import type { Dialect, ProviderRepository } from '../../domain/federation/index.ts';
import type { IdentityDeps, Sealer } from '../../domain/identity/index.ts';
import type { SessionLimits } from '../../domain/session/index.ts';
import type { Store } from '../../domain/storage/index.ts';
import type { DialectProfile } from '../../profiles/index.ts';
import type { Binding } from './binding.ts';
import type { ResponseChecks } from './response-checks.ts';

/** The hub's own keys: one that signs, and those that open what identity providers encrypt (newest first). */
export interface HubKeys {
  readonly signing: PrivateKeyHandle;
  readonly decryption: readonly PrivateKeyHandle[];
}

/** Where the hub is, towards both sides; made from publicUrl once. */
export interface HubAddresses {
  readonly faces: Readonly<Record<Dialect, { readonly entityId: EntityId; readonly sso: string }>>;
  readonly sp: { readonly entityId: EntityId; readonly acs: string };
}

/** One line of the log about a login; fields hold no personal number, name or message. */
export type Report = (
  level: LogLevel,
  message: string,
  fields: Readonly<Record<string, string | number | undefined>>,
) => void;

/** Everything a login needs from outside; handed in by compose. */
export interface LoginDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly store: Store;
  readonly providers: ProviderRepository;
  readonly sealer: Sealer;
  readonly identity: IdentityDeps;
  readonly legacy: LegacyIdDeps;
  readonly sessionLimits: SessionLimits;
  readonly keys: HubKeys;
  readonly addresses: HubAddresses;
  readonly dialectOf: (dialect: Dialect) => DialectProfile;
  readonly events: EventWriter;
  readonly report: Report;
  /** The comparisons of design.md 4.2; tests take one out to show that it is needed. */
  readonly bindings?: readonly Binding[];
  /** The same for what a Response is held against. */
  readonly responseChecks?: ResponseChecks;
}
