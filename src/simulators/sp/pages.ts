/** The pages of a service: how to log in, and everything it received. */
import { both, type Bilingual, type Html, html } from '../html.ts';
import { renderPage } from '../page.ts';
import { type SpSession } from './session.ts';
import { type Received, type Refusal } from './received.ts';

export interface ServiceFace {
  readonly party: Bilingual;
  /** Whether a level and a profile can be asked for (OIOSAML 3.0 only). */
  readonly asksForLevel: boolean;
}

export function servicePage(face: ServiceFace, session: SpSession | undefined): string {
  const received = session?.received;
  const title =
    received === undefined
      ? { da: 'Du er ikke logget på', en: 'You are not logged in' }
      : { da: 'Du er logget på', en: 'You are logged in' };
  return renderPage({
    title,
    party: face.party,
    body: html`${session?.refusal === undefined ? undefined : refusalNotice(session.refusal)}
      ${received === undefined ? undefined : receivedSection(received)} ${loginSection(face)}
      <p><a href="me.json">me.json</a> · <a href="metadata">Metadata</a></p>`,
  });
}

function refusalNotice(refusal: Refusal): Html {
  const codes = [refusal.top, refusal.second].filter((code) => code !== undefined).join(' / ');
  return html`<div class="notice refused" role="alert">
    <p>${both({ da: 'Det seneste log på blev ikke til noget.', en: 'The latest login did not succeed.' })}</p>
    <p><code>${codes}</code> ${refusal.message}</p>
  </div>`;
}

function receivedSection(received: Received): Html {
  const row = (name: string, value: string | undefined): Html =>
    html`<tr>
      <th scope="row">${name}</th>
      <td>${value ?? '–'}</td>
    </tr>`;
  return html`<form method="post" action="logout">
      <button type="submit" class="quiet">${both({ da: 'Log af her', en: 'Log out here' })}</button>
    </form>
    <h2>${both({ da: 'Det modtog tjenesten', en: 'What the service received' })}</h2>
    <div class="table">
      <table>
        ${row('Dialect', received.dialect)} ${row('NameID', received.nameId)}
        ${row('NameID Format', received.nameIdFormat)} ${row('Level', received.level)}
        ${row('SessionIndex', received.sessionIndex)} ${row('AuthnInstant', received.authnInstant)}
        ${row('AuthnContextClassRef', received.authnContextClassRef)} ${row('Issuer', received.issuer)}
      </table>
    </div>
    <h2>${both({ da: 'Attributter', en: 'Attributes' })}</h2>
    <div class="table">
      <table>
        ${Object.entries(received.attributes).map(([name, values]) => row(name, values.join(' | ')))}
      </table>
    </div>
    <details>
      <summary>${both({ da: 'Den dekrypterede assertion', en: 'The decrypted assertion' })}</summary>
      <pre tabindex="0">${received.assertionXml}</pre>
    </details>`;
}

function loginSection(face: ServiceFace): Html {
  const level = html`<p>
      <label for="level">${both({ da: 'Mindste niveau', en: 'Lowest level' })}</label>
      <select name="level" id="level">
        <option value="">–</option>
        <option>Low</option>
        <option>Substantial</option>
        <option>High</option>
      </select>
    </p>
    <p>
      <label for="kind">${both({ da: 'Log på som', en: 'Log in as' })}</label>
      <select name="kind" id="kind">
        <option value="">–</option>
        <option value="person">Privat / Private</option>
        <option value="professional">Erhverv / Professional</option>
      </select>
    </p>`;
  const box = (name: string, text: Bilingual): Html =>
    html`<div class="choice">
      <input type="checkbox" name="${name}" id="${name}" value="1" /><label for="${name}"
        >${both(text)}</label
      >
    </div>`;
  return html`<h2>${both({ da: 'Log på', en: 'Log in' })}</h2>
    <p><a class="button" href="login">${both({ da: 'Log på', en: 'Log in' })}</a></p>
    <details>
      <summary>${both({ da: 'Log på med særlige krav', en: 'Log in with special demands' })}</summary>
      <form method="get" action="login">
        ${face.asksForLevel ? level : undefined}
        ${box('force', { da: 'Bed om nyt log på (ForceAuthn)', en: 'Ask for a fresh login (ForceAuthn)' })}
        ${box('passive', { da: 'Uden at spørge brugeren (IsPassive)', en: 'Without asking the user (IsPassive)' })}
        <button type="submit">${both({ da: 'Log på', en: 'Log in' })}</button>
      </form>
    </details>`;
}
