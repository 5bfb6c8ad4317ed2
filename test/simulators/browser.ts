/** A browser without screen: cookies by host, redirects, and forms filled in by field name. */
export interface Form {
  readonly action: string;
  readonly method: string;
  readonly fields: Map<string, string>;
}

export interface Visit {
  readonly url: string;
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

const unescape = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

const attributeOf = (tag: string, name: string): string | undefined => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? undefined : unescape(found);
};

export class Browser {
  readonly #cookies = new Map<string, Map<string, string>>();

  async open(url: string, form?: Form): Promise<Visit> {
    let target = new URL(url);
    let body = form?.method === 'post' ? new URLSearchParams([...form.fields]).toString() : undefined;
    for (let hops = 0; hops < 20; hops += 1) {
      const cookies = [...(this.#cookies.get(target.host) ?? [])].map(([k, v]) => `${k}=${v}`).join('; ');
      const response = await fetch(target, {
        redirect: 'manual',
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          ...(cookies === '' ? {} : { cookie: cookies }),
          ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
        },
        ...(body === undefined ? {} : { body }),
      });
      this.#keepCookies(target.host, response.headers.getSetCookie());
      const location = response.headers.get('location');
      if (location === null) {
        const { status, headers } = response;
        return { url: target.href, status, headers, text: await response.text() };
      }
      await response.arrayBuffer();
      target = new URL(location, target);
      body = undefined;
    }
    throw new Error('too many redirects');
  }

  /** Submits the first form of the page that has all the named fields, with those values. */
  async submit(page: Visit, values: Readonly<Record<string, string>> = {}): Promise<Visit> {
    const form = formOf(page, Object.keys(values));
    for (const [name, value] of Object.entries(values)) form.fields.set(name, value);
    return await this.open(form.action, form);
  }

  async json(url: string): Promise<Record<string, unknown>> {
    return JSON.parse((await this.open(url)).text) as Record<string, unknown>;
  }

  #keepCookies(host: string, lines: readonly string[]): void {
    const jar = this.#cookies.get(host) ?? new Map<string, string>();
    this.#cookies.set(host, jar);
    for (const line of lines) {
      const pair = line.split(';')[0] ?? '';
      const at = pair.indexOf('=');
      if (/expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(pair.slice(0, at));
      else jar.set(pair.slice(0, at), pair.slice(at + 1));
    }
  }
}

/** Hidden fields and checked radios of the first form that holds the named fields. */
export function formOf(page: Visit, names: readonly string[] = []): Form {
  for (const [, head = '', inside = ''] of page.text.matchAll(/(<form[^>]*>)([\s\S]*?)<\/form>/g)) {
    if (!names.every((name) => inside.includes(`name="${name}"`))) continue;
    const fields = new Map<string, string>();
    for (const [tag] of inside.matchAll(/<input[^>]*>/g)) {
      const name = attributeOf(tag, 'name');
      const type = attributeOf(tag, 'type');
      const counts = type === 'hidden' || (type === 'radio' && tag.includes(' checked'));
      if (name !== undefined && counts) fields.set(name, attributeOf(tag, 'value') ?? '');
    }
    const action = new URL(attributeOf(head, 'action') ?? '', page.url).href;
    return { action, method: attributeOf(head, 'method') ?? 'get', fields };
  }
  throw new Error(
    `no form with ${names.join(', ')} at ${page.url} (${page.status}): ${page.text.slice(-600)}`,
  );
}
