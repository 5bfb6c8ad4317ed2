import { el, NS, textOf, type XmlElement, type XmlNode } from '../xml/index.ts';
import { present } from './present.ts';
import { checkContent, child, MessageRefused, required } from './structure.ts';
import type { Status, TopStatus } from './types.ts';

const prefix = 'urn:oasis:names:tc:SAML:2.0:status:';
const tops: ReadonlySet<string> = new Set<TopStatus>([
  'Success',
  'Requester',
  'Responder',
  'VersionMismatch',
]);

/** Reads samlp:Status: top level one of the four of SAML core 3.2.2.2, one level below it. Throws MessageRefused. */
export function readStatus(status: XmlElement): Status {
  checkContent(status, {
    ns: NS.samlp,
    children: { StatusCode: 'once', StatusMessage: 'at most once', StatusDetail: 'at most once' },
  });
  const code = child(status, NS.samlp, 'StatusCode') as XmlElement;
  const uri = required(code, 'Value');
  const top = uri.slice(prefix.length);
  if (!uri.startsWith(prefix) || !tops.has(top)) throw new MessageRefused('unknown top-level StatusCode');
  checkContent(code, { ns: NS.samlp, children: { StatusCode: 'at most once' } });
  const below = child(code, NS.samlp, 'StatusCode');
  const message = child(status, NS.samlp, 'StatusMessage');
  return present({
    top: top as TopStatus,
    second: below === undefined ? undefined : secondLevel(required(below, 'Value')),
    message: message === undefined ? undefined : textOf(message),
  });
}

/** A word for a standard code; any other URI stays whole, and a word without the prefix is no URI. */
function secondLevel(uri: string): string {
  if (uri.startsWith(prefix)) return uri.slice(prefix.length);
  if (!uri.includes(':')) throw new MessageRefused('second-level StatusCode is no URI');
  return uri;
}

/** The element of a Response or LogoutResponse. */
export function statusNode(status: Status): XmlNode {
  const second =
    status.second === undefined ? [] : [el('samlp:StatusCode', { Value: secondLevelUri(status.second) })];
  const message = status.message === undefined ? [] : [el('samlp:StatusMessage', {}, [status.message])];
  return el('samlp:Status', {}, [el('samlp:StatusCode', { Value: prefix + status.top }, second), ...message]);
}

function secondLevelUri(word: string): string {
  return word.includes(':') ? word : prefix + word;
}
