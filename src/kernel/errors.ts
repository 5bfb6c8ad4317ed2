import { errorTable, type ErrorCode } from './error-table.ts';

/** Facts a person may see: never a personal number, never a key, never a message. */
export type PublicFacts = Readonly<Record<string, string>>;

/**
 * The one error of the hub: a code from the error table, public facts, and a private cause for the log.
 * Everything a user, a service or an operator is told comes from the code's row and these facts.
 */
export class HubError extends Error {
  readonly code: ErrorCode;
  readonly facts: PublicFacts;
  /** The true reason, for the log only. */
  readonly detail: string;

  constructor(code: ErrorCode, detail = '', facts: PublicFacts = {}, cause?: unknown) {
    super(`${code}${detail ? `: ${detail}` : ''}`, cause === undefined ? undefined : { cause });
    this.name = 'HubError';
    this.code = code;
    this.detail = detail;
    this.facts = facts;
  }

  get row(): (typeof errorTable)[ErrorCode] {
    return errorTable[this.code];
  }
}

/** Works across realms (jest), where instanceof may not. */
export function isHubError(value: unknown, code?: ErrorCode): value is HubError {
  return (
    value instanceof Error &&
    value.name === 'HubError' &&
    (code === undefined || (value as HubError).code === code)
  );
}
