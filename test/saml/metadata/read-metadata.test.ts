/** The shapes that real metadata comes in (oiosaml.md 3.5), and what is not metadata at all. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readMetadata } from '../../../src/saml/metadata/index.ts';
import { rsaKey } from '../../support/keys.ts';
import {
  aggregate,
  consumingService,
  encryptionMethod,
  endpoint,
  idpMetadata,
  keyDescriptor,
  post,
  requestedAttribute,
  soap,
  spMetadata,
} from '../../support/partner-metadata.ts';

const { certificate } = rsaKey('partner');
const other = rsaKey('other partner').certificate;
const gcm = 'http://www.w3.org/2009/xmlenc11#aes256-gcm';
const oaep = 'http://www.w3.org/2009/xmlenc11#rsa-oaep';
const digest = 'http://www.w3.org/2001/04/xmlenc#sha256';
const mgf = 'http://www.w3.org/2009/xmlenc11#mgf1sha256';
const oaepWithParameters = encryptionMethod(
  oaep,
  `<ds:DigestMethod Algorithm="${digest}"/><x:MGF xmlns:x="http://www.w3.org/2009/xmlenc11#" Algorithm="${mgf}"/>`,
);
const keysOf = (keys: string) => readMetadata(spMetadata({ keys })).sp?.keys ?? [];
const methodsOf = (keys: string) => readMetadata(spMetadata({ keys })).sp?.encryptionMethods;

describe('keys', () => {
  it('reads several keys of each use in document order', () => {
    const keys = [
      keyDescriptor('signing', certificate),
      keyDescriptor('signing', other),
      keyDescriptor('encryption', other),
    ];
    expect(keysOf(keys.join('')).map((key) => [key.use, key.certificate])).toEqual([
      ['signing', certificate],
      ['signing', other],
      ['encryption', other],
    ]);
  });

  it('takes a KeyDescriptor without use for both uses', () => {
    expect(keysOf(keyDescriptor(undefined, certificate)).map(({ use }) => use)).toEqual(['both']);
  });

  it('reads a certificate that is wrapped over lines and indented', () => {
    const wrapped = `\n    ${certificate.replace(/.{64}/g, '$&\r\n\t  ')}\n  `;
    expect(keysOf(keyDescriptor('signing', wrapped)).map((key) => key.certificate)).toEqual([certificate]);
  });

  it('says what kind of key it is and how long its certificate is valid', () => {
    expect(keysOf(keyDescriptor('signing', certificate))[0]).toMatchObject({
      keyType: 'rsa',
      bits: 2048,
      subject: 'CN=Test partner',
      notBefore: Date.UTC(2020, 0, 1),
      notAfter: Date.UTC(2049, 11, 31),
    });
  });

  it('takes the own certificate out of a chain, wherever it stands, never that of its issuer', () => {
    const file = readFileSync(
      new URL('../../vectors/metadata/sp/oiosaml2-net-demo-signed.xml', import.meta.url),
      'utf8',
    );
    const chain = [...file.slice(0, file.indexOf('</Signature>')).matchAll(/<X509Certificate>([^<]+)</g)].map(
      (match) => match[1] ?? '',
    );
    expect(chain).toHaveLength(3);
    for (const order of [chain, [...chain].reverse()]) {
      const keys = keysOf(keyDescriptor('signing', order.join('</ds:X509Certificate><ds:X509Certificate>')));
      expect(keys.map((key) => key.certificate)).toEqual([chain[0]]);
    }
  });

  it('reads both certificates of one KeyInfo when neither issued the other', () => {
    const two = `${certificate}</ds:X509Certificate><ds:X509Certificate>${other}`;
    expect(keysOf(keyDescriptor('signing', two)).map((key) => key.certificate)).toEqual([certificate, other]);
  });

  it('passes over a key without a certificate', () => {
    const bare = '<md:KeyDescriptor><ds:KeyInfo><ds:KeyName>k</ds:KeyName></ds:KeyInfo></md:KeyDescriptor>';
    expect(keysOf(bare + keyDescriptor('signing', certificate))).toHaveLength(1);
  });
});

describe('encryption methods', () => {
  const expected = [{ algorithm: gcm }, { algorithm: oaep, digest, mgf }];

  it('reads them after KeyInfo, with digest and mask generation function', () => {
    const after = encryptionMethod(gcm) + oaepWithParameters;
    expect(methodsOf(keyDescriptor('encryption', certificate, { after }))).toEqual(expected);
  });

  it('reads them inside KeyInfo too, where they do not belong (row 47)', () => {
    const inKeyInfo = encryptionMethod(gcm) + oaepWithParameters;
    expect(methodsOf(keyDescriptor('encryption', certificate, { inKeyInfo }))).toEqual(expected);
  });

  it('lists a method of two keys once and leaves out those of a signing key', () => {
    const after = encryptionMethod(gcm);
    const keys =
      keyDescriptor('encryption', certificate, { after }) +
      keyDescriptor(undefined, other, { after }) +
      keyDescriptor('signing', other, { after: encryptionMethod('urn:example:unused') });
    expect(methodsOf(keys)).toEqual([{ algorithm: gcm }]);
  });
});

describe('endpoints, requests and contacts', () => {
  it('reads index, isDefault in both spellings of a boolean, and ResponseLocation', () => {
    const service = (location: string, more: string) =>
      endpoint('AssertionConsumerService', post, location, more);
    const { sp } = readMetadata(
      spMetadata({
        entry:
          service('https://a.example/1', ' index="7" isDefault="0"') +
          service('https://a.example/2', ' index="3" isDefault="1"'),
        slo: endpoint(
          'SingleLogoutService',
          soap,
          'https://a.example/s',
          ' ResponseLocation="https://a.example/r"',
        ),
      }),
    );
    expect(sp?.acs).toEqual([
      { binding: post, location: 'https://a.example/1', index: 7, isDefault: false },
      { binding: post, location: 'https://a.example/2', index: 3, isDefault: true },
    ]);
    expect(sp?.slo).toEqual([
      { binding: soap, location: 'https://a.example/s', responseLocation: 'https://a.example/r' },
    ]);
  });

  it('joins the requests of several consuming services; required by one is required', () => {
    const inRole =
      consumingService('Ansøgning', [requestedAttribute('urn:a'), requestedAttribute('urn:b')]) +
      consumingService('Andet', [requestedAttribute('urn:b', ' isRequired="true"')], 1);
    const { sp } = readMetadata(spMetadata({ inRole }));
    expect(sp?.requestedAttributes).toEqual([
      { name: 'urn:a', isRequired: false },
      { name: 'urn:b', isRequired: true },
    ]);
    expect([sp?.names.map(({ text }) => text), sp?.attributeServiceIndexes]).toEqual([
      ['Ansøgning', 'Andet'],
      [0, 1],
    ]);
  });

  it('reads a contact inside the role descriptor as well (row 47), and mailto: addresses', () => {
    const contact = (type: string, address: string) =>
      `<md:ContactPerson contactType="${type}"><md:SurName/><md:EmailAddress>${address}</md:EmailAddress></md:ContactPerson>`;
    const { contacts } = readMetadata(
      spMetadata({
        inRole: contact('technical', 'mailto:drift@service.example'),
        afterRole: contact('support', 'hjaelp@service.example'),
      }),
    );
    expect(contacts).toEqual([
      { type: 'support', emails: ['hjaelp@service.example'], phones: [] },
      { type: 'technical', emails: ['drift@service.example'], phones: [] },
    ]);
  });

  it('takes the flags for what they say, absent for false', () => {
    const { sp } = readMetadata(spMetadata());
    expect([sp?.authnRequestsSigned, sp?.wantAssertionsSigned]).toEqual([true, true]);
    const bare = readMetadata(
      spMetadata().replace(/ AuthnRequestsSigned="true" WantAssertionsSigned="true"/, ''),
    );
    expect([bare.sp?.authnRequestsSigned, bare.sp?.wantAssertionsSigned]).toEqual([false, false]);
  });

  it('prefers the name made for people over the service name', () => {
    const inRole = consumingService('SP', []);
    const extensions = `<md:Extensions><u:UIInfo xmlns:u="urn:oasis:names:tc:SAML:metadata:ui"><u:DisplayName xml:lang="en">Permits</u:DisplayName></u:UIInfo></md:Extensions>`;
    const text = spMetadata({ inRole }).replace('<md:KeyDescriptor', `${extensions}<md:KeyDescriptor`);
    expect(readMetadata(text).sp?.names[0]).toEqual({ lang: 'en', text: 'Permits' });
  });
});

describe('entities and their validity', () => {
  it('takes the entity that was named out of an aggregate, and the earliest validUntil around it', () => {
    const text = aggregate(
      [idpMetadata(), aggregate([spMetadata({ attributes: ' validUntil="2030-01-01T00:00:00Z"' })])],
      ' validUntil="2027-05-01T12:00:00.1234567Z"',
    );
    const metadata = readMetadata(text, { entityId: 'https://saml.service.example' });
    expect(metadata.sp).toBeDefined();
    expect(metadata.validUntil).toBe(Date.UTC(2027, 4, 1, 12, 0, 0, 123));
  });

  it('reads a validUntil with an offset, and one without a zone as UTC', () => {
    const until = (text: string) =>
      readMetadata(spMetadata({ attributes: ` validUntil="${text}"` })).validUntil;
    expect(until('2027-05-01T14:00:00+02:00')).toBe(Date.UTC(2027, 4, 1, 12));
    expect(until('2027-05-01T12:00:00')).toBe(Date.UTC(2027, 4, 1, 12));
  });

  it('reads comments past, an XML declaration and a byte order mark', () => {
    const text = `\uFEFF<?xml version="1.0" encoding="utf-8"?>\n<!-- ours -->\n${spMetadata()}\n`;
    expect(readMetadata(text).entityId).toBe('https://saml.service.example');
  });

  it('reads an entity that has both roles', () => {
    const role = /<md:IDPSSODescriptor.*<\/md:IDPSSODescriptor>/s.exec(idpMetadata())?.[0] ?? '';
    const metadata = readMetadata(spMetadata({ afterRole: role }));
    expect([metadata.sp?.acs.length, metadata.idp?.sso.length]).toEqual([1, 1]);
  });

  it('passes over a descriptor for another protocol', () => {
    const text = spMetadata().replace(
      'protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"',
      'protocolSupportEnumeration="urn:oasis:names:tc:SAML:1.1:protocol"',
    );
    expect(readMetadata(text).sp).toBeUndefined();
  });
});
