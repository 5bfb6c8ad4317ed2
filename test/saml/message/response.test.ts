import { describe, expect, it } from '@jest/globals';
import { readResponse, responseParts, type Status } from '../../../src/saml/message/index.ts';
import { parseXml } from '../../../src/saml/xml/index.ts';
import { codeOf } from '../../support/refusal.ts';
import {
  assertionText,
  changed,
  errorResponseText,
  hubAcs,
  idp,
  now,
  requestId,
  responseContent,
  responseText,
} from '../samples.ts';

const read = (text: string) => readResponse(parseXml(text));
const good = responseText();
const errorText = errorResponseText({ top: 'Responder', second: 'AuthnFailed', message: 'cancelled' });
const statusPrefix = 'urn:oasis:names:tc:SAML:2.0:status:';

describe('Response', () => {
  it('gives its envelope, the assertion unread', () => {
    const { assertions, encryptedAssertions, ...envelope } = read(good);
    expect(envelope).toEqual({
      id: responseContent.id,
      version: '2.0',
      issueInstant: now,
      destination: hubAcs,
      inResponseTo: requestId,
      issuer: idp,
      status: { top: 'Success' },
      hasSignature: false,
    });
    expect([assertions.length, encryptedAssertions.length]).toEqual([1, 0]);
  });

  it('gives both levels and the message of a status, in words', () => {
    expect(read(errorText).status).toEqual({ top: 'Responder', second: 'AuthnFailed', message: 'cancelled' });
  });

  it('keeps a second-level status of another authority whole', () => {
    const status: Status = { top: 'Responder', second: 'urn:other:status' };
    expect(read(errorResponseText(status)).status).toEqual(status);
  });

  it('tells that the Response is signed itself (security.md S2)', () => {
    const { head, tail } = responseParts(responseContent);
    const signature = '<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"></ds:Signature>';
    expect(read(head + signature + tail).hasSignature).toBe(true);
  });

  const within = (child: string) => changed(good, '</samlp:Response>', `${child}</samlp:Response>`);
  const bad: [title: string, text: string][] = [
    ['a root lookalike (security.md W15)', good.replaceAll('samlp:Response', 'samlp:ResponseX')],
    ['a LogoutResponse', good.replaceAll('samlp:Response', 'samlp:LogoutResponse')],
    ['a bare assertion', assertionText()],
    [
      'an assertion in Extensions (security.md W9)',
      changed(
        good,
        '<samlp:Status>',
        `<samlp:Extensions>${assertionText()}</samlp:Extensions><samlp:Status>`,
      ),
    ],
    [
      'a Response in StatusDetail',
      changed(
        errorText,
        '</samlp:Status>',
        `<samlp:StatusDetail>${good}</samlp:StatusDetail></samlp:Status>`,
      ),
    ],
    [
      'an assertion within an assertion (security.md W4)',
      changed(
        good,
        '</saml:AttributeStatement>',
        `</saml:AttributeStatement><saml:Advice>${assertionText({ id: '_other' })}</saml:Advice>`,
      ),
    ],
    ['an assertion of another namespace in an odd place', within('<x:Assertion xmlns:x="urn:x"/>')],
    ['a foreign element', within('<x:Object xmlns:x="urn:x"/>')],
    [
      'two Status (security.md R7)',
      within(`<samlp:Status><samlp:StatusCode Value="${statusPrefix}Success"/></samlp:Status>`),
    ],
    ['no Status', changed(good, /<samlp:Status>.*<\/samlp:Status>/, '')],
    [
      'a top-level status of the second level',
      changed(errorText, `${statusPrefix}Responder`, `${statusPrefix}NoPassive`),
    ],
    ['a top-level status that only looks like Success', changed(good, `${statusPrefix}Success`, 'Success')],
    ['a second-level status that is no URI', changed(errorText, `${statusPrefix}AuthnFailed`, 'AuthnFailed')],
    [
      'two Issuers',
      within('<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">x</saml:Issuer>'),
    ],
    [
      'a second attribute another reader takes for the ID (security.md W12)',
      changed(good, ' ID=', ' id="_x" ID='),
    ],
    [
      'an IssueInstant that does not parse (security.md R4)',
      changed(good, /IssueInstant="[^"]*"/, 'IssueInstant="now"'),
    ],
    ['text between the children', within('x')],
  ];
  it.each(bad)('refuses %s', (_title, text) => {
    expect(codeOf(() => read(text))).toBe('RESPONSE_MALFORMED');
  });
});
