/**
 * Puts a party on the network: one express application on one loopback address, with the headers every page carries.
 * Plain http on purpose: nothing here may ever face anything but loopback.
 */
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import { type Listening } from './party.ts';

const PUBLIC = fileURLToPath(new URL('./public/', import.meta.url));

/**
 * Content-Security-Policy with the places a form may lead to. Chromium applies form-action to the redirects after a
 * form as well, so a page whose form ends at a partner's partner lists whole schemes.
 */
export function allowForms(res: Response, targets: readonly string[]): void {
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "frame-ancestors 'none'",
    `form-action ${["'self'", ...targets].join(' ')}`,
  ];
  res.setHeader('Content-Security-Policy', policy.join('; '));
}

const headers: RequestHandler = (_req, res, next) => {
  allowForms(res, []);
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.setHeader('Referrer-Policy', 'no-referrer');
  res.setHeader('Cache-Control', 'no-store');
  next();
};

/** An application with headers, style sheet, script and form parser, and no routes yet. */
export function newApplication(): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(headers);
  app.use(express.static(PUBLIC, { index: false }));
  app.use(express.urlencoded({ extended: false, limit: '1mb' }));
  return app;
}

export interface Host {
  readonly url: string;
  close(): Promise<void>;
}

/** Listens before the routes are made, because entityIDs and metadata hold the port. */
export async function listen(app: Express, where: Listening): Promise<Host> {
  const server = createServer(app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(where.port, where.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: where.publicUrl ?? `http://${where.host}:${port}`,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** The query string as received, without the question mark. */
export const rawQuery = (req: Request): string => {
  const at = req.originalUrl.indexOf('?');
  return at < 0 ? '' : req.originalUrl.slice(at + 1);
};

/** A form field as text; absent or repeated fields are empty. */
export function field(req: Request, name: string): string {
  const body: unknown = req.body;
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, name)) return '';
  const value: unknown = (body as Record<string, unknown>)[name];
  return typeof value === 'string' ? value : '';
}
