import type { ErrorCode } from '../../kernel/error-table.ts';
import { attribute, NS, onlyChild, type XmlElement } from '../xml/index.ts';
import { present } from './present.ts';
import { identifier, reading } from './structure.ts';

/**
 * Who says it sent a message: to look up the keys that must then verify it, and for nothing else.
 * @throws HubError `code` when there is not exactly one Issuer with plain text.
 */
export function claimedIssuer(message: XmlElement, code: ErrorCode): string {
  return reading(code, () => identifier(onlyChild(message, NS.saml, 'Issuer')));
}

/** Issuer of a message or an assertion (SAML core 2.2.5): exact text, and its Format. */
export function readIssuer(element: XmlElement): { issuer: string; issuerFormat?: string } {
  const issuer = onlyChild(element, NS.saml, 'Issuer');
  return present({ issuer: identifier(issuer), issuerFormat: attribute(issuer, 'Format') });
}
