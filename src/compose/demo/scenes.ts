import type { Clock } from '../../kernel/clock.ts';
import type { DemoBox } from './box.ts';
import {
  Walker,
  type DemoIdp,
  type DemoService,
  type LoginWish,
  type Shown,
  type WalkedLogin,
} from './walk.ts';

/** One line of the demo's table. */
export interface Row {
  readonly scene: string;
  readonly user: string;
  readonly idp: DemoIdp | 'session';
  readonly sp: DemoService;
  /** Dialect the service received. */
  readonly dialect: string;
  /** Pairwise UUID, PID, or CVR and RID: what the service knows the user by. */
  readonly identifier: string;
  readonly level: string;
  readonly ok: boolean;
  /** What is wrong, when not ok. */
  readonly why: string;
  readonly milliseconds: number;
}

interface Actor {
  readonly user: string;
  readonly person: string;
  readonly method: Readonly<Record<DemoIdp, string>>;
}

const citizen: Actor = { user: 'citizen Åse', person: 'aase', method: { MitID: 'app', NemID: 'code-card' } };
const employee: Actor = {
  user: 'employee Mette',
  person: 'mette',
  method: { MitID: 'app', NemID: 'key-file' },
};
const services: readonly DemoService[] = ['3.0', '2.0.9'];

/** Runs every scene in order and reports each row as it is made. */
export async function playDemo(
  box: DemoBox,
  clock: Clock,
  onRow: (row: Row) => void,
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const stage: Stage = {
    box,
    clock,
    rows,
    add(row) {
      rows.push(row);
      onRow(row);
    },
  };
  await eightLogins(stage);
  await singleSignOn(stage);
  await returningUser(stage);
  await migratingUser(stage);
  await refusal(stage);
  return rows;
}

export const sceneCount = 8 + 4 + 2 + 3 + 1;

interface Stage {
  readonly box: DemoBox;
  readonly clock: Clock;
  readonly rows: readonly Row[];
  add(row: Row): void;
}

/** {MitID, NemID} x {citizen, employee} x {3.0, 2.0.9}, each in a fresh browser. */
async function eightLogins(stage: Stage): Promise<void> {
  for (const actor of [citizen, employee]) {
    for (const service of services) {
      for (const idp of ['MitID', 'NemID'] as const) {
        const before = stage.rows.find(({ user, sp }) => user === actor.user && sp === service);
        await act(stage, 'login', actor, idp, service, new Walker(stage.box), (login) => [
          ...expectLogin(login, actor, service),
          ...(login.askedIdp ? [] : ['the identity provider was not asked']),
          ...(before && before.identifier !== identifierOf(login.shown)
            ? ['not the identifier of the other IdP']
            : []),
        ]);
      }
    }
  }
}

/** A session made at one face answers at the other, both ways round, without asking again. */
async function singleSignOn(stage: Stage): Promise<void> {
  for (const [first, second] of [services, [...services].reverse()] as const) {
    const walker = new Walker(stage.box);
    await act(stage, 'SSO, first', citizen, 'MitID', first as DemoService, walker, (login) =>
      expectLogin(login, citizen, first as DemoService),
    );
    await act(stage, 'SSO, second', citizen, 'session', second as DemoService, walker, (login) => [
      ...expectLogin(login, citizen, second as DemoService),
      ...(login.askedIdp ? ['asked the identity provider again'] : []),
    ]);
  }
}

/** The same user in a new browser is the same user. */
async function returningUser(stage: Stage): Promise<void> {
  for (const service of services) {
    const known = stage.rows.find(({ user, sp }) => user === citizen.user && sp === service)?.identifier;
    await act(stage, 'returning', citizen, 'MitID', service, new Walker(stage.box), (login) => [
      ...expectLogin(login, citizen, service),
      ...(identifierOf(login.shown) === known ? [] : ['another identifier than the first time']),
    ]);
  }
}

/** Søren used NemID (which does not tell his CPR number), then gets MitID: same UUID, same PID. */
async function migratingUser(stage: Stage): Promise<void> {
  const migrating = { ...citizen, user: 'citizen Søren', person: 'soeren' };
  let uuid = '';
  await act(stage, 'migrates, NemID', migrating, 'NemID', '3.0', new Walker(stage.box), (login) => {
    uuid = identifierOf(login.shown);
    return expectLogin(login, migrating, '3.0');
  });
  await act(stage, 'migrates, MitID', migrating, 'MitID', '3.0', new Walker(stage.box), (login) => [
    ...expectLogin(login, migrating, '3.0'),
    ...(identifierOf(login.shown) === uuid ? [] : ['the UUID changed with the identity provider']),
  ]);
  await act(stage, 'migrates, PID', migrating, 'MitID', '2.0.9', new Walker(stage.box), (login) => [
    ...expectLogin(login, migrating, '2.0.9'),
    ...(identifierOf(login.shown) === '9208-2002-2-000000000005' ? [] : ['not the PID he had with NemID']),
  ]);
}

/** Mads's MitID is registered at Low; a service that demands Substantial is told so, and he is not let in. */
async function refusal(stage: Stage): Promise<void> {
  const low = { ...citizen, user: 'citizen Mads', person: 'mads' };
  const wish = { ...wishOf(low, 'MitID', '3.0'), ask: 'level=Substantial' };
  await perform(stage, 'refusal', low, 'MitID', wish, new Walker(stage.box), ({ shown }) => {
    const told = `${shown.refusal?.top}/${shown.refusal?.second}`;
    return !shown.loggedIn && told === 'Responder/NoAuthnContext' ? [] : [`expected a refusal, got ${told}`];
  });
}

function act(
  stage: Stage,
  scene: string,
  actor: Actor,
  idp: DemoIdp | 'session',
  service: DemoService,
  walker: Walker,
  judge: (login: WalkedLogin) => readonly string[],
): Promise<void> {
  return perform(
    stage,
    scene,
    actor,
    idp,
    wishOf(actor, idp === 'session' ? 'MitID' : idp, service),
    walker,
    judge,
  );
}

const wishOf = (actor: Actor, idp: DemoIdp, service: DemoService): LoginWish => ({
  service,
  idp,
  person: actor.person,
  method: actor.method[idp],
});

async function perform(
  stage: Stage,
  scene: string,
  actor: Actor,
  idp: DemoIdp | 'session',
  wish: LoginWish,
  walker: Walker,
  judge: (login: WalkedLogin) => readonly string[],
): Promise<void> {
  const began = stage.clock.now();
  const common = { scene, user: actor.user, idp, sp: wish.service };
  try {
    const login = await walker.login(wish);
    const why = judge(login).join('; ');
    stage.add({
      ...common,
      dialect: login.shown.dialect ?? '-',
      identifier: login.shown.loggedIn ? identifierOf(login.shown) : refusalText(login.shown),
      level: login.shown.level ?? '-',
      ok: why === '',
      why,
      milliseconds: stage.clock.now() - began,
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const milliseconds = stage.clock.now() - began;
    stage.add({ ...common, dialect: '-', identifier: '-', level: '-', ok: false, why, milliseconds });
  }
}

/** Exactly the dialect the service speaks, and the identifier form that goes with it. */
function expectLogin({ shown }: WalkedLogin, actor: Actor, service: DemoService): string[] {
  if (!shown.loggedIn) return [`not logged in: ${refusalText(shown)}`];
  const wrong: string[] = [];
  if (shown.dialect !== `OIOSAML ${service}`) wrong.push(`received ${shown.dialect}`);
  const professional = actor.person === employee.person;
  const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
  const form =
    service === '3.0'
      ? new RegExp(`^${uuid}$`)
      : professional
        ? /^CVR:\d{8}-RID:[\w-]+$/
        : /^9208-2002-2-\d{12}$/;
  if (!form.test(identifierOf(shown))) wrong.push('identifier of another form');
  if (shown.level !== (service === '3.0' ? 'Substantial' : '3')) wrong.push(`level ${shown.level}`);
  return wrong;
}

/** What the service knows the user by: the UUID of 3.0, PID or CVR and RID of 2.0.9. */
export function identifierOf({ nameId = '', attributes = {}, dialect }: Shown): string {
  if (dialect === 'OIOSAML 3.0') return nameId.split('/uuid/').at(-1) ?? '';
  const value = (name: string): string | undefined => attributes[`dk:gov:saml:attribute:${name}`]?.[0];
  const [pid, cvr, rid] = [
    value('PidNumberIdentifier'),
    value('CvrNumberIdentifier'),
    value('RidNumberIdentifier'),
  ];
  return pid ?? `CVR:${cvr}-RID:${rid}`;
}

const refusalText = ({ refusal }: Shown): string =>
  refusal ? [refusal.top, refusal.second].filter(Boolean).join('/') || refusal.message : 'nothing received';
