import type { Request } from 'express';
import { autoSubmitPage } from '../../web/index.ts';
import type { FormFields } from '../form-body.ts';
import type { Site } from '../pages.ts';

const mark = 'bounced';

/** The fields as a journey may see them. */
export const withoutMark = (fields: FormFields): FormFields => fields.filter(([name]) => name !== mark);

/**
 * Same-site bounce, on plain-http loopback only. Without Secure there is no SameSite=None, so a partner's cross-site
 * POST comes without our cookies. It is answered with a form that posts the same fields once more, from our own page,
 * and then the cookies are there. Only browsers say Sec-Fetch-Site, so programs go straight on.
 * @returns the page, or undefined where no bounce is due.
 */
export function bouncePage(site: Site, request: Request, fields: FormFields): string | undefined {
  const due =
    !site.deps.settings.secureCookies &&
    request.headers['sec-fetch-site'] === 'cross-site' &&
    !site.cookies.anySent(request.headers.cookie) &&
    !fields.some(([name]) => name === mark);
  if (!due) return undefined;
  const again = [...fields, [mark, '1'] as const];
  return autoSubmitPage({ action: request.path, fields: again, to: 'hub' }, site.frame(request));
}
