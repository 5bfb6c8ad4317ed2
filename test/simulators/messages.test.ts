import { createPrivateKey, privateDecrypt, createDecipheriv, constants } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { schemaErrors } from '../support/schema.ts';
import { Browser, formOf } from './browser.ts';
import { chooseAt, keyOf, type Pair, startPair } from './parties.ts';

/** Decrypts with node:crypto alone: a second opinion on what samlify's encryption wrote (aes256-cbc, rsa-oaep-mgf1p). */
function decrypted(response: string): string {
  const [keyText = '', dataText = ''] = [
    ...response.matchAll(/<[a-z]+:CipherValue>\s*([^<\s]+)\s*<\/[a-z]+:CipherValue>/g),
  ].map((found) => found[1] ?? '');
  const padding = constants.RSA_PKCS1_OAEP_PADDING;
  const privateKey = createPrivateKey(keyOf('sp').privateKeyPem);
  const key = privateDecrypt({ key: privateKey, padding, oaepHash: 'sha1' }, Buffer.from(keyText, 'base64'));
  const data = Buffer.from(dataText, 'base64');
  const decipher = createDecipheriv('aes-256-cbc', key, data.subarray(0, 16)).setAutoPadding(false);
  const text = Buffer.concat([decipher.update(data.subarray(16)), decipher.final()]);
  return text.subarray(0, text.length - (text.at(-1) ?? 0)).toString('utf8');
}

describe.each(['oiosaml3', 'oiosaml2'] as const)('messages of %s on the wire', (dialect) => {
  const method = dialect === 'oiosaml3' ? 'app' : 'code-card';
  let pair: Pair;
  let response: string;
  let request: string;

  beforeAll(async () => {
    pair = await startPair(dialect);
    const asked = await fetch(`${pair.sp.url}/login?force=1`, { redirect: 'manual' });
    const query = new URL(asked.headers.get('location') ?? '').searchParams;
    request = inflateRawSync(Buffer.from(query.get('SAMLRequest') ?? '', 'base64')).toString();
    const handOver = await chooseAt(pair, { person: 'aase', method }, new Browser());
    response = Buffer.from(formOf(handOver).fields.get('SAMLResponse') ?? '', 'base64').toString();
  });
  afterAll(() => pair.close());

  it('are valid by the OASIS schemas, metadata too', () => {
    for (const xml of [request, response, decrypted(response), pair.idp.metadataXml, pair.sp.metadataXml]) {
      expect(schemaErrors(xml)).toBeUndefined();
    }
  });

  it('sign the assertion and not the Response, right after the Issuer, then encrypt', () => {
    expect(response).not.toContain('Signature');
    expect(response.match(/EncryptedAssertion[ >]/g)).toHaveLength(2);
    const assertion = decrypted(response);
    expect(assertion).toMatch(/<\/saml:Issuer><ds:Signature /);
    expect(assertion).toContain('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256');
  });

  it('let the assertion stand alone: xs and xsi are declared on it, every value is an xs:string', () => {
    const assertion = decrypted(response);
    const start = /^<saml:Assertion[^>]*>/.exec(assertion)?.[0] ?? '';
    expect(start).toContain('xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion"');
    expect(start).toContain('xmlns:xs="http://www.w3.org/2001/XMLSchema"');
    expect(start).toContain('xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"');
    const values = assertion.match(/<saml:AttributeValue[^>]*>/g) ?? [];
    expect(values.length).toBeGreaterThan(8);
    for (const value of values) expect(value).toContain('xsi:type="xs:string"');
  });

  it('ask as the service was told to', () => {
    expect(request).toContain('ForceAuthn="true"');
    expect(request).not.toContain('IsPassive');
  });

  it('publish the same metadata they return, with the endpoints of the running port', async () => {
    for (const party of [pair.idp, pair.sp]) {
      const answer = await fetch(`${party.url}/metadata`);
      expect(answer.headers.get('content-type')).toContain('application/samlmetadata+xml');
      expect(await answer.text()).toBe(party.metadataXml);
      expect(party.metadataXml).toContain(`entityID="${party.entityId}"`);
      expect(party.metadataXml).toContain(`Location="${party.url}/`);
    }
  });
});

it('asks for a level and a profile in the words of OIOSAML 3.0, Comparison minimum', async () => {
  const pair = await startPair('oiosaml3');
  const asked = await fetch(`${pair.sp.url}/login?level=High&kind=person`, { redirect: 'manual' });
  await pair.close();
  const query = new URL(asked.headers.get('location') ?? '').searchParams;
  const xml = inflateRawSync(Buffer.from(query.get('SAMLRequest') ?? '', 'base64')).toString();
  expect(xml).toContain('Comparison="minimum"');
  expect(xml).toContain('>https://data.gov.dk/concept/core/nsis/loa/High<');
  expect(xml).toContain('>https://data.gov.dk/eid/Person<');
  expect(schemaErrors(xml)).toBeUndefined();
});
