/** Whole journeys in memory, in the words of a test (world.ts, partners.ts). */
import type { IdentityProvider, ServiceProvider } from '../../src/domain/federation/index.ts';
import type { Outcome } from '../../src/flows/login/index.ts';
import {
  answerOf,
  askedBy,
  readAnswer,
  requestOf,
  type AnswerOptions,
  type Asked,
  type Human,
  type ReadAnswer,
  type RequestOptions,
} from './partners.ts';
import { CookieJar, type World } from './world.ts';

export const anna: Human = { name: 'Anna Ærø', cpr: '9999990011', pid: '9208-2002-2-000000000011' };
export const bo: Human = { name: 'Bo Åby', cpr: '9999990012', pid: '9208-2002-2-000000000012' };
export const clara: Human = { name: 'Clara Møl', employer: { cvr: '99990001', rid: '12345678' } };

/** Sends a request and, where the hub lets choose, picks the identity provider. Gives the outcome after that. */
export async function ask(
  world: World,
  sp: ServiceProvider,
  idp: IdentityProvider,
  browser: CookieJar,
  options: Partial<RequestOptions> = {},
): Promise<Outcome> {
  const wire = await requestOf(sp, { now: world.clock.now(), ...options });
  const started = await world.journey.start(sp.dialect, wire, browser);
  browser.keep(started);
  if (started.step.kind !== 'see-flow') return started;
  return pick(world, started.step.flowId, idp, browser);
}

export async function pick(
  world: World,
  flowId: string,
  idp: IdentityProvider,
  browser: CookieJar,
): Promise<Outcome> {
  const shown = await world.journey.show(flowId, browser);
  if (shown.step.kind !== 'choose-idp') return shown;
  const form = { token: shown.step.formToken, choice: idp.id };
  const outcome = await world.journey.choose(flowId, form, browser);
  browser.keep(outcome);
  return outcome;
}

/** Logs in at the identity provider that was asked, and posts its answer. */
export async function answer(
  world: World,
  asked: Asked,
  human: Human,
  browser: CookieJar,
  options: Partial<AnswerOptions> = {},
): Promise<Outcome> {
  const idp = asked.destination === world.nemid.sso[0]?.location ? world.nemid : world.mitid;
  const wire = await answerOf(idp, asked, human, { now: world.clock.now(), ...options });
  const outcome = await world.journey.finish(wire, browser);
  browser.keep(outcome);
  return outcome;
}

export interface LoginOptions {
  readonly browser?: CookieJar;
  readonly request?: Partial<RequestOptions>;
  readonly answer?: Partial<AnswerOptions>;
}

/** From request to answer. Answered from the session if the hub does so; `asked` says whether it did not. */
export async function login(
  world: World,
  sp: ServiceProvider,
  idp: IdentityProvider,
  human: Human,
  options: LoginOptions = {},
): Promise<{ read: ReadAnswer; outcome: Outcome; asked: Asked | undefined }> {
  const browser = options.browser ?? new CookieJar();
  const first = await ask(world, sp, idp, browser, options.request);
  if (first.step.kind !== 'send-redirect')
    return { outcome: first, read: await readAnswer(sp, first), asked: undefined };
  const asked = askedBy(first.step);
  const outcome = await answer(world, asked, human, browser, options.answer);
  return { outcome, read: await readAnswer(sp, outcome), asked };
}

/** `top` or `top/second` of what the service was told. */
export function statusOf({ envelope: { status } }: ReadAnswer): string {
  return status.second === undefined ? status.top : `${status.top}/${status.second}`;
}
