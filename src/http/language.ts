import { languages, type Language } from '../web/index.ts';

export const isLanguage = (text: unknown): text is Language =>
  languages.some((language) => language === text);

/**
 * The person's own choice (cookie), else what the browser asks for: English only where it wants English and doesn't
 * know Danish at all, since many a Dane's browser lists English first.
 */
export function chooseLanguage(cookie: string | undefined, acceptLanguage: string | undefined): Language {
  if (isLanguage(cookie)) return cookie;
  const wanted = new Set(
    (acceptLanguage ?? '')
      .slice(0, 500)
      .toLowerCase()
      .split(',')
      .map((item) => item.trim().split(/[-;]/, 1)[0]),
  );
  return wanted.has('en') && !wanted.has('da') ? 'en' : 'da';
}

/** Where the language switch may lead back to: the front page or a login's own page, nothing else. */
export function isReturnPath(text: unknown): text is string {
  return typeof text === 'string' && /^\/(?:login\/[A-Za-z0-9._-]{1,100})?$/.test(text);
}
