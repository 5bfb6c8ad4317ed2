import { HubError } from '../../kernel/errors.ts';
import type { Conditions } from '../message/index.ts';
import { checkValidity } from './validity.ts';

/**
 * The conditions hold now, and none is unknown (SAML core 2.5.1; security.md R4, R10). OneTimeUse needs nothing more:
 * every assertion is used once. ProxyRestriction Count=0 forbids what a hub does with an assertion.
 * @param allowProxyCountZero the contract with this identity provider says otherwise
 * @throws HubError RESPONSE_EXPIRED | RESPONSE_CONTENT
 */
export function checkConditions(conditions: Conditions, now: number, allowProxyCountZero = false): void {
  const [unknown] = conditions.unknown;
  if (unknown !== undefined) throw new HubError('RESPONSE_CONTENT', `unknown condition ${unknown}`);
  if (conditions.proxyCount === 0 && !allowProxyCountZero) {
    throw new HubError('RESPONSE_CONTENT', 'ProxyRestriction Count is 0');
  }
  checkValidity(conditions, now, 'Conditions');
}
