import type { LocalizedText } from '../../domain/federation/index.ts';
import { html, linkTarget, type SafeHtml } from '../html.ts';
import { layout, partnerName, type Frame } from '../layout.ts';
import { texts, type Language } from '../text/index.ts';

export interface Onward {
  readonly location: string;
}

/**
 * Sends the browser on with GET where an HTTP redirect must not: after a form post Chromium holds every redirect
 * against our page's `form-action`, and would stop it without a word. A refresh is no redirect and works without script;
 * at zero seconds it is allowed by WCAG 2.2.1 (technique H76).
 * @throws TypeError if the location is no http(s) address.
 */
export function onwardPage(model: Onward, frame: Frame): string {
  const t = texts[frame.language].onward;
  const location = linkTarget(model.location);
  return layout(
    {
      title: t.title,
      // Without quotes the rest of the attribute is the address, whatever characters it has (HTML, "shared declarative refresh steps").
      head: html`<meta http-equiv="refresh" content="0;url=${location}" /> `,
      main: html`<h1 class="h2">${t.title}</h1>
        <p class="hub-lead">${t.elsewhere}</p>
        <p><a class="button button-primary" id="onward" href="${location}">${t.button}</a></p>`,
    },
    frame,
  );
}

/** "We are sending you to ..." in the words for the kind of partner. */
export function onwardText(
  model: { readonly to: 'service' | 'identity-provider' | 'hub'; readonly partner?: LocalizedText },
  language: Language,
): SafeHtml {
  const t = texts[language].onward;
  if (model.to === 'hub' || model.partner === undefined) return html`${t.hub}`;
  const around = model.to === 'service' ? t.toService : t.toIdentityProvider;
  return html`${around.before}<strong>${partnerName(model.partner, language)}</strong>${around.after}`;
}
