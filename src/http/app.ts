import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import { HubError } from '../kernel/errors.ts';
import type { HttpDeps, HttpSettings } from './deps.ts';
import { ClientGone } from './form-body.ts';
import { keepOpener, securityHeaders } from './headers.ts';
import { loginHandlers, maxQuery } from './login/handlers.ts';
import { answerError, createSite, type Site } from './pages.ts';
import { routes, type Route } from './routes.ts';
import { siteHandlers } from './site/handlers.ts';

/**
 * The hub's web application, without a listener.
 * @throws HubError CONFIG_INVALID for settings that would be unsafe or ambiguous.
 */
export function createApp(deps: HttpDeps): Express {
  checkSettings(deps.settings);
  const site = createSite(deps);
  const app = bareApp(deps.settings);
  app.use(securityHeaders(deps.settings.publicUrl.startsWith('https:')));
  app.use(['/saml', '/login'], keepOpener);
  app.use(limitQuery);
  for (const route of routes({ ...loginHandlers(site), ...siteHandlers(site) })) mount(app, route);
  app.use(() => {
    throw new HubError('NOT_FOUND');
  });
  app.use(errorAnswer(site));
  return app;
}

function checkSettings({ publicUrl, secureCookies, profile }: HttpSettings): void {
  const invalid = (why: string) =>
    new HubError('CONFIG_INVALID', why, { setting: 'publicUrl', problem: why });
  if (!URL.canParse(publicUrl)) throw invalid('is not a URL');
  const url = new URL(publicUrl);
  const https = url.protocol === 'https:';
  if (!https && url.protocol !== 'http:') throw invalid('must be http or https');
  if (publicUrl.replace(/\/$/, '') !== url.origin) throw invalid('must be scheme, host and port only');
  if (secureCookies !== https) throw invalid('cookies are secure exactly when it is https');
  if (!https && profile === 'production') throw invalid('must be https in production');
  if (!https && !isLoopback(url.hostname)) throw invalid('must be https; plain http is for loopback only');
}

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);

function bareApp({ trustedProxies }: HttpSettings): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.enable('case sensitive routing');
  app.enable('strict routing');
  app.set('query parser', 'simple');
  app.set('trust proxy', trustedProxies.length > 0 ? [...trustedProxies] : false);
  return app;
}

const limitQuery: RequestHandler = (request, _response, next) => {
  const start = request.url.indexOf('?');
  if (start >= 0 && request.url.length - start - 1 > maxQuery) throw new HubError('QUERY_TOO_LONG');
  next();
};

function mount(app: Express, { path, read, get, post }: Route): void {
  const route = app.route(path);
  const allowed = [read && 'GET', read && 'HEAD', get && 'GET', post && 'POST'].filter((name) => name);
  const wrongMethod: RequestHandler = (_request, response) => {
    response.set('Allow', allowed.join(', '));
    throw new HubError('METHOD_NOT_ALLOWED');
  };
  if (!read) route.head(wrongMethod);
  const reading = read ?? get;
  if (reading) route.get(reading);
  if (post) route.post(post);
  route.all(wrongMethod);
}

/** The last stop: a page with a code and a reference number, never a stack. Four parameters make it an error handler. */
function errorAnswer(site: Site): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    if (error instanceof ClientGone) return;
    answerError(site, request, response, asHubError(error));
  };
}

/** Express throws URIError (status 400) for a path whose percent codes can't be read: no such page. */
function asHubError(error: unknown): unknown {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return status === 400 ? new HubError('NOT_FOUND', 'malformed path') : error;
}
