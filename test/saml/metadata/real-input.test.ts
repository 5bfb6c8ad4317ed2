/** What is read of real metadata, and why a file is refused where it must be (test/vectors/metadata/README.md). */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { judgeMetadata, readMetadata, type EntityMetadata } from '../../../src/saml/metadata/index.ts';
import {
  connectorAttributes,
  demoOiosaml2Attributes,
  demoOiosaml3Attributes,
  devtest4Attributes,
  nemloginAttributes,
} from './real-attributes.ts';

const now = Date.UTC(2026, 10, 25);
const read = (file: string): EntityMetadata =>
  readMetadata(readFileSync(new URL(`../../vectors/metadata/${file}`, import.meta.url), 'utf8'));

/** Keys and endpoints in a form that fits a line. */
function summary(metadata: EntityMetadata) {
  const role = metadata.sp ?? metadata.idp;
  const entry = metadata.sp?.acs ?? metadata.idp?.sso ?? [];
  const short = (one: (typeof entry)[number]) =>
    [one.binding.split(':').at(-1), one.location, one.responseLocation, one.index, one.isDefault]
      .filter((part) => part !== undefined)
      .join(' ');
  return {
    entityId: metadata.entityId,
    validUntil: metadata.validUntil === undefined ? undefined : new Date(metadata.validUntil).toISOString(),
    signature: metadata.signature,
    keys: role?.keys.map(
      (key) =>
        `${key.use} ${key.keyType} ${key.bits} ${key.fingerprint.slice(0, 8)} to ${new Date(key.notAfter).toISOString()}`,
    ),
    login: entry.map(short),
    logout: role?.slo.map(short),
    nameIdFormats: role?.nameIdFormats.map((format) => format.split(':').at(-1)),
    algorithms: role?.encryptionMethods,
  };
}
const findings = (metadata: EntityMetadata, role: 'sp' | 'idp', at = now) =>
  judgeMetadata(metadata, { now: at, role }).map(({ severity, code }) => `${severity} ${code}`);

describe('NemLog-in, OIOSAML 3.0', () => {
  const production = read('idp/nemlogin-oiosaml3-production.xml');

  it('reads production: two signing keys side by side, the older one first', () => {
    expect(summary(production)).toEqual({
      entityId: 'https://saml.nemlog-in.dk',
      validUntil: undefined,
      signature: 'none',
      keys: [
        'signing rsa 3072 fef7532a to 2026-03-21T13:16:08.000Z',
        'signing rsa 3072 40698187 to 2028-12-09T09:26:37.000Z',
      ],
      login: ['HTTP-Redirect https://login.nemlog-in.dk/idp/saml/3.0/'],
      logout: [
        'HTTP-Redirect https://login.nemlog-in.dk/idp/saml/3.0/',
        'HTTP-POST https://login.nemlog-in.dk/idp/saml/3.0/',
      ],
      nameIdFormats: ['transient', 'persistent'],
      algorithms: [],
    });
    expect(production.idp?.wantAuthnRequestsSigned).toBe(true);
    expect(production.idp?.attributes.map(({ name }) => name)).toEqual(nemloginAttributes);
    expect(production.contacts).toEqual([
      { type: 'technical', company: 'NemLog-in', emails: ['nemlogin@digst.dk'], phones: [] },
    ]);
  });

  it('accepts production with a warning: the older certificate has expired beside a valid one', () => {
    expect(findings(production, 'idp')).toEqual(['warning METADATA_CERTIFICATE_EXPIRED']);
    expect(findings(production, 'idp', Date.UTC(2026, 0, 1))).toEqual([]);
  });

  it('reads and accepts the integration test environment: entityID with its trailing slash', () => {
    const inttest = read('idp/nemlogin-oiosaml3-inttest.xml');
    expect(summary(inttest)).toEqual({
      entityId: 'https://saml.test-nemlog-in.dk/',
      validUntil: undefined,
      signature: 'none',
      keys: ['signing rsa 3072 84ca6762 to 2028-08-19T13:41:39.000Z'],
      login: ['HTTP-Redirect https://login.test-nemlog-in.dk/idp/saml/3.0/'],
      logout: [
        'HTTP-Redirect https://login.test-nemlog-in.dk/idp/saml/3.0/',
        'HTTP-POST https://login.test-nemlog-in.dk/idp/saml/3.0/',
      ],
      nameIdFormats: ['transient', 'persistent'],
      algorithms: [],
    });
    expect(inttest.idp?.attributes.map(({ name }) => name)).toEqual(nemloginAttributes);
    expect(findings(inttest, 'idp')).toEqual([]);
  });

  it('reads and accepts devtest4: eight signing attributes more, another spelling of friendly names', () => {
    const devtest4 = read('idp/nemlogin-oiosaml3-devtest4.xml');
    expect(summary(devtest4)).toEqual({
      entityId: 'https://saml.test-devtest4-nemlog-in.dk',
      validUntil: undefined,
      signature: 'none',
      keys: ['signing rsa 3072 84ca6762 to 2028-08-19T13:41:39.000Z'],
      login: ['HTTP-Redirect https://test-devtest4-nemlog-in.dk/idp/saml/3.0/'],
      logout: [
        'HTTP-Redirect https://test-devtest4-nemlog-in.dk/idp/saml/3.0/',
        'HTTP-POST https://test-devtest4-nemlog-in.dk/idp/saml/3.0/',
      ],
      nameIdFormats: ['transient', 'persistent'],
      algorithms: [],
    });
    expect(devtest4.idp?.attributes.map(({ name }) => name)).toEqual(devtest4Attributes);
    expect(devtest4.idp?.attributes.find(({ name }) => name.endsWith('cprNumber'))?.friendlyName).toBe('Cpr');
    expect(findings(devtest4, 'idp')).toEqual([]);
  });

  it('refuses an identity provider file as a service provider (security.md M2)', () => {
    expect(findings(production, 'sp')).toEqual(['refuse METADATA_ROLE']);
  });
});

describe('the Danish eIDAS connector', () => {
  const connector = read('idp/eidas-connector-test.xml');

  it('reads it: a signing and an encryption key, no logout, comments and line-wrapped certificates', () => {
    expect(summary(connector)).toEqual({
      entityId: 'https://eidasconnector.test.eid.digst.dk/idp',
      validUntil: '2024-08-14T00:00:00.000Z',
      signature: 'none',
      keys: [
        'signing rsa 2048 c637841d to 2024-01-12T12:37:44.000Z',
        'encryption rsa 2048 c637841d to 2024-01-12T12:37:44.000Z',
      ],
      login: ['HTTP-Redirect https://eidasconnector.test.eid.digst.dk/Request'],
      logout: [],
      nameIdFormats: ['persistent', 'transient', 'unspecified'],
      algorithms: [],
    });
    expect(connector.idp?.attributes.map(({ name }) => name)).toEqual(connectorAttributes);
    expect(connector.idp?.names).toEqual([{ lang: 'en', text: 'Digitaliseringsstyrelsen' }]);
  });

  it('refuses it: validUntil is past, and so are both its certificates', () => {
    expect(findings(connector, 'idp')).toEqual([
      'refuse METADATA_EXPIRED',
      'refuse METADATA_CERTIFICATE_EXPIRED',
      'refuse METADATA_CERTIFICATE_EXPIRED',
      'warning METADATA_ENDPOINT',
    ]);
  });

  it('accepts it at a time when it was valid, and warns that it has no logout', () => {
    expect(findings(connector, 'idp', Date.UTC(2023, 0, 1))).toEqual(['warning METADATA_ENDPOINT']);
  });
});

describe('OIOSAML.Net demo services', () => {
  const endpoints = {
    login: ['HTTP-POST https://oiosaml-net.dk:20002/login.ashx 0 true'],
    logout: ['HTTP-POST', 'HTTP-Redirect', 'SOAP'].map(
      (binding) =>
        `${binding} https://oiosaml-net.dk:20002/logout.ashx https://oiosaml-net.dk:20002/logout.ashx`,
    ),
    nameIdFormats: ['persistent'],
    algorithms: [],
  };
  const oiosaml3 = read('sp/oiosaml3-net-demo.xml');
  const oiosaml2 = read('sp/oiosaml2-net-demo-signed.xml');
  const requests = ({ sp }: EntityMetadata) =>
    sp?.requestedAttributes.map(({ name, isRequired }) => `${isRequired ? '*' : ''}${name}`);

  it('reads the 3.0 service: one certificate for both uses, requests with the required ones marked', () => {
    expect(summary(oiosaml3)).toEqual({
      entityId: 'https://saml.oiosaml3-net.dk',
      validUntil: '2021-03-25T10:35:17.997Z',
      signature: 'none',
      keys: [
        'signing rsa 2048 7fbd8cbf to 2023-12-01T13:05:05.000Z',
        'encryption rsa 2048 7fbd8cbf to 2023-12-01T13:05:05.000Z',
      ],
      ...endpoints,
    });
    expect(requests(oiosaml3)).toEqual(demoOiosaml3Attributes);
  });

  it('refuses the 3.0 service: validUntil and certificates are past; it was fine in its time', () => {
    expect(findings(oiosaml3, 'sp')).toEqual([
      'refuse METADATA_EXPIRED',
      'refuse METADATA_CERTIFICATE_EXPIRED',
      'refuse METADATA_CERTIFICATE_EXPIRED',
    ]);
    expect(findings(oiosaml3, 'sp', Date.UTC(2021, 0, 1))).toEqual([]);
  });

  it('reads the 2.0 service through its signature: two keys of each use, one pair of them expired', () => {
    expect(summary(oiosaml2)).toEqual({
      entityId: 'https://saml.oiosaml-net.dk',
      validUntil: '2020-08-31T07:45:57.554Z',
      signature: 'embedded',
      keys: [
        'signing rsa 2048 80b8a93b to 2023-08-12T09:31:21.000Z',
        'encryption rsa 2048 80b8a93b to 2023-08-12T09:31:21.000Z',
        'signing rsa 2048 e2867dfe to 2020-02-21T23:00:00.000Z',
        'encryption rsa 2048 e2867dfe to 2020-02-21T23:00:00.000Z',
      ],
      ...endpoints,
    });
    expect(requests(oiosaml2)).toEqual(demoOiosaml2Attributes);
  });

  it('refuses the 2.0 service now', () => {
    expect(findings(oiosaml2, 'sp')).toEqual([
      'refuse METADATA_EXPIRED',
      'refuse METADATA_CERTIFICATE_EXPIRED',
      'refuse METADATA_CERTIFICATE_EXPIRED',
      'refuse METADATA_CERTIFICATE_EXPIRED',
      'refuse METADATA_CERTIFICATE_EXPIRED',
      'warning METADATA_SIGNATURE',
    ]);
  });

  it('accepts the 2.0 service in its time: expired certificates beside valid ones only warn (row 48)', () => {
    expect(findings(oiosaml2, 'sp', Date.UTC(2020, 7, 25))).toEqual([
      'warning METADATA_SIGNATURE',
      'warning METADATA_CERTIFICATE_EXPIRED',
      'warning METADATA_CERTIFICATE_EXPIRED',
    ]);
  });
});
