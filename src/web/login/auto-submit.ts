import type { LocalizedText } from '../../domain/federation/index.ts';
import { assets } from '../assets.ts';
import { html, linkTarget } from '../html.ts';
import { layout, type Frame } from '../layout.ts';
import { texts } from '../text/index.ts';
import { onwardText } from './onward.ts';

export interface AutoSubmit {
  /** Where the form goes: an http(s) address, or a path of our own (the same-site bounce). */
  readonly action: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly to: 'service' | 'identity-provider' | 'hub';
  readonly partner?: LocalizedText;
}

/**
 * A form that sends itself (SAML bindings 3.5.4): by our own script file, else by its visible button.
 * @throws TypeError if the action is no http(s) address.
 */
export function autoSubmitPage(model: AutoSubmit, frame: Frame): string {
  const t = texts[frame.language].onward;
  return layout(
    {
      title: t.title,
      script: assets.autoSubmit,
      main: html`<h1 class="h2">${t.title}</h1>
        <p class="hub-lead">${onwardText(model, frame.language)}</p>
        <form method="post" action="${linkTarget(model.action)}" id="auto-submit">
          ${model.fields.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}" /> `)}
          <button class="button button-primary" type="submit">${t.button}</button>
        </form>
        <noscript><p>${t.noScript}</p></noscript>`,
    },
    frame,
  );
}
