/**
 * The single sign-on session: one record that both faces answer from (design.md 4, 12; nemlogin.md 6.3).
 * Owns its life, its secret, its participants and the rules of reuse and step-up. What it remembers of a person is
 * sealed. Never made by or reused for a private service, never adopted from an id the hub did not give.
 */
export type { Participant, Session, SessionDeps, SessionLimits, SessionLogin } from './session-record.ts';
export {
  createSession,
  endSession,
  findSession,
  renewSession,
  sessionFacts,
  type SessionWithCookie,
} from './sessions.ts';
export { addParticipant, participantNameId, type IssuedNameId } from './participants.ts';
export { sidsByHandle, type SessionHandle } from './handles.ts';
export { mayReuse, stepUp, type Reuse, type ReuseRefusal, type StepUp } from './reuse.ts';
