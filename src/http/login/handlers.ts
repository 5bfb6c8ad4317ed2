import { isIP } from 'node:net';
import type { Request, RequestHandler, Response } from 'express';
import type { Dialect } from '../../domain/federation/index.ts';
import type { Browser, Outcome, Wire } from '../../flows/login/index.ts';
import type { ErrorCode } from '../../kernel/error-table.ts';
import { HubError } from '../../kernel/errors.ts';
import { readForm, type FormFields } from '../form-body.ts';
import { isName } from '../hub-cookies.ts';
import { sendPage, type Site } from '../pages.ts';
import type { Handlers } from '../routes.ts';
import { comesFromOwnPage } from '../same-origin.ts';
import { answer } from './answer.ts';
import { bouncePage, withoutMark } from './bounce.ts';

/** Characters of a query (security.md 16); Node's own limit on the head of a request is raised above it. */
export const maxQuery = 15 * 1024;

type LoginHandlers = Pick<
  Handlers,
  'startOiosaml3' | 'startOiosaml2' | 'finish' | 'showLogin' | 'choose' | 'cancel'
>;

/** From requests of a login to the journey and back. */
export function loginHandlers(site: Site): LoginHandlers {
  const { journey } = site.deps;
  return {
    startOiosaml3: start(site, 'oiosaml3'),
    startOiosaml2: start(site, 'oiosaml2'),

    finish: async (request, response) => {
      const fields = await messageFields(site, request, response, 'RESPONSE_MALFORMED');
      if (fields === undefined) return;
      const outcome = await journey.finish({ method: 'POST', fields }, browserOf(site, request));
      answer(site, request, response, outcome, 'by-post');
    },

    showLogin: async (request, response) => {
      const outcome = await journey.show(flowId(request), browserOf(site, request));
      answer(site, request, response, outcome, 'from-own-page');
    },

    choose: ownForm(site, ['token', 'choice'], (flow, [token, choice], browser) =>
      journey.choose(flow, { token, choice }, browser),
    ),
    cancel: ownForm(site, ['token'], (flow, [token], browser) => journey.cancel(flow, { token }, browser)),
  };
}

function start(site: Site, face: Dialect): RequestHandler {
  return async (request, response) => {
    const browser = browserOf(site, request);
    if (request.method === 'GET') {
      const wire: Wire = { method: 'GET', rawQuery: rawQuery(request) };
      answer(site, request, response, await site.deps.journey.start(face, wire, browser), 'arriving');
      return;
    }
    const fields = await messageFields(site, request, response, 'REQUEST_MALFORMED');
    if (fields === undefined) return;
    const outcome = await site.deps.journey.start(face, { method: 'POST', fields }, browser);
    answer(site, request, response, outcome, 'by-post');
  };
}

/** The query to the letter, because a Redirect signature covers exactly these characters (SAML bindings 3.4.4.1). */
function rawQuery(request: Request): string {
  const start = request.url.indexOf('?');
  return start < 0 ? '' : request.url.slice(start + 1);
}

/** @returns undefined if the answer is given already: the same-site bounce. */
async function messageFields(
  site: Site,
  request: Request,
  response: Response,
  malformed: ErrorCode,
): Promise<FormFields | undefined> {
  const fields = await readForm(request, malformed);
  const bounce = bouncePage(site, request, fields);
  if (bounce === undefined) return site.deps.settings.secureCookies ? fields : withoutMark(fields);
  sendPage(response, 200, bounce);
  return undefined;
}

/** A form of our own: from our own page, each field exactly once, and nothing else. */
function ownForm<const Names extends readonly string[]>(
  site: Site,
  names: Names,
  act: (flow: string, values: { [Index in keyof Names]: string }, browser: Browser) => Promise<Outcome>,
): RequestHandler {
  const ownOrigin = new URL(site.deps.settings.publicUrl).origin;
  return async (request, response) => {
    if (!comesFromOwnPage(request.headers, ownOrigin)) throw new HubError('FORM_TOKEN', 'from another site');
    const flow = flowId(request);
    const fields = await readForm(request, 'FORM_INPUT');
    const values = names.map((name) => onlyField(fields, name)) as { [Index in keyof Names]: string };
    if (fields.length !== names.length) throw new HubError('FORM_INPUT', 'unknown field');
    answer(site, request, response, await act(flow, values, browserOf(site, request)), 'by-post');
  };
}

function onlyField(fields: FormFields, wanted: string): string {
  const [found, ...more] = fields.filter(([name]) => name === wanted);
  if (found === undefined || more.length > 0) throw new HubError('FORM_INPUT', `not one field ${wanted}`);
  return found[1];
}

function flowId(request: Request): string {
  const { flow } = request.params;
  if (typeof flow !== 'string' || !isName(flow)) throw new HubError('NOT_FOUND');
  return flow;
}

/** `request.ip` heeds X-Forwarded-For only from trusted proxies (app.ts); what they pass on may still be anything. */
function browserOf(site: Site, request: Request): Browser {
  const forwarded = request.ip ?? '';
  const address = isIP(forwarded) > 0 ? forwarded : (request.socket.remoteAddress ?? '');
  return { ...site.cookies.read(request.headers.cookie), address };
}
