/**
 * Express in, express out. Owns the URL map (routes.ts), limits on what comes in, cookies, security headers, static
 * files, and the way from an Outcome of a journey to an HTTP answer. Takes no decision about a login: a journey does.
 * Reads no configuration: settings are handed in. Says nothing about an error but its code, texts and reference number.
 */
export { createApp } from './app.ts';
export { startServer, type RunningServer, type ServerOptions } from './listen.ts';
export type { ErrorContext, Health, HttpDeps, HttpSettings, MetadataDocument, MetadataFace } from './deps.ts';
