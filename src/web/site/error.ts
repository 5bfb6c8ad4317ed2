import type { LocalizedText } from '../../domain/federation/index.ts';
import { errorTable, type ErrorCode } from '../../kernel/error-table.ts';
import type { PublicFacts } from '../../kernel/errors.ts';
import { assets } from '../assets.ts';
import { html, type SafeHtml } from '../html.ts';
import { layout, partnerName, type Frame } from '../layout.ts';
import { texts, type Language } from '../text/index.ts';

export interface ErrorModel {
  readonly code: ErrorCode;
  /** Random; the same number is in the log. */
  readonly reference: string;
  readonly facts: PublicFacts;
  /** Where the person can start again, when known. */
  readonly service?: LocalizedText;
}

/**
 * What happened, what to do, whose turn it is, and a number to give to support; the technical part is folded away.
 * The other language stands below, because such a page often answers a POST and can't be asked for again.
 */
export function errorPage(model: ErrorModel, frame: Frame): string {
  const t = texts[frame.language].error;
  const text = texts[frame.language].errors[model.code];
  const other: Language = frame.language === 'da' ? 'en' : 'da';
  return layout(
    {
      title: `${t.titlePrefix}${text.title}`,
      main: html`<h1 class="h2">${text.title}</h1>
        ${message(model.code, text.what)}
        <h2 class="h4">${t.todoHeading}</h2>
        <p>${text.todo}</p>
        ${startAgain(model, frame.language)}
        <h2 class="h4">${t.turnHeading}</h2>
        <p>${t.turns[errorTable[model.code].turn]}</p>
        ${reference(model, frame.language)} ${otherLanguage(model.code, other)}`,
    },
    frame,
  );
}

function message(code: ErrorCode, what: string): SafeHtml {
  const mild = errorTable[code].log === 'info';
  return html`<div class="alert ${mild ? 'alert-warning' : 'alert-error'}" role="alert">
    <img class="icon-svg alert-icon" src="${mild ? assets.warningSign : assets.errorSign}" alt="" />
    <div class="alert-body"><p class="alert-text">${what}</p></div>
  </div>`;
}

function startAgain(model: ErrorModel, language: Language): SafeHtml | undefined {
  if (model.service === undefined) return undefined;
  const { before, after } = texts[language].error.startAgain;
  return html`<p>${before}<strong>${partnerName(model.service, language)}</strong>${after}</p>`;
}

function reference(model: ErrorModel, language: Language): SafeHtml {
  const t = texts[language].error;
  const facts = Object.entries(model.facts);
  return html`<section aria-labelledby="reference-heading">
    <h2 class="h4" id="reference-heading">${t.referenceHeading}</h2>
    <p>${t.referenceHint}</p>
    <dl class="hub-facts">
      <div>
        <dt>${t.reference}</dt>
        <dd><strong class="hub-reference">${model.reference}</strong></dd>
      </div>
      <div>
        <dt>${t.code}</dt>
        <dd><code>${model.code}</code></dd>
      </div>
    </dl>
    ${
      facts.length > 0 &&
      html`<details class="details">
        <summary class="details-summary">${t.details}</summary>
        <div class="details-text">
          <dl class="hub-facts">
            ${facts.map(
              ([name, value]) =>
                html`<div>
                  <dt>${name}</dt>
                  <dd><code>${value}</code></dd>
                </div> `,
            )}
          </dl>
        </div>
      </details>`
    }
  </section>`;
}

function otherLanguage(code: ErrorCode, language: Language): SafeHtml {
  const { title, what, todo } = texts[language].errors[code];
  return html`<section class="hub-other-language" lang="${language}" aria-labelledby="other-language-heading">
    <h2 class="h5" id="other-language-heading">${title}</h2>
    <p>${what} ${todo}</p>
  </section>`;
}
