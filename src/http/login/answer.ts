import type { Request, Response } from 'express';
import type { Outcome, Step } from '../../flows/login/index.ts';
import { autoSubmitPage, chooseIdpPage, onwardPage } from '../../web/index.ts';
import { allowFormTo } from '../headers.ts';
import { sendErrorPage, sendPage, type Site } from '../pages.ts';

/**
 * How the request came that is being answered: a plain redirect is an answer only to `arriving`, a GET that another
 * party sent here. After a page of our own, Chromium would hold the redirect against that page's `form-action`.
 */
export type Came = 'arriving' | 'from-own-page' | 'by-post';

/** An Outcome as an HTTP answer: its cookies first, then its step. */
export function answer(site: Site, request: Request, response: Response, outcome: Outcome, came: Came): void {
  const cookies = site.cookies.write(outcome.cookies, request.headers.cookie);
  if (cookies.length > 0) response.append('Set-Cookie', [...cookies]);
  answerStep(site, request, response, outcome.step, came);
}

function answerStep(site: Site, request: Request, response: Response, step: Step, came: Came): void {
  switch (step.kind) {
    case 'send-redirect':
      if (came === 'arriving') redirect(response, 302, webAddress(step.location));
      else sendPage(response, 200, onwardPage({ location: step.location }, site.frame(request)));
      return;
    case 'send-form':
      allowFormTo(response, webAddress(step.action));
      sendPage(response, 200, autoSubmitPage(step, site.frame(request)));
      return;
    case 'see-flow':
      redirect(response, 303, flowPath(step.flowId));
      return;
    case 'choose-idp':
      sendPage(response, 200, chooseIdpPage(step, site.frame(request, flowPath(step.flowId))));
      return;
    case 'refused':
      sendErrorPage(site, request, response, step);
  }
}

const flowPath = (flowId: string): string => `/login/${encodeURIComponent(flowId)}`;

/** The browser is only sent to http(s); anything else got past the journey and is a fault of ours. */
function webAddress(location: string): string {
  const { protocol } = new URL(location);
  if (protocol !== 'https:' && protocol !== 'http:') throw new TypeError(`no way to a ${protocol} address`);
  return location;
}

function redirect(response: Response, status: 302 | 303, location: string): void {
  response.status(status).set('Location', location).end();
}
