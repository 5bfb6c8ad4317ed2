/**
 * Every setting of hub.yaml: one row each, with its type, default and meaning.
 * docs/config.md is generated from this table; load.ts reads by it and refuses what is not in it.
 */
export type SettingType =
  | { readonly kind: 'text'; readonly pattern?: RegExp; readonly form?: string }
  | { readonly kind: 'integer'; readonly min: number; readonly max: number; readonly unit?: string }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'choice'; readonly of: readonly string[] }
  | { readonly kind: 'list'; readonly pattern: RegExp; readonly form: string };

export interface Setting {
  /** Dotted path in hub.yaml. */
  readonly key: string;
  readonly type: SettingType;
  /** Absent = must be given. */
  readonly default?: string | number | boolean | readonly string[];
  readonly meaning: string;
}

const path: SettingType = { kind: 'text', form: 'path, relative to hub.yaml' };
const minutes = (max: number): SettingType => ({ kind: 'integer', min: 1, max, unit: 'minutes' });

export const settings = [
  {
    key: 'publicUrl',
    type: { kind: 'text', pattern: /^https?:\/\/[^\s/?#]+$/, form: 'https://host[:port], no path' },
    meaning:
      'Address under which browsers and partners reach the hub. https, unless the host is loopback. The entityIDs of both faces and of the SP role are made from it: never change it in operation.',
  },
  {
    key: 'listen.host',
    type: { kind: 'text' },
    default: '127.0.0.1',
    meaning: 'Address the hub listens on.',
  },
  {
    key: 'listen.port',
    type: { kind: 'integer', min: 0, max: 65535 },
    default: 8443,
    meaning: 'Port the hub listens on; 0 = any free one.',
  },
  {
    key: 'trustedProxies',
    type: { kind: 'list', pattern: /^[0-9a-fA-F.:]+$/, form: 'IP addresses' },
    default: [],
    meaning:
      'Peers whose X-Forwarded-For is believed, for limits only. The base address never comes from a header.',
  },
  {
    key: 'store',
    type: {
      kind: 'text',
      pattern: /^(embedded:.+|mongodb(\+srv)?:\/\/.+)$/,
      form: 'embedded:<folder> or mongodb://…',
    },
    default: 'embedded:var/store',
    meaning:
      'Where the hub keeps its state. The environment variable HUB_STORE, if set, wins (it may hold a password).',
  },
  {
    key: 'keys.signingKey',
    type: path,
    meaning:
      'PEM file with the private key that signs assertions, requests and answers (RSA, 2048 bits or more).',
  },
  {
    key: 'keys.signingCertificate',
    type: path,
    meaning: 'PEM file with the certificate of `keys.signingKey`.',
  },
  {
    key: 'keys.decryptionKey',
    type: path,
    meaning: 'PEM file with the private key to which identity providers encrypt (RSA, 2048 bits or more).',
  },
  {
    key: 'keys.decryptionCertificate',
    type: path,
    meaning: 'PEM file with the certificate of `keys.decryptionKey`.',
  },
  {
    key: 'keys.dataKeys',
    type: path,
    meaning:
      'JSON file with the versioned keys that protect personal data in the store: {"indexKeys":[{"version":1,"key":"<32 bytes, base64>"}],"keyEncryptionKeys":[…]}. Losing it loses every identity; keep it apart from the database and its backups.',
  },
  {
    key: 'keys.allowWorldReadable',
    type: { kind: 'boolean' },
    default: false,
    meaning: 'Take key files that everybody on the machine may read, with a warning.',
  },
  {
    key: 'session.idleMinutes',
    type: minutes(24 * 60),
    default: 60,
    meaning: 'A single sign-on session ends after this long without a login.',
  },
  {
    key: 'session.absoluteMinutes',
    type: minutes(24 * 60),
    default: 8 * 60,
    meaning: 'A single sign-on session ends this long after it began.',
  },
  {
    key: 'legacyIds.pidBlock',
    type: { kind: 'text', pattern: /^\d{1,6}$/, form: '1 to 6 digits' },
    default: '99',
    meaning:
      'First digits of the twelve-digit part of PIDs the hub mints for people who never had one. A block reserved for this hub: two hubs never share one.',
  },
  {
    key: 'legacyIds.ridBlock',
    type: { kind: 'text', pattern: /^\d{1,4}$/, form: '1 to 4 digits' },
    default: '99',
    meaning: 'First digits of the RIDs the hub mints for employees who never had one.',
  },
  {
    key: 'organisation.name',
    type: { kind: 'text' },
    default: 'oiosaml-hub',
    meaning: 'Name of whoever runs the hub; shown on pages and in metadata.',
  },
  {
    key: 'organisation.technicalContact',
    type: { kind: 'text', pattern: /^[^\s@]+@[^\s@]+$/, form: 'e-mail address' },
    default: 'hub@hub.invalid',
    meaning: 'Technical contact in the metadata.',
  },
] as const satisfies readonly Setting[];

export type SettingKey = (typeof settings)[number]['key'];
