import type { Request, RequestHandler, Response } from 'express';
import { HubError } from '../../kernel/errors.ts';
import { frontPage, startPage } from '../../web/index.ts';
import { metadataFaces } from '../deps.ts';
import { isName } from '../hub-cookies.ts';
import { isLanguage, isReturnPath } from '../language.ts';
import { sendPage, type Site } from '../pages.ts';
import type { Handlers } from '../routes.ts';
import { readStaticFiles } from './static-files.ts';

type SiteHandlers = Pick<Handlers, 'metadata' | 'live' | 'ready' | 'language' | 'front' | 'staticFile'>;

/** Everything that is no login: all of it can be asked for with GET and HEAD, and changes nothing but the language. */
export function siteHandlers(site: Site): SiteHandlers {
  return {
    metadata: metadata(site),

    live: (_request, response) => void response.json({ status: 'live' }),

    ready: async (_request, response) => {
      const { ready, parts } = await site.deps.health();
      response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'not ready', parts });
    },

    language: (request, response) => {
      const { language } = request.params;
      if (!isLanguage(language)) throw new HubError('NOT_FOUND');
      const { to } = request.query;
      response.append('Set-Cookie', site.cookies.writeLanguage(language));
      response
        .status(303)
        .set('Location', isReturnPath(to) ? to : '/')
        .end();
    },

    front: async (request, response) => {
      const frame = site.frame(request, '/');
      const model = await site.deps.startPage?.();
      sendPage(response, 200, model ? startPage(model, frame) : frontPage(frame));
    },

    staticFile: staticFile(),
  };
}

/** SAML metadata 4.1.1: served at the entityID. Short-lived in caches, so that a new key is seen within minutes. */
function metadata(site: Site): RequestHandler {
  return async (request, response) => {
    const face = metadataFaces.find((known) => known === request.params.face);
    const { partner } = request.params;
    const knownPartner = partner === undefined || (typeof partner === 'string' && isName(partner));
    if (face === undefined || !knownPartner) throw new HubError('NOT_FOUND');
    const document = await site.deps.metadata(face, partner);
    if (document === undefined) throw new HubError('NOT_FOUND');
    response.set('Cache-Control', 'public, max-age=300');
    sendCached(request, response, document.etag, 'application/samlmetadata+xml', document.xml);
  };
}

function staticFile(): RequestHandler {
  const files = readStaticFiles();
  return (request, response) => {
    const file = files.get(request.path);
    if (file === undefined) throw new HubError('NOT_FOUND');
    response.set('Cache-Control', 'public, max-age=31536000, immutable');
    sendCached(request, response, file.etag, file.contentType, file.bytes);
  };
}

/** 304 where the caller has this very version (RFC 9110 13.1.2). */
function sendCached(
  request: Request,
  response: Response,
  etag: string,
  contentType: string,
  body: string | Buffer,
): void {
  const tag = `"${etag}"`;
  response.set('ETag', tag);
  const had = (request.headers['if-none-match'] ?? '')
    .split(',')
    .map((one) => one.trim().replace(/^W\//, ''));
  if (had.includes(tag)) response.status(304).end();
  else response.type(contentType).send(body);
}
