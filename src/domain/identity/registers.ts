import type { Cpr, Cvr, Pid, Rid, Uuid } from '../../kernel/brands.ts';

/**
 * What only a register knows (nemlogin.md 5.1). A register that cannot answer must throw: `undefined` says that it
 * has no such person, and an identity is then made on the weaker key for good.
 */
export interface CprRegister {
  /** Service PidCpr. */
  cprOfPid(pid: Pid): Promise<Cpr | undefined>;
  /** Service CprPid: the PID a person already has. Absent = not asked. */
  pidOfCpr?(cpr: Cpr): Promise<Pid | undefined>;
}

export interface EmployeeRegister {
  /** The RID of a business identity that is known by its persistent professional UUID. */
  ridOf(cvr: Cvr, professionalUuid: Uuid): Promise<Rid | undefined>;
}
