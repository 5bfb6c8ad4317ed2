/**
 * The login page: choose who you are and how you prove it. One form, plain fields (`login`, `person`, `method`,
 * `fault`, `do`), so that a person, a keyboard and a program walk it alike; works without script.
 */
import { type Fault, faultNames, faultText } from '../faults.ts';
import { both, type Html, html } from '../html.ts';
import { renderPage } from '../page.ts';
import { fullName, type Person } from '../people.ts';
import { type IdpDialect } from './dialect.ts';
import { type LoginRequest } from './request.ts';

/** @param login the id of the waiting login, a hidden field */
export function loginPage(idp: IdpDialect, request: LoginRequest, login: string): string {
  const fitting = idp.people.filter((one) => request.kind === undefined || one.kind === request.kind);
  const others = idp.people.filter((one) => !fitting.includes(one));
  return renderPage({
    title: { da: 'Log på', en: 'Log in' },
    party: idp.party,
    body: html`${asked(request)}
      <form method="post" action="login">
        <input type="hidden" name="login" value="${login}" />
        <fieldset>
          <legend>${both({ da: 'Hvem er du?', en: 'Who are you?' })}</legend>
          ${fitting.map((one, index) => personChoice(one, index === 0))}
        </fieldset>
        ${others.length === 0 ? undefined : otherPeople(others, fitting.length === 0)}
        <fieldset>
          <legend>${both({ da: 'Hvordan beviser du det?', en: 'How do you prove it?' })}</legend>
          ${idp.methods.map((one, index) => methodChoice(one, index === 0))}
        </fieldset>
        <p>
          <button type="submit" name="do" value="login">${both({ da: 'Log på', en: 'Log in' })}</button>
          <button type="submit" name="do" value="cancel" class="quiet" formnovalidate>
            ${both({ da: 'Afbryd', en: 'Cancel' })}
          </button>
        </p>
        ${faultChoice()}
      </form>`,
  });
}

function asked(request: LoginRequest): Html {
  const row = (da: string, en: string, value: string): Html =>
    html`<tr>
      <th scope="row">${both({ da, en })}</th>
      <td>${value}</td>
    </tr>`;
  const yes = (flag: boolean): string => (flag ? 'ja / yes' : 'nej / no');
  return html`<details>
    <summary>${both({ da: 'Hvad der blev bedt om', en: 'What was asked for' })}</summary>
    <div class="table">
      <table>
        ${row('Fra', 'From', request.issuer)}
        ${row('På vegne af', 'On behalf of', request.requesterIds.join(', ') || '–')}
        ${row('Mindste niveau', 'Lowest level', request.level ?? '–')}
        ${row('Profil', 'Profile', request.kind ?? '–')}
        ${row('ForceAuthn', 'ForceAuthn', yes(request.forceAuthn))}
      </table>
    </div>
  </details>`;
}

function personChoice(person: Person, first: boolean): Html {
  const id = `person-${person.key}`;
  const company = person.kind === 'person' ? '' : `, ${person.company.name}`;
  return html`<div class="choice">
    <input
      type="radio"
      name="person"
      id="${id}"
      value="${person.key}"
      required${first ? checked : undefined}
    />
    <label for="${id}"
      ><strong>${fullName(person)}${company}</strong> <small>${both(person.about)}</small></label
    >
  </div> `;
}

const checked: Html = { html: ' checked' };

function otherPeople(list: readonly Person[], first: boolean): Html {
  return html`<fieldset>
    <legend>
      ${both({ da: 'Passer ikke til det, der blev bedt om', en: 'Does not fit what was asked for' })}
    </legend>
    ${list.map((one, index) => personChoice(one, first && index === 0))}
  </fieldset>`;
}

function methodChoice(method: IdpDialect['methods'][number], first: boolean): Html {
  const id = `method-${method.key}`;
  return html`<div class="choice">
    <input
      type="radio"
      name="method"
      id="${id}"
      value="${method.key}"
      required${first ? checked : undefined}
    />
    <label for="${id}"><strong>${both(method.name)}</strong> <small>${method.worth}</small></label>
  </div> `;
}

function faultChoice(): Html {
  const option = (fault: Fault): Html => {
    const text = faultText(fault);
    return html`<option value="${fault}">${text.da} / ${text.en}</option>`;
  };
  return html`<details>
    <summary>${both({ da: 'Lad simulatoren lave en fejl', en: 'Let the simulator make a mistake' })}</summary>
    <p>
      <label for="fault">${both({ da: 'Fejl', en: 'Fault' })}</label>
      <select name="fault" id="fault">
        <option value="">Ingen / None</option>
        ${faultNames.map(option)}
      </select>
    </p>
  </details>`;
}
