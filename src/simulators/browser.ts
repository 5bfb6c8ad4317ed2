/**
 * A simulated browser: cookies by host, redirects, forms. It runs no script; a form that would submit itself is
 * submitted for it. Used by the demo to walk logins without a screen, and by tests.
 */

export interface Form {
  readonly method: 'get' | 'post';
  readonly action: string;
  /** Hidden and other preset fields. */
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** Named submit buttons and radio buttons: what a person could pick. */
  readonly choices: readonly { readonly name: string; readonly value: string; readonly label: string }[];
  readonly submitsItself: boolean;
}

export interface Page {
  readonly url: string;
  readonly status: number;
  readonly body: string;
  readonly headers: Headers;
  readonly forms: readonly Form[];
}

const mostHops = 25;

export class TextBrowser {
  readonly #jar = new Map<string, Map<string, string>>();
  /** Called for every request that is sent: for those who want to look or to bend. */
  onRequest:
    ((method: string, url: string, fields: readonly (readonly [string, string])[]) => void) | undefined;

  /** Goes to a URL and follows redirects, immediate refreshes and forms that submit themselves. */
  get(url: string): Promise<Page> {
    return this.#travel('GET', url, []);
  }

  post(url: string, fields: readonly (readonly [string, string])[]): Promise<Page> {
    return this.#travel('POST', url, fields);
  }

  /** Submits a form of a page with what a person filled in or picked; `more` takes the place of preset fields. */
  submit(form: Form, more: Readonly<Record<string, string>> = {}): Promise<Page> {
    const kept = form.fields.filter(([name]) => !(name in more));
    const fields = [...kept, ...Object.entries(more)];
    if (form.method === 'post') return this.post(form.action, fields);
    const url = new URL(form.action);
    for (const [name, value] of fields) url.searchParams.set(name, value);
    return this.get(url.href);
  }

  /** Cookies of a host, by name. */
  cookies(host: string): ReadonlyMap<string, string> {
    return this.#jar.get(host) ?? new Map();
  }

  setCookie(host: string, name: string, value: string): void {
    const cookies = this.#jar.get(host) ?? new Map<string, string>();
    this.#jar.set(host, cookies.set(name, value));
  }

  clearCookies(host: string): void {
    this.#jar.delete(host);
  }

  /** One request, nothing followed. */
  async once(
    method: 'GET' | 'POST',
    url: string,
    fields: readonly (readonly [string, string])[],
  ): Promise<Page> {
    this.onRequest?.(method, url, fields);
    const target = new URL(url);
    const cookie = [...this.cookies(target.hostname)].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetchAgain(method, url, {
      method,
      redirect: 'manual',
      headers: {
        ...(cookie === '' ? {} : { cookie }),
        ...(method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}),
      },
      ...(method === 'POST' ? { body: fields.map(encodeField).join('&') } : {}),
    });
    for (const line of response.headers.getSetCookie()) this.#keep(target.hostname, line);
    const body = await response.text();
    return { url, status: response.status, body, headers: response.headers, forms: formsOf(body, url) };
  }

  async #travel(
    method: 'GET' | 'POST',
    url: string,
    fields: readonly (readonly [string, string])[],
  ): Promise<Page> {
    let page = await this.once(method, url, fields);
    for (let hop = 0; hop < mostHops; hop += 1) {
      const location = page.headers.get('location');
      if (page.status >= 300 && page.status < 400 && location !== null) {
        page = await this.once('GET', new URL(location, page.url).href, []);
        continue;
      }
      const refresh = /<meta\b[^>]*http-equiv="refresh"[^>]*content="0;\s*url=([^"]+)"/i.exec(page.body)?.[1];
      if (refresh !== undefined) {
        page = await this.once('GET', new URL(unescape(refresh), page.url).href, []);
        continue;
      }
      const form = page.forms.find((one) => one.submitsItself);
      if (!form) return page;
      page = await this.once(form.method === 'get' ? 'GET' : 'POST', form.action, form.fields);
    }
    throw new Error(`more than ${mostHops} hops, last ${new URL(page.url).origin}`);
  }

  #keep(host: string, line: string): void {
    const [pair = '', ...attributes] = line.split(';');
    const at = pair.indexOf('=');
    const name = pair.slice(0, at).trim();
    const gone = attributes.some((one) => /^\s*max-age=(0|-\d+)\s*$/i.test(one));
    if (gone) this.#jar.get(host)?.delete(name);
    else this.setCookie(host, name, pair.slice(at + 1).trim());
  }
}

/** A kept connection may have been closed by a party that was restarted: what only reads is asked once more. */
async function fetchAgain(method: 'GET' | 'POST', url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (error) {
    if (method === 'POST') throw error;
    return fetch(url, init);
  }
}

const encodeField = ([name, value]: readonly [string, string]): string =>
  `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;

/** The forms of a page as our own pages write them: quoted attributes, no form within a form. */
export function formsOf(body: string, base: string): Form[] {
  return [...body.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/g)].map(([, head = '', inner = '']) => {
    const form = attributesOf(head);
    const tags = /<input\b([^>]*)>|<button\b([^>]*)>([\s\S]*?)<\/button>/g;
    const controls = [...inner.matchAll(tags)].map(([, input, button = '', label = '']) => ({
      tag: input === undefined ? 'button' : 'input',
      label: plainText(label),
      ...attributesOf(input ?? button),
    })) as ({ tag: string; label: string } & Record<string, string>)[];
    const isChoice = ({ tag, type, name }: Record<string, string>): boolean =>
      name !== undefined && (tag === 'button' || type === 'radio');
    return {
      method: form['method']?.toLowerCase() === 'post' ? 'post' : 'get',
      action: new URL(form['action'] ?? '', base).href,
      fields: controls
        .filter((one) => one['name'] !== undefined && !isChoice(one) && one['type'] !== 'checkbox')
        .map((one) => [one['name'] ?? '', one['value'] ?? ''] as const),
      choices: controls
        .filter(isChoice)
        .map((one) => ({ name: one['name'] ?? '', value: one['value'] ?? '', label: one.label })),
      submitsItself: 'data-auto-submit' in form || form['id'] === 'auto-submit',
    };
  });
}

function attributesOf(text: string): Record<string, string> {
  const found = [...text.matchAll(/([a-zA-Z-]+)(?:="([^"]*)")?/g)];
  return Object.fromEntries(found.map(([, name = '', value = '']) => [name.toLowerCase(), unescape(value)]));
}

const plainText = (markup: string): string =>
  unescape(markup.replace(/<[^>]*>/g, ''))
    .replace(/\s+/g, ' ')
    .trim();

const unescape = (text: string): string =>
  text
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code)))
    .replace(/&#x([0-9a-f]+);/gi, (_, code: string) => String.fromCodePoint(parseInt(code, 16)))
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
