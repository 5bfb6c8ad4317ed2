import { askedBy, nextId, requestOf, type Asked } from './partners.ts';
import { CookieJar, type World } from './world.ts';

export interface WaitingLogin {
  readonly browser: CookieJar;
  readonly flowId: string;
  readonly asked: Asked;
}

/** One login that is waiting at the identity provider. */
export async function waiting(world: World, browser = new CookieJar()): Promise<WaitingLogin> {
  const request = await requestOf(world.sp3, { now: world.clock.now(), relayState: nextId() });
  const started = await world.journey.start('oiosaml3', request, browser);
  browser.keep(started);
  if (started.step.kind !== 'see-flow') throw new Error(`no choice but ${started.step.kind}`);
  const { flowId } = started.step;
  const shown = await world.journey.show(flowId, browser);
  if (shown.step.kind !== 'choose-idp') throw new Error('no choice');
  const form = { token: shown.step.formToken, choice: world.mitid.id };
  const asked = askedBy((await world.journey.choose(flowId, form, browser)).step);
  return { browser, flowId, asked };
}
