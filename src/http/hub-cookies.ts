import type { Browser, CookieChange } from '../flows/login/index.ts';
import type { Language } from '../web/index.ts';
import { parseCookies, serializeCookie, type CookieList } from './cookies.ts';

/** Pending logins per browser (security.md 16); from here on each new one pushes out the oldest. */
export const maxFlowCookies = 20;

/** What a flow id and an SSO domain may look like in a cookie's name or a path. */
export const isName = (text: string): boolean => /^[A-Za-z0-9._-]{1,100}$/.test(text);

/**
 * The hub's cookies: `flow-<flow id>` = the flow's secret, `session-<SSO domain>` = sid and secret, `lang`.
 * All carry the `__Host-` prefix where they are Secure, so no neighbour domain can plant one.
 */
export interface HubCookies {
  read(header: string | undefined): Pick<Browser, 'flowSecrets' | 'sessions'>;
  language(header: string | undefined): string | undefined;
  /** True if the browser sent a flow or session cookie. */
  anySent(header: string | undefined): boolean;
  /** Set-Cookie headers for the changes, and for the oldest flows over the limit. */
  write(changes: readonly CookieChange[], header: string | undefined): readonly string[];
  writeLanguage(language: Language): string;
}

const year = 365 * 24 * 3600;

export function hubCookies(secure: boolean): HubCookies {
  const prefix = secure ? '__Host-' : '';
  const flow = `${prefix}flow-`;
  const session = `${prefix}session-`;
  const lang = `${prefix}lang`;

  const named = (cookies: CookieList, start: string): Map<string, string> => {
    const matching = cookies.filter(([name]) => name.startsWith(start) && isName(name.slice(start.length)));
    return new Map(matching.map(([name, value]) => [name.slice(start.length), value]));
  };
  const read = (header: string | undefined) => {
    const cookies = parseCookies(header);
    return { flowSecrets: named(cookies, flow), sessions: named(cookies, session) };
  };
  const set = (start: string, name: string, value: string, maxAge?: number): string => {
    if (!isName(name)) throw new TypeError('not a name for a cookie');
    return serializeCookie(start + name, value, { secure, ...(maxAge !== undefined && { maxAge }) });
  };
  const change = (wanted: CookieChange): string => {
    switch (wanted.kind) {
      case 'set-flow':
        return set(flow, wanted.flowId, wanted.secret, wanted.maxAgeSeconds);
      case 'clear-flow':
        return set(flow, wanted.flowId, '', 0);
      case 'set-session':
        return set(session, wanted.ssoDomain, wanted.value);
      case 'clear-session':
        return set(session, wanted.ssoDomain, '', 0);
    }
  };
  const pushedOut = (changes: readonly CookieChange[], header: string | undefined): readonly string[] => {
    const touched = new Set(
      changes.flatMap((wanted) =>
        wanted.kind === 'set-flow' || wanted.kind === 'clear-flow' ? [wanted.flowId] : [],
      ),
    );
    const added = changes.filter((wanted) => wanted.kind === 'set-flow').length;
    if (added === 0) return [];
    const others = [...read(header).flowSecrets.keys()].filter((id) => !touched.has(id));
    const over = Math.max(0, others.length + added - maxFlowCookies);
    return others.slice(0, over).map((id) => set(flow, id, '', 0));
  };

  return {
    read,
    language: (header) => parseCookies(header).find(([name]) => name === lang)?.[1],
    anySent: (header) => {
      const { flowSecrets, sessions } = read(header);
      return flowSecrets.size + sessions.size > 0;
    },
    write: (changes, header) => [...pushedOut(changes, header), ...changes.map(change)],
    writeLanguage: (language) => serializeCookie(lang, language, { secure, maxAge: year }),
  };
}
