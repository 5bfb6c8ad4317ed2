import type { ErrorCode } from '../../kernel/error-table.ts';

/** What the hub has to say about a metadata document. */
export interface Finding {
  readonly code: ErrorCode;
  /** One `refuse` is enough to keep the document out. */
  readonly severity: 'refuse' | 'warning';
  /** For the operator; names what to do. */
  readonly text: string;
  /** Which element it is about. */
  readonly element: string;
}

export const refuse = (code: ErrorCode, text: string, element: string): Finding => ({
  code,
  severity: 'refuse',
  text,
  element,
});

export const warn = (code: ErrorCode, text: string, element: string): Finding => ({
  code,
  severity: 'warning',
  text,
  element,
});

/** Whether any finding keeps the document out. */
export function isRefused(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === 'refuse');
}

/** A date as an operator reads it. */
export const day = (time: number): string => new Date(time).toISOString().slice(0, 10);
