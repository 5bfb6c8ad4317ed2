import { HubError, isHubError } from '../../kernel/errors.ts';
import { errorTable, type ErrorCode, type ErrorRow } from '../../kernel/error-table.ts';
import type { LocalizedText } from '../../domain/federation/index.ts';
import type { Status, TopStatus } from '../../saml/message/index.ts';
import type { LoginDeps } from './deps.ts';
import type { Step } from './journey.ts';

/** What is known when something is refused; goes into the log line. */
export interface RefusalContext {
  readonly flow?: string;
  readonly sp?: string;
  readonly idp?: string;
  /** The service's name, for the page. */
  readonly service?: LocalizedText;
}

/**
 * Turns a refusal into a page: a code, a random reference, and one line in the log with the true cause.
 * Whatever is no HubError is a fault of ours and shown as INTERNAL.
 */
export function refusalPage(error: unknown, context: RefusalContext, deps: LoginDeps): Step {
  const refused = asHubError(error);
  const reference = report(refused, context, deps);
  return {
    kind: 'refused',
    code: refused.code,
    reference,
    facts: refused.facts,
    ...(context.service ? { service: context.service } : {}),
  };
}

/** The SAML status a service is told for a code; undefined = the service may not be answered, the browser gets a page. */
export function statusFor(code: ErrorCode, reference: string): Status | undefined {
  const row: ErrorRow = errorTable[code];
  if (!row.saml) return undefined;
  const top: TopStatus = row.saml.top;
  const message = `${code} (reference ${reference})`;
  return row.saml.second === undefined ? { top, message } : { top, second: row.saml.second, message };
}

/** Writes the log line of a refusal and gives its reference. */
export function report(refused: HubError, { flow, sp, idp }: RefusalContext, deps: LoginDeps): string {
  const reference = deps.random.bytes(6).toString('hex');
  const cause = refused.cause instanceof Error ? refused.cause.message : undefined;
  deps.report(refused.row.log, 'refused', {
    code: refused.code,
    reference,
    detail: refused.detail,
    cause,
    flow,
    sp,
    idp,
  });
  return reference;
}

export function asHubError(error: unknown): HubError {
  if (isHubError(error)) return error;
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new HubError('INTERNAL', detail, {}, error);
}
