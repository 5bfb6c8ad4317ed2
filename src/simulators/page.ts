/** The frame of every simulator page: banner, party, heading. Text is Danish first, English after it. */
import { type Bilingual, both, type Html, html } from './html.ts';

export interface Page {
  readonly title: Bilingual;
  /** Whose page it is. */
  readonly party: Bilingual;
  readonly body: Html;
  /** Loads the script that sends the page's form. */
  readonly autoSubmit?: boolean;
}

export function renderPage(page: Page): string {
  const script = page.autoSubmit === true ? html`<script src="/auto-submit.js" defer></script>` : undefined;
  return html`<!doctype html>
    <html lang="da">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>SIMULERET: ${page.title.da} – ${page.party.da}</title>
        <link rel="stylesheet" href="/simulator.css" />
        <link rel="icon" href="data:," />
        ${script}
      </head>
      <body>
        <div class="banner" role="note">
          SIMULERET – ikke en rigtig tjeneste. <span lang="en">SIMULATED – not a real service.</span>
        </div>
        <header>
          <p class="party">${both(page.party)}</p>
          <h1>${both(page.title)}</h1>
        </header>
        <main>${page.body}</main>
      </body>
    </html> `.html;
}

/** A page that hands a SAML message on by POST: sent by script, or by its button. */
export function handOverPage(party: Bilingual, action: string, fields: ReadonlyMap<string, string>): string {
  const inputs = [...fields].map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
  return renderPage({
    title: { da: 'Du sendes videre', en: 'You are being sent on' },
    party,
    autoSubmit: true,
    body: html`<form method="post" action="${action}" data-auto-submit>
      ${inputs}
      <p>
        ${both({ da: 'Sker der ikke noget, så tryk på knappen.', en: 'If nothing happens, press the button.' })}
      </p>
      <button type="submit">${both({ da: 'Fortsæt', en: 'Continue' })}</button>
    </form>`,
  });
}

/** A page that says one thing. */
export function messagePage(party: Bilingual, title: Bilingual, text: Bilingual, detail = ''): string {
  const more = detail === '' ? undefined : html`<p><code>${detail}</code></p>`;
  return renderPage({
    title,
    party,
    body: html`<p class="notice refused">${both(text)}</p>
      ${more}`,
  });
}
