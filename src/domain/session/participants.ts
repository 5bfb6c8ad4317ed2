import { HubError } from '../../kernel/errors.ts';
import { messageId } from '../../kernel/random.ts';
import { changeDocument } from '../storage/index.ts';
import { addHandle, removeHandle } from './handles.ts';
import {
  maximumParticipants,
  placeOf,
  sessions,
  toSession,
  type Participant,
  type Session,
  type SessionDeps,
} from './session-record.ts';

/** The NameID as the service received it. */
export interface IssuedNameId {
  readonly format: string;
  readonly value: string;
}

/**
 * Records that this session answers a service, and gives the SessionIndex for it: random, of this session and service
 * only, the same at every later answer and through a step-up (design.md 12, core 2.7.2). Many at once get one index.
 * @param sp the provider record's id
 * @throws HubError REQUEST_DENIED at the 201st service, FLOW_ENDED when the session has ended
 */
export async function addParticipant(
  session: Session,
  sp: string,
  nameId: IssuedNameId,
  deps: SessionDeps,
): Promise<{ readonly session: Session; readonly sessionIndex: string }> {
  const known = session.participants.find((participant) => participant.sp === sp);
  if (known && (await wasGiven(session, known, nameId, deps))) {
    return { session, sessionIndex: known.sessionIndex };
  }
  const sessionIndex = known?.sessionIndex ?? messageId(deps.random);
  const handle = { of: 'sp', sp, sessionIndex } as const;
  await addHandle(handle, session.sid, Math.ceil(session.createdAt / 1000) + deps.limits.max, deps);
  const sealedNameId = await sealNameId(session, sp, nameId, deps);
  const stored = await changeDocument(sessions(deps.store), session.sid, (body) => {
    const standing = body.participants.find((participant) => participant.sp === sp);
    if (!standing && body.participants.length >= maximumParticipants) {
      throw new HubError('REQUEST_DENIED', `a session has at most ${maximumParticipants} services`);
    }
    const participant = { sp, sessionIndex: standing?.sessionIndex ?? sessionIndex, sealedNameId };
    const participants = standing
      ? body.participants.map((other) => (other === standing ? participant : other))
      : [...body.participants, participant];
    return { ...body, participants };
  });
  const standing = stored?.body.participants.find((participant) => participant.sp === sp);
  if (standing?.sessionIndex !== sessionIndex) await removeHandle(handle, session.sid, deps);
  if (!stored || !standing) throw new HubError('FLOW_ENDED', 'the session ended meanwhile');
  return { session: toSession(stored), sessionIndex: standing.sessionIndex };
}

/** What the service knows the person by in this session. @throws HubError KEY_UNAVAILABLE when it does not open. */
export async function participantNameId(
  session: Session,
  { sp, sealedNameId }: Participant,
  { sealer }: SessionDeps,
): Promise<IssuedNameId | undefined> {
  if (sealedNameId === undefined) return undefined;
  const text = await sealer.open(session.identity, placeOf(session.sid, `nameId ${sp}`), sealedNameId);
  return JSON.parse(text) as IssuedNameId;
}

async function wasGiven(session: Session, known: Participant, nameId: IssuedNameId, deps: SessionDeps) {
  const given = await participantNameId(session, known, deps);
  return given?.format === nameId.format && given.value === nameId.value;
}

function sealNameId(session: Session, sp: string, { format, value }: IssuedNameId, { sealer }: SessionDeps) {
  const text = JSON.stringify({ format, value });
  return sealer.seal(session.identity, placeOf(session.sid, `nameId ${sp}`), text);
}
