import { HubError } from '../../kernel/errors.ts';

/**
 * At least one AudienceRestriction, and every one holds our entityID, letter by letter (SAML core 2.5.1.4;
 * security.md R1).
 * @throws HubError RESPONSE_MISDIRECTED
 */
export function checkAudience(
  conditions: { readonly audiences: readonly (readonly string[])[] },
  entityId: string,
): void {
  if (conditions.audiences.length === 0) throw new HubError('RESPONSE_MISDIRECTED', 'no AudienceRestriction');
  if (!conditions.audiences.every((restriction) => restriction.includes(entityId))) {
    throw new HubError('RESPONSE_MISDIRECTED', 'Audience is another party');
  }
}
