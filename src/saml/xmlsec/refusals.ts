/** A signature that does not hold, is not where it belongs, or is of a kind the hub does not take. `message` is for the log only. */
export class SignatureRefused extends Error {
  constructor(reason: string, cause?: unknown) {
    super(reason, cause === undefined ? undefined : { cause });
    this.name = 'SignatureRefused';
  }
}

/** Something encrypted that cannot be, or may not be, decrypted. `message` is for the log only. */
export class DecryptionRefused extends Error {
  constructor(reason: string, cause?: unknown) {
    super(reason, cause === undefined ? undefined : { cause });
    this.name = 'DecryptionRefused';
  }
}

/** True for what the partner's message is to blame for (this folder's refusals and the reader's), false for a fault of ours. */
export function isRefusal(value: unknown): value is Error {
  return (
    value instanceof Error && ['SignatureRefused', 'DecryptionRefused', 'XmlRefused'].includes(value.name)
  );
}

/** An algorithm name from a message, fit for a log line. */
export function quoted(uri: string | undefined): string {
  return uri === undefined ? '(none)' : JSON.stringify(uri.slice(0, 120));
}
