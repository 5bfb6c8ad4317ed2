import { subjectReference, type EventDraft } from '../../domain/audit/index.ts';
import type { ServiceProvider } from '../../domain/federation/index.ts';
import type { LoginDeps } from './deps.ts';
import type { Login } from './release.ts';

/** Events that tell who logged in where, by whom it was proved and how strongly. */
type LoginEventKind = Extract<
  EventDraft,
  { readonly sp: string; readonly idp: string; readonly subject: string; readonly legacyLevel: number }
>['kind'];

export function loginEvent(
  kind: LoginEventKind,
  login: Login,
  sp: ServiceProvider,
  deps: LoginDeps,
): EventDraft {
  return {
    kind,
    time: deps.clock.now(),
    sp: sp.entityId,
    dialect: sp.dialect,
    idp: login.idp,
    subject: subjectReference(login.identity.id, deps.sealer),
    ...login.achieved,
  };
}
