import { describe, expect, it } from '@jest/globals';
import { claimedIssuer, readAuthnRequest } from '../../../src/saml/message/index.ts';
import { parseXml } from '../../../src/saml/xml/index.ts';
import { codeOf } from '../../support/refusal.ts';
import { changed, hub, hubAcs, now, requestContent, requestId, requestText, service } from '../samples.ts';

const read = (text: string) => readAuthnRequest(parseXml(text));
const good = requestText();
const inRequest = (child: string) => changed(good, '</samlp:AuthnRequest>', `${child}</samlp:AuthnRequest>`);

describe('AuthnRequest', () => {
  it('is read as it was written', () => {
    expect(read(good)).toEqual({
      id: requestId,
      version: '2.0',
      issueInstant: now,
      destination: 'https://idp.example/sso',
      issuer: hub,
      issuerFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:entity',
      acsUrl: hubAcs,
      protocolBinding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST',
      forceAuthn: false,
      isPassive: false,
      requestedAuthnContext: requestContent.requestedAuthnContext,
      requesterIds: [service],
      idpList: [],
      hasSubject: false,
      audience: hub,
    });
  });

  it('needs nothing but ID, Version, IssueInstant and Issuer, as OIOSAML.Net leaves the rest out', () => {
    const bare =
      '<p:AuthnRequest xmlns:p="urn:oasis:names:tc:SAML:2.0:protocol" ID="id1" Version="2.0" IssueInstant="2026-03-02T09:00:00Z">' +
      '<Issuer xmlns="urn:oasis:names:tc:SAML:2.0:assertion">https://sp</Issuer></p:AuthnRequest>';
    expect(read(bare)).toEqual({
      id: 'id1',
      version: '2.0',
      issueInstant: now,
      issuer: 'https://sp',
      forceAuthn: false,
      isPassive: false,
      requesterIds: [],
      idpList: [],
      hasSubject: false,
    });
  });

  it('takes the booleans of XML Schema and no others', () => {
    expect(read(changed(good, 'ForceAuthn="false"', 'ForceAuthn="1"')).forceAuthn).toBe(true);
    expect(read(changed(good, 'IsPassive="false"', 'IsPassive="0"')).isPassive).toBe(false);
    expect(codeOf(() => read(changed(good, 'IsPassive="false"', 'IsPassive="True"')))).toBe(
      'REQUEST_MALFORMED',
    );
  });

  it('takes Comparison in lower case, the right spelling first, and exact when there is none (oiosaml.md 1.3)', () => {
    const spelled = (attributes: string) =>
      read(changed(good, ' Comparison="minimum"', attributes)).requestedAuthnContext?.comparison;
    expect(spelled(' comparison="minimum"')).toBe('minimum');
    expect(spelled(' Comparison="better" comparison="minimum"')).toBe('better');
    expect(spelled('')).toBe('exact');
    expect(codeOf(() => spelled(' Comparison="Minimum"'))).toBe('REQUEST_MALFORMED');
  });

  it('reads an app switch, and passes over extensions it does not know', () => {
    const ns = 'https://data.gov.dk/eid/saml/extensions';
    const extension = (content: string) => inRequest(`<samlp:Extensions>${content}</samlp:Extensions>`);
    const appSwitch = `<e:AppSwitch xmlns:e="${ns}"><e:Platform>iOS</e:Platform><e:ReturnURL>app://x</e:ReturnURL></e:AppSwitch>`;
    expect(read(extension(appSwitch)).appSwitch).toEqual({ platform: 'iOS', returnUrl: 'app://x' });
    expect(read(extension('<x:Other xmlns:x="urn:x"/>')).appSwitch).toBeUndefined();
    expect(codeOf(() => read(extension(appSwitch + appSwitch)))).toBe('REQUEST_MALFORMED');
  });

  it('tells that there is a Subject without reading whom (security.md A10)', () => {
    const subject =
      '<saml:Subject xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"><saml:NameID>someone</saml:NameID></saml:Subject>';
    const request = read(inRequest(subject));
    expect(request.hasSubject).toBe(true);
    expect(JSON.stringify(request)).not.toContain('someone');
  });

  it('never reads Loc and GetComplete of an IDPList (security.md A12)', () => {
    const list =
      '<samlp:IDPList><samlp:IDPEntry ProviderID="urn:i" Loc="http://x/loc"/><samlp:GetComplete>http://x/all</samlp:GetComplete></samlp:IDPList>';
    const request = read(changed(good, '<samlp:Scoping>', `<samlp:Scoping>${list}`));
    expect(request.idpList).toEqual(['urn:i']);
    expect(JSON.stringify(request)).not.toContain('http://x/');
  });

  const bad: [title: string, text: string][] = [
    [
      'another message at the single sign-on address (security.md A14)',
      good.replaceAll('AuthnRequest', 'LogoutRequest'),
    ],
    ['a root of another namespace', good.replaceAll('SAML:2.0:protocol', 'SAML:2.0:protocol2')],
    [
      'a second attribute another reader takes for the ID (security.md W12)',
      changed(good, ' ID=', ' Id="_x" ID='),
    ],
    ['a request without ID', changed(good, / ID="[^"]*"/, '')],
    ['a request without Version', changed(good, ' Version="2.0"', '')],
    ['an IssueInstant that is no instant', changed(good, /IssueInstant="[^"]*"/, 'IssueInstant=""')],
    [
      'a second Issuer',
      inRequest('<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">x</saml:Issuer>'),
    ],
    ['an empty Issuer', changed(good, `>${hub}</saml:Issuer>`, '></saml:Issuer>')],
    ['an Issuer that holds an element', changed(good, `>${hub}</saml:Issuer>`, '><b/></saml:Issuer>')],
    [
      'an embedded Signature, which a verified view no longer holds',
      inRequest('<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"/>'),
    ],
    ['an unknown child', inRequest('<samlp:Status/>')],
    ['a second NameIDPolicy', inRequest('<samlp:NameIDPolicy/><samlp:NameIDPolicy/>')],
    ['text between the children', inRequest('text')],
    [
      'an ACS index that is no number (security.md A5)',
      changed(good, /AssertionConsumerServiceURL="[^"]*"/, 'AssertionConsumerServiceIndex="-1"'),
    ],
    [
      'an ACS index over 65535',
      changed(good, /AssertionConsumerServiceURL="[^"]*"/, 'AssertionConsumerServiceIndex="65536"'),
    ],
  ];
  it.each(bad)('refuses %s', (_title, text) => {
    expect(codeOf(() => read(text))).toBe('REQUEST_MALFORMED');
  });

  it('names the claimed Issuer exactly as it stands, blanks included (security.md A9)', () => {
    const padded = parseXml(changed(good, `>${hub}<`, `> ${hub} <`));
    expect(claimedIssuer(padded, 'REQUEST_MALFORMED')).toBe(` ${hub} `);
  });
});
