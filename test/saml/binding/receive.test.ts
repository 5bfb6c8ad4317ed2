/** Messages as they arrive (SAML bindings 3.4, 3.5; security.md A2 to A4, A13, 16). */
import { deflateRawSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { limits, receivePost, receiveRedirect } from '../../../src/saml/binding/index.ts';
import { codeOf } from '../../support/refusal.ts';

const xml = '<a>æ</a>';
const deflated = (text: string | Buffer): string => deflateRawSync(text).toString('base64');
const enc = encodeURIComponent;
const query = (message = deflated(xml), more = ''): string => `SAMLRequest=${enc(message)}${more}`;
const base64 = (text: string): string => Buffer.from(text).toString('base64');

describe('HTTP-Redirect', () => {
  it('gives the inflated text, the RelayState as sent and the signed octets as received', () => {
    const raw = `${query()}&RelayState=a%20b+c%2b&SigAlg=urn%3ax&Signature=AAAA`;
    expect(receiveRedirect(raw)).toEqual({
      kind: 'request',
      binding: 'redirect',
      xml,
      relayState: 'a b c+',
      signature: {
        octets: raw.slice(0, raw.indexOf('&Signature')),
        algorithm: 'urn:x',
        value: Buffer.from('AAAA', 'base64'),
      },
    });
  });

  it('puts the signed octets into their order whatever the order in the URL; lower-case percent codes stay (A2)', () => {
    const message = enc(deflated(xml)).toLowerCase().includes('%')
      ? enc(deflated(xml)).replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())
      : enc(deflated(xml));
    const received = receiveRedirect(
      `Signature=AAAA&SigAlg=urn%3ax&other=1&RelayState=%2f&SAMLRequest=${message}`,
    );
    expect(received.signature?.octets).toBe(`SAMLRequest=${message}&RelayState=%2f&SigAlg=urn%3ax`);
  });

  it.each([
    ['nothing', ''],
    ['both messages', `${query()}&SAMLResponse=${enc(deflated(xml))}`],
    ['a parameter twice', `${query()}&RelayState=1&RelayState=2`],
    ['the message twice', `${query()}&${query()}`],
    ['an encoded name', `%53AMLRequest=${enc(deflated(xml))}`],
    ['a name in another case', `${query()}&samlrequest=x`],
    ['an array name', `${query()}&SAMLRequest[]=x`],
    ['a signature without algorithm', `${query()}&Signature=AAAA`],
    ['an algorithm without signature', `${query()}&SigAlg=x`],
    ['a signature that is no base64', `${query()}&SigAlg=x&Signature=A*A=`],
    ['another encoding', `${query()}&SAMLEncoding=urn:x`],
    ['broken percent codes', 'SAMLRequest=%zz'],
    ['base64 with a stray character', query(`${deflated(xml).slice(0, -1)}*`)],
    ['base64 without padding', query(deflated('<aaa/>').replace(/=+$/, '') + 'A')],
    ['zlib instead of raw deflate', query(base64(xml))],
    [
      'bytes after the stream',
      query(Buffer.concat([deflateRawSync(xml), Buffer.from('x')]).toString('base64')),
    ],
    ['no UTF-8', query(deflated(Buffer.from([0x3c, 0xff, 0x3e])))],
    ['a RelayState over 2 kB', query(undefined, `&RelayState=${'x'.repeat(2049)}`)],
    ['a bomb of 10 MB (A4)', query(deflated(Buffer.alloc(10_000_000, 0x61)))],
    ['a byte over 256 kB (A4)', query(deflated(Buffer.alloc(limits.message + 1, 0x61)))],
  ])('refuses %s', (_name, raw) => expect(codeOf(() => receiveRedirect(raw))).toBe('REQUEST_MALFORMED'));

  it('takes exactly 256 kB, and refuses a query over 15 kB', () => {
    expect(receiveRedirect(query(deflated(Buffer.alloc(limits.message, 0x61)))).xml).toHaveLength(
      limits.message,
    );
    expect(codeOf(() => receiveRedirect(query('A'.repeat(16_000))))).toBe('QUERY_TOO_LONG');
  });
});

describe('HTTP-POST', () => {
  const post = (...fields: [string, string][]) => receivePost(fields);

  it('gives text and RelayState; line breaks between groups are taken', () => {
    const wrapped = base64(xml.repeat(20)).replace(/.{76}/g, '$&\r\n');
    expect(post(['RelayState', 'x&y'], ['SAMLResponse', wrapped], ['bounced', '1'])).toEqual({
      kind: 'response',
      binding: 'post',
      xml: xml.repeat(20),
      relayState: 'x&y',
    });
  });

  it.each<[string, [string, string][]]>([
    ['nothing', []],
    [
      'both messages',
      [
        ['SAMLRequest', base64(xml)],
        ['SAMLResponse', base64(xml)],
      ],
    ],
    [
      'a field twice',
      [
        ['SAMLResponse', base64(xml)],
        ['SAMLResponse', base64(xml)],
      ],
    ],
    [
      'RelayState twice',
      [
        ['SAMLResponse', base64(xml)],
        ['RelayState', ''],
        ['RelayState', ''],
      ],
    ],
    [
      'a query signature (A3)',
      [
        ['SAMLResponse', base64(xml)],
        ['Signature', 'AAAA'],
      ],
    ],
    [
      'an operator in the name',
      [
        ['SAMLResponse[$ne]', 'x'],
        ['SAMLResponse', base64(xml)],
      ],
    ],
    ['an empty message', [['SAMLResponse', '']]],
    ['broken base64', [['SAMLResponse', 'PGE+*']]],
    ['no UTF-8', [['SAMLResponse', Buffer.from([0xff]).toString('base64')]]],
    ['over 256 kB', [['SAMLResponse', Buffer.alloc(limits.message + 1, 0x61).toString('base64')]]],
  ])('refuses %s', (_name, fields) =>
    expect(codeOf(() => receivePost(fields))).toMatch(/^(REQUEST|RESPONSE)_MALFORMED$/),
  );
});
