/**
 * What breaks real services if the hub deviates (OIOSAML.Java 3, OIOSAML.Net 3, OIOSAML.Java 2): the 49 known quirks as
 * assertions on what the hub emits. The messages come from whole logins, decrypted as the service does.
 */
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ServiceProvider } from '../../src/domain/federation/index.ts';
import { hubAddresses, ownMetadata } from '../../src/compose/own-metadata.ts';
import { readMetadata } from '../../src/saml/metadata/index.ts';
import { anna, ask, clara, login, statusOf } from '../support/journeys.ts';
import { askedBy, requestOf, valuesOf, type ReadAnswer } from '../support/partners.ts';
import { CookieJar, hubUrl, keyOf, makeWorld, serviceProvider, type World } from '../support/world.ts';

let world: World;
/** Answers by service and user. */
let citizen3: ReadAnswer;
let employee3: ReadAnswer;
let citizen2: ReadAnswer;
let employee2: ReadAnswer;
let all: readonly ReadAnswer[];
beforeAll(async () => {
  world = await makeWorld();
  const read = async (sp: ServiceProvider, who: typeof anna): Promise<ReadAnswer> =>
    (await login(world, sp, world.mitid, who)).read;
  [citizen3, employee3] = [await read(world.sp3, anna), await read(world.sp3, clara)];
  [citizen2, employee2] = [await read(world.sp2, anna), await read(world.sp2, clara)];
  all = [citizen3, employee3, citizen2, employee2];
});

const loa = 'https://data.gov.dk/concept/core/nsis/loa';
const inner = (answer: ReadAnswer): string => answer.assertionXml ?? '';
const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;
const seconds = (from: number, to: number | undefined): number => ((to ?? NaN) - from) / 1000;

describe('the Response and its encryption', () => {
  it('row 1: goes by POST, with the ACS as Destination', () => {
    for (const answer of all) expect(answer.envelope.destination).toBe(answer.action);
  });
  it('row 2: InResponseTo on Response and confirmation, of the request', () => {
    for (const { envelope, assertion } of all) {
      expect(envelope.inResponseTo).toMatch(/^_test/);
      expect(assertion?.confirmations[0]?.inResponseTo).toBe(envelope.inResponseTo);
    }
  });
  it('row 3: exactly one EncryptedAssertion, no plain one', () => {
    for (const { envelope } of all)
      expect([envelope.encryptedAssertions.length, envelope.assertions.length]).toEqual([1, 0]);
  });
  it('rows 4, 5, 6, 7: aes256-cbc and rsa-oaep-mgf1p with SHA-1, EncryptionMethod always said', () => {
    for (const { xml } of all) {
      expect(xml).toContain(
        '<xenc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#aes256-cbc">',
      );
      expect(xml).toContain(
        '<xenc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p">',
      );
      expect(xml).toContain('<ds:DigestMethod Algorithm="http://www.w3.org/2000/09/xmldsig#sha1">');
      expect(xml).not.toMatch(/gcm|xmlenc11#rsa-oaep|rsa-1_5/);
      expect(xml).toMatch(/<xenc:EncryptedData[^>]*>.*<ds:KeyInfo[^>]*><xenc:EncryptedKey>/s);
    }
  });
  it('rows 4, 5: GCM only for a service whose metadata lists it', async () => {
    const modern = serviceProvider('modern', 'oiosaml3', {
      encryptionMethods: [{ algorithm: 'http://www.w3.org/2009/xmlenc11#aes256-gcm' }],
    });
    await world.save(modern);
    const { read } = await login(world, modern, world.mitid, anna);
    expect(read.xml).toContain('http://www.w3.org/2009/xmlenc11#aes256-gcm');
    expect(statusOf(read)).toBe('Success');
  });
});

describe('the signature', () => {
  it('row 8: the assertion is signed, the Response is not', () => {
    for (const answer of all) {
      expect(answer.envelope.hasSignature).toBe(false);
      expect(count(inner(answer), /<ds:Signature /g)).toBe(1);
    }
  });
  it('row 9: right after Issuer, RSA-SHA256, reference to the assertion ID, certificate in KeyInfo', () => {
    for (const answer of all) {
      expect(inner(answer)).toMatch(/<\/saml:Issuer><ds:Signature /);
      expect(inner(answer)).toContain(`URI="#${answer.assertion?.id}"`);
      expect(inner(answer)).toContain('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256');
      expect(inner(answer)).toContain(`<ds:X509Certificate>${keyOf('hub-signing').certificate}<`);
    }
  });
  it('row 10: xs, xsi and saml are declared on the assertion itself', () => {
    for (const answer of all) {
      const start = /^<saml:Assertion [^>]*>/.exec(inner(answer))?.[0] ?? '';
      for (const prefix of ['saml', 'xs', 'xsi']) expect(start).toContain(`xmlns:${prefix}=`);
    }
  });
});

describe('times and statements', () => {
  it('row 12: IssueInstant is the time of sending', async () => {
    const browser = new CookieJar();
    await login(world, world.sp3, world.mitid, anna, { browser });
    world.clock.advance(30 * 60_000);
    const { read } = await login(world, world.sp3, world.mitid, anna, { browser });
    expect([read.envelope.issueInstant, read.assertion?.issueInstant]).toEqual([
      world.clock.now(),
      world.clock.now(),
    ]);
  });
  it('rows 13, 14: Conditions have both times, the confirmation has no NotBefore', () => {
    for (const { assertion } of all) {
      const sent = assertion?.issueInstant ?? 0;
      expect(seconds(sent, assertion?.conditions.notBefore)).toBe(-60);
      expect(seconds(sent, assertion?.conditions.notOnOrAfter)).toBe(3600);
      expect(assertion?.confirmations).toHaveLength(1);
      expect(assertion?.confirmations[0]).not.toHaveProperty('notBefore');
      expect(seconds(sent, assertion?.confirmations[0]?.notOnOrAfter)).toBe(300);
    }
  });
  it('rows 15, 16: Recipient and Audience exact; without an ACS in the request the default one', async () => {
    expect(citizen3.assertion?.confirmations[0]?.recipient).toBe('https://sp3.example/acs');
    expect(citizen3.assertion?.conditions.audiences).toEqual([[world.sp3.entityId]]);
    const two = serviceProvider('two', 'oiosaml3', {
      acs: [
        { binding: 'post', location: 'https://two.example/first', index: 0 },
        { binding: 'post', location: 'https://two.example/default', index: 1, isDefault: true },
      ],
    });
    await world.save(two);
    const request = { more: { acsUrl: undefined } as never };
    expect((await login(world, two, world.mitid, anna, { request })).read.action).toBe(
      'https://two.example/default',
    );
  });
  it('rows 17, 18, 19: one AuthnStatement with SessionIndex and an absolute class reference, one AttributeStatement', () => {
    for (const answer of all) {
      expect(count(inner(answer), /<saml:AuthnStatement /g)).toBe(1);
      expect(count(inner(answer), /<saml:AttributeStatement>/g)).toBe(1);
      expect(answer.assertion?.authnStatement.sessionIndex).toMatch(/^_[0-9a-f]{32}$/);
      expect(answer.assertion?.authnStatement.classRef).toMatch(/^(https|urn):/);
    }
  });
});

describe('who it is', () => {
  it('row 20: NameID is a data.gov.dk URL with a bare lower-case UUID', () => {
    const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$';
    const prefix = '^https://data.gov.dk/model/core/eid/';
    expect(citizen3.assertion?.nameId.value).toMatch(new RegExp(`${prefix}person/uuid/${uuid}`));
    expect(employee3.assertion?.nameId.value).toMatch(new RegExp(`${prefix}professional/uuid/${uuid}`));
  });
  it('row 21: a Person asked for is never answered with a Professional', async () => {
    const request = {
      more: {
        requestedAuthnContext: { comparison: 'minimum', classRefs: ['https://data.gov.dk/eid/Person'] },
      },
    } as never;
    expect(statusOf((await login(world, world.sp3, world.mitid, clara, { request })).read)).toBe(
      'Responder/NoAuthnContext',
    );
  });
  it('row 22: specVersion and SpecVer, letter by letter', () => {
    expect(valuesOf(citizen3, 'https://data.gov.dk/model/core/specVersion')).toEqual(['OIO-SAML-3.0']);
    expect(valuesOf(citizen2, 'dk:gov:saml:attribute:SpecVer')).toEqual(['DK-SAML-2.0']);
  });
  it('row 23: a professional has a CVR of 8 digits and a name of the organisation', () => {
    expect(valuesOf(employee3, 'https://data.gov.dk/model/core/eid/professional/cvr')).toEqual(['99990001']);
    expect(valuesOf(employee3, 'https://data.gov.dk/model/core/eid/professional/orgName')[0]).not.toBe('');
  });
});

describe('the level', () => {
  it('row 24: loa is one of the three words', () => {
    for (const answer of [citizen3, employee3]) expect(valuesOf(answer, loa)).toEqual(['Substantial']);
  });
  it('row 25: never below the requested one', async () => {
    const request = {
      more: { requestedAuthnContext: { comparison: 'minimum', classRefs: [`${loa}/High`] } },
    } as never;
    expect(statusOf((await login(world, world.sp3, world.mitid, anna, { request })).read)).toBe(
      'Responder/NoAuthnContext',
    );
  });
  it('row 26: loa and AssuranceLevel never together', () => {
    expect(valuesOf(citizen3, 'dk:gov:saml:attribute:AssuranceLevel')).toEqual([]);
    expect(valuesOf(citizen2, loa)).toEqual([]);
    expect(valuesOf(citizen2, 'dk:gov:saml:attribute:AssuranceLevel')).toEqual(['3']);
  });
});

describe('attributes', () => {
  it('rows 27, 28, 29: plain xs:string values, never nil', () => {
    for (const answer of all) {
      const values = count(inner(answer), /<saml:AttributeValue/g);
      expect(
        count(inner(answer), /<saml:AttributeValue xsi:type="xs:string">[^<]*<\/saml:AttributeValue>/g),
      ).toBe(values);
      expect(inner(answer)).not.toContain('xsi:nil');
    }
  });
  it('row 30: every attribute name is an absolute URI', () => {
    for (const { assertion } of all)
      for (const { name } of assertion?.attributes ?? []) expect(name).toMatch(/^(https|urn|dk):/);
  });
  it('row 31: nothing inside is encrypted on its own', () => {
    for (const answer of all) expect(inner(answer)).not.toMatch(/EncryptedID|EncryptedAttribute/);
  });
  it('row 32: assertion IDs are of 33 characters and never repeat', () => {
    const ids = all.map(({ assertion }) => assertion?.id ?? '');
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^_[0-9a-f]{32}$/);
  });
  it('row 33: no privileges are sent until the rights store is there', () => {
    for (const answer of all) expect(inner(answer)).not.toContain('rivileges');
  });
});

describe('requests and errors', () => {
  it('rows 34, 35: no ACS and no RelayState needed; a RelayState is echoed unchanged, none is never invented', async () => {
    const relayState = 'ss:mem:æ + %20&<';
    const request = { relayState, more: { acsUrl: undefined } } as never;
    expect((await login(world, world.sp3, world.mitid, anna, { request })).read.relayState).toBe(relayState);
    expect(citizen3.relayState).toBeUndefined();
  });
  it('row 43: a request that may not be answered gets a page of the hub, not a meaningless Response', async () => {
    const wire = await requestOf(world.sp3, { now: world.clock.now(), signedBy: 'nemid' });
    expect((await world.journey.start('oiosaml3', wire, new CookieJar())).step.kind).toBe('refused');
  });
});

describe('metadata', () => {
  const keys = (): Parameters<typeof ownMetadata>[1] => ({
    signing: keyOf('hub-signing').handle,
    decryption: [keyOf('hub-decryption').handle],
  });
  const documents = (): ReturnType<typeof ownMetadata> =>
    ownMetadata(hubAddresses(hubUrl), keys(), hubUrl, { name: 'Test', technicalContact: 'test@hub.invalid' });
  const face = (name: 'oiosaml3' | 'oiosaml2') => readMetadata(documents().get(name)?.xml ?? '', {});

  it('row 11: the active signing key stands first', () => {
    expect(face('oiosaml3').idp?.keys[0]?.certificate).toBe(keyOf('hub-signing').certificate);
  });
  it('row 36: Redirect is among the SSO endpoints of both faces', () => {
    for (const name of ['oiosaml3', 'oiosaml2'] as const) {
      expect(face(name).idp?.sso.map(({ binding }) => binding.split(':').at(-1))).toContain('HTTP-Redirect');
    }
  });
  it('rows 44, 45: stable entityID and bytes, no validUntil', () => {
    expect(face('oiosaml3').entityId).toBe(`${hubUrl}/metadata/oiosaml3`);
    expect(documents().get('oiosaml3')?.xml).toBe(documents().get('oiosaml3')?.xml);
    expect(face('oiosaml3').validUntil).toBeUndefined();
  });
  it('row 46: what is signed with and published is the configured certificate, with the CRL and OCSP addresses of its issuer', () => {
    const { certificate } = keyOf('hub-signing');
    expect(face('oiosaml2').idp?.keys.map((key) => key.certificate)).toEqual([certificate]);
    for (const answer of all) expect(inner(answer)).toContain(`<ds:X509Certificate>${certificate}<`);
  });
  it.each([36, 37, 38, 39, 40, 41, 42, 49])(
    'row %i: concerns logout; the hub publishes no logout endpoint yet, so none is expected of it',
    () => {
      for (const name of ['oiosaml3', 'oiosaml2', 'sp'] as const) {
        expect(documents().get(name)?.xml).not.toContain('SingleLogoutService');
      }
    },
  );
  it('row 48: an expired key beside a valid one is passed over, not refused (row 47: test/saml/metadata/read-metadata.test.ts)', async () => {
    const [key] = world.sp3.keys;
    if (!key) throw new Error('no key');
    const expired = { ...key, certificate: keyOf('old').certificate, notAfter: world.clock.now() - 1 };
    const mixed = serviceProvider('mixed', 'oiosaml3');
    await world.save({ ...mixed, keys: [expired, ...mixed.keys] });
    const { read } = await login(world, mixed, world.mitid, anna);
    expect(statusOf(read)).toBe('Success');
  });
  it('what the hub asks an identity provider: ACS, POST, Destination, Issuer, for whom (3.3, 5.1)', async () => {
    const asked = askedBy((await ask(world, world.sp3, world.mitid, new CookieJar())).step);
    expect(asked.xml).toContain(`AssertionConsumerServiceURL="${hubUrl}/saml/acs"`);
    expect(asked.xml).toContain('ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"');
    expect(asked.xml).toContain(`<samlp:RequesterID>${world.sp3.entityId}</samlp:RequesterID>`);
  });
});
