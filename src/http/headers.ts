import type { RequestHandler, Response } from 'express';

/**
 * Content-Security-Policy of a page. `formAction` is what its forms may post to AND what such a post may be
 * redirected to, because Chromium holds both against it.
 */
function contentSecurityPolicy(formAction: string): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "font-src 'self'",
    "img-src 'self'",
    `form-action ${formAction}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Headers that every answer carries (security.md B3); pages of a login relax two of them below. */
export function securityHeaders(https: boolean): RequestHandler {
  return (_request, response, next) => {
    response.set({
      'Content-Security-Policy': contentSecurityPolicy("'self'"),
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      'Cache-Control': 'no-store',
      'Referrer-Policy': 'no-referrer',
      'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      ...(https && { 'Strict-Transport-Security': 'max-age=31536000' }),
    });
    next();
  };
}

/**
 * A login may run in a window that a service opened and waits for; `same-origin` would cut the two apart for good,
 * also after the window is back at the service.
 */
export const keepOpener: RequestHandler = (_request, response, next) => {
  response.set('Cross-Origin-Opener-Policy', 'unsafe-none');
  next();
};

/**
 * For a page that posts to a partner. The partner's own redirect after the post would be held against our page too,
 * and we can't know where a service sends its user next: so any https address, or any http one too where the partner
 * itself is on http (loopback). The action itself is a registered address, and nothing unescaped gets into the page.
 */
export function allowFormTo(response: Response, action: string): void {
  const schemes = new URL(action).protocol === 'https:' ? 'https:' : 'https: http:';
  response.set('Content-Security-Policy', contentSecurityPolicy(schemes));
}
