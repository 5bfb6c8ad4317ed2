/**
 * Keys that protect data in the store (design.md 7): versioned, from configuration, never in the database.
 * `version` is 1 to 65535; the highest version is the current one, older ones still open and find.
 */
export interface DataKey {
  readonly version: number;
  /** 32 bytes. */
  readonly key: Buffer;
}

export interface DataKeys {
  /** HMAC-SHA-256 keys of the blind indexes. */
  readonly indexKeys: readonly DataKey[];
  /** AES-256 keys that wrap the data key of each subject. */
  readonly keyEncryptionKeys: readonly DataKey[];
}
