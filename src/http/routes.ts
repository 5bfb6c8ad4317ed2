import type { RequestHandler } from 'express';

/** Everything that answers; app.ts fills it in. */
export interface Handlers {
  readonly startOiosaml3: RequestHandler;
  readonly startOiosaml2: RequestHandler;
  readonly finish: RequestHandler;
  readonly showLogin: RequestHandler;
  readonly choose: RequestHandler;
  readonly cancel: RequestHandler;
  readonly metadata: RequestHandler;
  readonly live: RequestHandler;
  readonly ready: RequestHandler;
  readonly language: RequestHandler;
  readonly front: RequestHandler;
  readonly staticFile: RequestHandler;
}

export interface Route {
  readonly path: string;
  /** HEAD is answered like GET, where GET changes nothing. */
  readonly read?: RequestHandler;
  /** GET that belongs to a login: HEAD would start it or go on with it, so it is refused. */
  readonly get?: RequestHandler;
  readonly post?: RequestHandler;
}

/** The whole URL map of the hub. What is not in here is a 404; another method on a path in here is a 405. */
export function routes(to: Handlers): readonly Route[] {
  return [
    // Faces: where services send their AuthnRequest
    { path: '/saml/oiosaml3/sso', get: to.startOiosaml3, post: to.startOiosaml3 },
    { path: '/saml/oiosaml2/sso', get: to.startOiosaml2, post: to.startOiosaml2 },

    // Leg: where identity providers send their Response
    { path: '/saml/acs', post: to.finish },

    // A login's own pages
    { path: '/login/:flow', get: to.showLogin },
    { path: '/login/:flow/choose', post: to.choose },
    { path: '/login/:flow/cancel', post: to.cancel },

    // Metadata, also by an address per partner, so that the hub sees who fetched what
    { path: '/metadata/:face', read: to.metadata },
    { path: '/metadata/:face/for/:partner', read: to.metadata },

    // Health: alive; fit to take logins
    { path: '/health/live', read: to.live },
    { path: '/health/ready', read: to.ready },
    { path: '/health', read: to.ready },

    // The site around it
    { path: '/language/:language', read: to.language },
    { path: '/static/*file', read: to.staticFile },
    { path: '/', read: to.front },
  ];
}
