import type { Leg, LocalizedText } from '../../domain/federation/index.ts';
import { html, type SafeHtml } from '../html.ts';
import { layout, partnerName, type Frame } from '../layout.ts';
import { texts } from '../text/index.ts';

export interface ChooseIdp {
  readonly flowId: string;
  readonly formToken: string;
  readonly service: LocalizedText;
  readonly choices: readonly { readonly id: string; readonly name: LocalizedText; readonly leg: Leg }[];
}

/**
 * More than one identity provider fits: the person picks one. Each is a submit button of one form, so a choice
 * is one key press, can't be left empty, and needs no script.
 */
export function chooseIdpPage(model: ChooseIdp, frame: Frame): string {
  const t = texts[frame.language].chooseIdp;
  const path = `/login/${encodeURIComponent(model.flowId)}`;
  const token = html`<input type="hidden" name="token" value="${model.formToken}" />`;
  return layout(
    {
      title: t.title,
      main: html`<h1 class="h2">${t.title}</h1>
        <p class="font-lead hub-lead">
          ${t.lead.before}<strong>${partnerName(model.service, frame.language)}</strong>${t.lead.after}
        </p>
        <form method="post" action="${path}/choose">
          ${token}
          <ul class="nobullet-list hub-choices">
            ${model.choices.map((choice, index) => choiceButton(choice, index, frame))}
          </ul>
        </form>
        <form method="post" action="${path}/cancel" class="hub-cancel">
          ${token}
          <button class="button button-secondary" type="submit" aria-describedby="cancel-hint">
            ${t.cancel}
          </button>
          <p class="form-hint" id="cancel-hint">${t.cancelHint}</p>
        </form>`,
    },
    frame,
  );
}

function choiceButton(choice: ChooseIdp['choices'][number], index: number, frame: Frame): SafeHtml {
  const t = texts[frame.language].chooseIdp;
  return html`<li>
    <button
      class="button button-primary hub-choice"
      type="submit"
      name="choice"
      value="${choice.id}"
      aria-describedby="choice-${index}"
    >
      <span>${t.use.before}${partnerName(choice.name, frame.language)}${t.use.after}</span>
    </button>
    <p class="form-hint" id="choice-${index}">${t.legs[choice.leg]}</p>
  </li> `;
}
