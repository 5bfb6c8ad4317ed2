import { assets } from './assets.ts';
import { html, linkTarget, type HtmlValue, type SafeHtml } from './html.ts';
import { texts, type Language } from './text/index.ts';

/** What is the same on every page of one answer. */
export interface Frame {
  readonly language: Language;
  /**
   * Where the language switch leads back to: a path of our own that can be shown again with GET.
   * Absent where a page can't be asked for again (it answered a POST): then there is no switch.
   */
  readonly returnTo?: string;
  /** The demonstration box: every page says that people and logins are made up. */
  readonly demo: boolean;
}

export interface Content {
  /** Text of <title>, before the hub's name. */
  readonly title: string;
  readonly main: HtmlValue;
  /** More for <head>: nothing but SafeHtml gets in unescaped. */
  readonly head?: SafeHtml;
  /** Before </body>: our own script file. */
  readonly script?: string;
  /** Wide pages use the whole container; all others the framed box. */
  readonly wide?: boolean;
}

/** A whole HTML document in the public sector's design system (npm dkfds), without inline script or style. */
export function layout(content: Content, frame: Frame): string {
  const t = texts[frame.language];
  const box = content.wide === true ? 'hub-page' : 'hub-box';
  return html`<!doctype html>
    <html lang="${frame.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${content.title} – ${t.hubName}</title>
        <link rel="icon" href="${assets.icon}" type="image/svg+xml" />
        <link rel="stylesheet" href="${assets.designSystem}" />
        <link rel="stylesheet" href="${assets.stylesheet}" />
        ${content.head}
      </head>
      <body>
        <a class="skipnav" href="#main-content">${t.skipLink}</a>
        ${header(frame)}
        <main class="page-container" id="main-content" tabindex="-1">
          <div class="container"><div class="${box}">${content.main}</div></div>
        </main>
        ${footer(frame)} ${content.script !== undefined && html`<script src="${content.script}"></script>`}
      </body>
    </html> `.toString();
}

function header(frame: Frame): SafeHtml {
  const t = texts[frame.language];
  return html`<header class="header">
    <div class="solution-info">
      <div class="solution-info-inner container hub-header">
        <div class="solution-heading"><span>${t.hubName}</span></div>
        ${languageSwitch(frame)}
      </div>
    </div>
    ${frame.demo && html`<div class="hub-demo"><p class="container">${t.demoNotice}</p></div>`}
  </header>`;
}

/** The other language is named in itself and marked with its own `lang` (WCAG 3.1.2). */
function languageSwitch({ language, returnTo }: Frame): SafeHtml | undefined {
  if (returnTo === undefined) return undefined;
  const other: Language = language === 'da' ? 'en' : 'da';
  const address = linkTarget(`/language/${other}?to=${encodeURIComponent(returnTo)}`);
  return html`<nav class="hub-language" aria-label="${texts[language].languageSwitch}">
    <a href="${address}" lang="${other}" hreflang="${other}">${texts[other].languageName}</a>
  </nav>`;
}

function footer(frame: Frame): SafeHtml {
  return html`<footer>
    <div class="footer">
      <div class="container">
        <p>${texts[frame.language].footer}</p>
      </div>
    </div>
  </footer>`;
}

/** A partner's own name: <bdi> keeps right-to-left characters in it from turning our sentence around. */
export function partnerName(
  name: { readonly da: string; readonly en: string },
  language: Language,
): SafeHtml {
  return html`<bdi>${name[language]}</bdi>`;
}
