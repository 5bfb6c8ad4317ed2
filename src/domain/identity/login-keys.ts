import type { Cvr, Rid } from '../../kernel/brands.ts';
import { HubError } from '../../kernel/errors.ts';
import type { IdentityKeys, LoginFacts } from '../login/index.ts';
import type { IdentityKeyType } from './identity-record.ts';
import type { CprRegister, EmployeeRegister } from './registers.ts';

/** One key by which a login points at an identity. */
export interface LoginKey {
  readonly type: IdentityKeyType;
  readonly value: string;
}

/** RID is unique only together with the CVR, never alone (oiosaml.md 2.2, security.md H12). */
export function professionalKeyValue(cvr: Cvr, rid: Rid): string {
  return `${cvr}:${rid}`;
}

/**
 * Adds what a register knows, so that NemID and MitID meet: CPR for a PID, RID for a professional UUID.
 * Whatever the register says never takes the place of what was asserted.
 */
export async function withRegisterKeys(
  facts: LoginFacts,
  registers: { readonly cprRegister?: CprRegister; readonly employeeRegister?: EmployeeRegister },
): Promise<IdentityKeys> {
  const { keys } = facts;
  if (facts.kind === 'person') {
    if (keys.cpr !== undefined || keys.pid === undefined) return keys;
    const cpr = await registers.cprRegister?.cprOfPid(keys.pid);
    return cpr === undefined ? keys : { ...keys, cpr };
  }
  if (keys.rid !== undefined || keys.professionalUuid === undefined || !facts.organisation) return keys;
  const rid = await registers.employeeRegister?.ridOf(facts.organisation.cvr, keys.professionalUuid);
  return rid === undefined ? keys : { ...keys, rid };
}

/**
 * The keys that decide who it is, strongest first: the first one is claimed first, so that two logins of one person
 * race for the same document. A professional's CPR is no key: one person may hold several roles in one organisation.
 * @throws HubError RESPONSE_CONTENT when the login has no key, or is a professional without an organisation.
 */
export function loginKeys(facts: LoginFacts, keys: IdentityKeys): readonly [LoginKey, ...LoginKey[]] {
  const cvr = facts.organisation?.cvr;
  if (facts.kind === 'professional' && cvr === undefined) {
    throw new HubError('RESPONSE_CONTENT', 'a professional without an organisation');
  }
  const candidates: readonly { type: IdentityKeyType; value: string | undefined }[] =
    facts.kind === 'person'
      ? [
          { type: 'cpr', value: keys.cpr },
          { type: 'mitid', value: keys.mitidUuid },
          { type: 'pid', value: keys.pid },
        ]
      : [
          { type: 'rid', value: cvr && keys.rid && professionalKeyValue(cvr, keys.rid) },
          { type: 'professional', value: keys.professionalUuid },
        ];
  const [first, ...rest] = candidates.flatMap(({ type, value }) => (value ? [{ type, value }] : []));
  if (!first) throw new HubError('RESPONSE_CONTENT', `a ${facts.kind} without any identifying key`);
  return [first, ...rest];
}
