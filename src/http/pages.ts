import type { Request, Response } from 'express';
import { errorTable, type ErrorCode } from '../kernel/error-table.ts';
import { isHubError, type HubError } from '../kernel/errors.ts';
import { errorPage, type ErrorModel, type Frame, type Language } from '../web/index.ts';
import type { HttpDeps } from './deps.ts';
import { hubCookies, type HubCookies } from './hub-cookies.ts';
import { chooseLanguage } from './language.ts';
import { newReference } from './reference.ts';

/** What every handler of one app shares. */
export interface Site {
  readonly deps: HttpDeps;
  readonly cookies: HubCookies;
  languageOf(request: Request): Language;
  /** @param returnTo where the language switch leads back to; absent = the page has none. */
  frame(request: Request, returnTo?: string): Frame;
}

export function createSite(deps: HttpDeps): Site {
  const cookies = hubCookies(deps.settings.secureCookies);
  const languageOf = ({ headers }: Request): Language =>
    chooseLanguage(cookies.language(headers.cookie), headers['accept-language']);
  return {
    deps,
    cookies,
    languageOf,
    frame: (request, returnTo) => ({
      language: languageOf(request),
      demo: deps.settings.profile === 'demo',
      ...(returnTo !== undefined && { returnTo }),
    }),
  };
}

export function sendPage(response: Response, status: number, page: string): void {
  response.status(status).type('text/html; charset=utf-8').send(page);
}

/** The page of a refusal, with the HTTP status of its row. */
export function sendErrorPage(site: Site, request: Request, response: Response, model: ErrorModel): void {
  const { http } = errorTable[model.code];
  if (http === 503) response.set('Retry-After', '10');
  sendPage(response, http, errorPage(model, site.frame(request)));
}

/** Reports an error and shows its page; anything that is no HubError becomes INTERNAL, and says no more than that. */
export function answerError(site: Site, request: Request, response: Response, error: unknown): void {
  const reference = newReference(site.deps.random);
  site.deps.onError(reference, error, { method: request.method, path: request.path });
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { code, facts }: Pick<HubError, 'code' | 'facts'> = isHubError(error)
    ? error
    : { code: 'INTERNAL' satisfies ErrorCode, facts: {} };
  sendErrorPage(site, request, response, { code, facts, reference });
}
