import { TextBrowser, type Form, type Page } from '../../simulators/browser.ts';
import type { DemoBox } from './box.ts';

export type DemoIdp = 'MitID' | 'NemID';
export type DemoService = '3.0' | '2.0.9';

/** What a service says it received (its /me.json). */
export interface Shown {
  readonly loggedIn: boolean;
  readonly dialect?: string;
  readonly issuer?: string;
  readonly nameId?: string;
  readonly nameIdFormat?: string;
  readonly level?: string;
  readonly sessionIndex?: string;
  readonly authnInstant?: string;
  readonly inResponseTo?: string;
  readonly attributes?: Readonly<Record<string, readonly string[]>>;
  readonly refusal?: {
    readonly by: string;
    readonly top?: string;
    readonly second?: string;
    readonly message: string;
  } | null;
}

export interface LoginWish {
  readonly service: DemoService;
  /** Query of the service's login address, such as `level=High`. */
  readonly ask?: string;
  /** Whom to log in as, where a page asks. */
  readonly idp: DemoIdp;
  readonly person: string;
  readonly method: string;
}

export interface WalkedLogin {
  readonly shown: Shown;
  /** The identity provider's login page was seen. */
  readonly askedIdp: boolean;
}

/** Somebody at a keyboard: one browser, logging in at the services of the box. */
export class Walker {
  readonly browser = new TextBrowser();
  readonly #box: DemoBox;

  constructor(box: DemoBox) {
    this.#box = box;
  }

  /** Logs in as a person would, page by page; ends at the service, whatever it was told. */
  async login(wish: LoginWish): Promise<WalkedLogin> {
    const service = this.#serviceUrl(wish.service);
    const idp = wish.idp === 'MitID' ? this.#box.mitid.url : this.#box.nemid.url;
    let page = await this.browser.get(`${service}/login${wish.ask ? `?${wish.ask}` : ''}`);
    const choose = formTo(page, `${this.#box.hubUrl}/login/`, '/choose');
    if (choose) page = await this.browser.submit(choose, { choice: choiceNamed(choose, wish.idp) });
    const askedIdp = page.url.startsWith(`${idp}/`);
    const form = askedIdp ? formTo(page, `${idp}/login`, '') : undefined;
    if (form)
      page = await this.browser.submit(form, { person: wish.person, method: wish.method, do: 'login' });
    return { shown: await this.shownAt(wish.service), askedIdp };
  }

  async shownAt(service: DemoService): Promise<Shown> {
    const page = await this.browser.get(`${this.#serviceUrl(service)}/me.json`);
    return JSON.parse(page.body) as Shown;
  }

  #serviceUrl(service: DemoService): string {
    return service === '3.0' ? this.#box.service3.url : this.#box.service2.url;
  }
}

function formTo(page: Page, start: string, end: string): Form | undefined {
  return page.forms.find(({ action }) => action.startsWith(start) && action.endsWith(end));
}

function choiceNamed(form: Form, name: string): string {
  const found = form.choices.find(({ label }) => label.includes(name));
  if (!found) throw new Error(`the hub offers no ${name}`);
  return found.value;
}
