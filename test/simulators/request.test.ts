import { createSign } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Browser } from './browser.ts';
import { keyOf, type Pair, startPair } from './parties.ts';

const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';

interface Changes {
  readonly issuer?: string;
  readonly destination?: string;
  readonly acs?: string;
  readonly inside?: string;
  readonly flags?: string;
}

describe('what the identity provider refuses in a request', () => {
  let pair: Pair;
  beforeAll(async () => {
    pair = await startPair('oiosaml3');
  });
  afterAll(() => pair.close());

  const requestXml = (changes: Changes): string =>
    `<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ` +
    `ID="_0123456789abcdef0123456789abcdef" Version="2.0" IssueInstant="${new Date().toISOString()}" ` +
    `Destination="${changes.destination ?? `${pair.idp.url}/sso`}"${changes.acs ?? ''}${changes.flags ?? ''}>` +
    `<saml:Issuer>${changes.issuer ?? pair.sp.entityId}</saml:Issuer>${changes.inside ?? ''}</samlp:AuthnRequest>`;

  const signed = (xml: string, algorithm = RSA_SHA256, key = keyOf('sp').privateKeyPem): string => {
    const message = encodeURIComponent(deflateRawSync(xml).toString('base64'));
    const octets = `SAMLRequest=${message}&SigAlg=${encodeURIComponent(algorithm)}`;
    const hash = algorithm === RSA_SHA256 ? 'sha256' : 'sha1';
    const signature = createSign(hash).update(octets).sign(key, 'base64');
    return `${octets}&Signature=${encodeURIComponent(signature)}`;
  };

  const ask = async (query: string): Promise<readonly [number, string]> => {
    const page = await new Browser().open(`${pair.idp.url}/sso?${query}`);
    return [page.status, page.text];
  };

  it('accepts a minimal signed request, without ACS, and shows whom it is asked for', async () => {
    const [status, text] = await ask(
      signed(
        requestXml({
          inside:
            '<samlp:Scoping><samlp:RequesterID>https://sp.example.test</samlp:RequesterID></samlp:Scoping>',
        }),
      ),
    );
    expect(status).toBe(200);
    expect(text).toContain('https://sp.example.test');
  });

  it.each<[string, Changes, RegExp]>([
    ['another issuer', { issuer: 'https://other.example.test' }, /unknown issuer/],
    ['another destination', { destination: 'https://other.example.test/sso' }, /Destination/],
    [
      'an endpoint that is not in the metadata',
      { acs: ' AssertionConsumerServiceURL="https://evil.example.test/acs"' },
      /no such AssertionConsumerService/,
    ],
  ])('refuses %s', async (_name, changes, reason) => {
    const [status, text] = await ask(signed(requestXml(changes)));
    expect(status).toBe(400);
    expect(text).toMatch(reason);
  });

  it('refuses a document type', async () => {
    const [status, text] = await ask(signed(`<!DOCTYPE a [<!ENTITY b "c">]>${requestXml({})}`));
    expect(status).toBe(400);
    expect(text).toContain('ERR_INVALID_XML');
  });

  it('refuses RSA-SHA1', async () => {
    const sha1 = 'http://www.w3.org/2000/09/xmldsig#rsa-sha1';
    const [status, text] = await ask(signed(requestXml({}), sha1));
    expect(status).toBe(400);
    expect(text).toContain('not signed with RSA-SHA256');
  });

  it('refuses the signature of another key', async () => {
    const [status, text] = await ask(signed(requestXml({}), RSA_SHA256, keyOf('stranger').privateKeyPem));
    expect(status).toBe(400);
    expect(text).toContain('ERR_FAILED_MESSAGE_SIGNATURE_VERIFICATION');
  });

  it('refuses an unsigned request', async () => {
    const message = encodeURIComponent(deflateRawSync(requestXml({})).toString('base64'));
    expect((await ask(`SAMLRequest=${message}`))[0]).toBe(400);
  });

  it('refuses a parameter that comes twice', async () => {
    const query = signed(requestXml({}));
    const [status, text] = await ask(`${query}&${query.split('&')[0]}`);
    expect(status).toBe(400);
    expect(text).toContain('SAMLRequest twice');
  });

  it('refuses a message that inflates beyond 256 kB', async () => {
    const [status, text] = await ask(signed(requestXml({ inside: ' '.repeat(300_000) })));
    expect(status).toBe(400);
    expect(text).toContain('too large');
  });

  it('answers a login that is not waiting any more with a page', async () => {
    const body = new URLSearchParams({ login: 'gone', person: 'aase', method: 'app', do: 'login' });
    const response = await fetch(`${pair.idp.url}/login`, { method: 'POST', body });
    expect(response.status).toBe(410);
    expect(await response.text()).toContain('Begynd igen ved tjenesten');
  });

  it('refuses a person or a method it does not know', async () => {
    const browser = new Browser();
    const page = await browser.open(`${pair.sp.url}/login`);
    expect((await browser.submit(page, { person: 'kaj', method: 'app', do: 'login' })).status).toBe(400);
    expect((await browser.submit(page, { person: 'aase', method: 'code-card', do: 'login' })).status).toBe(
      400,
    );
  });
});
