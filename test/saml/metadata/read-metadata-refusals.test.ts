/** What is not metadata at all, or not to be read: refused with the code that says why. */
import { describe, expect, it } from '@jest/globals';
import { readMetadata } from '../../../src/saml/metadata/index.ts';
import { rsaKey } from '../../support/keys.ts';
import {
  aggregate,
  endpoint,
  idpMetadata,
  keyDescriptor,
  post,
  spMetadata,
} from '../../support/partner-metadata.ts';

const { certificate } = rsaKey('partner');

describe('what is not read', () => {
  const secret = 'METADATA_PRIVATE_KEY';
  const malformed = 'METADATA_MALFORMED';
  it.each([
    ['a DOCTYPE', malformed, `<!DOCTYPE md [<!ENTITY x "y">]>${spMetadata()}`],
    ['a processing instruction', malformed, `<?xml-stylesheet href="x"?>${spMetadata()}`],
    ['cut off text', malformed, spMetadata().slice(0, -5)],
    ['another root element', malformed, '<html/>'],
    [
      'an EntityDescriptor of another namespace',
      malformed,
      '<EntityDescriptor entityID="https://a.example"/>',
    ],
    ['an aggregate without a name to look for', malformed, aggregate([spMetadata()])],
    ['no entityID', 'METADATA_ENTITY_ID', spMetadata().replace(/ entityID="[^"]*"/, '')],
    [
      'two descriptors of one role',
      'METADATA_ROLE',
      spMetadata({ afterRole: /<md:SPSSO.*<\/md:SPSSODescriptor>/s.exec(spMetadata())?.[0] ?? '' }),
    ],
    [
      'an unknown use of a key',
      malformed,
      spMetadata({ keys: keyDescriptor('signing', certificate).replace('signing', 'both') }),
    ],
    ['a certificate that is none', malformed, spMetadata({ keys: keyDescriptor('signing', 'AAAA') })],
    [
      'a certificate with something behind it',
      malformed,
      spMetadata({
        keys: keyDescriptor(
          'signing',
          Buffer.concat([Buffer.from(certificate, 'base64'), Buffer.from('x')]).toString('base64'),
        ),
      }),
    ],
    [
      'an endpoint without Location',
      malformed,
      spMetadata({ entry: `<md:AssertionConsumerService Binding="${post}" index="0"/>` }),
    ],
    [
      'an index that is no number',
      malformed,
      spMetadata({ entry: endpoint('AssertionConsumerService', post, 'https://a.example/', ' index="-1"') }),
    ],
    [
      'a flag that is no boolean',
      malformed,
      spMetadata().replace('AuthnRequestsSigned="true"', 'AuthnRequestsSigned="yes"'),
    ],
    ['a validUntil that is no time', malformed, spMetadata({ attributes: ' validUntil="tomorrow"' })],
    ['a private key in a comment', secret, `${spMetadata()}<!-- -----BEGIN PRIVATE KEY----- -->`],
    [
      'a private key as an RSAKeyValue',
      secret,
      spMetadata({
        keys: keyDescriptor('signing', certificate, {
          inKeyInfo: '<ds:KeyValue><ds:RSAKeyValue><ds:D>AQ==</ds:D></ds:RSAKeyValue></ds:KeyValue>',
        }),
      }),
    ],
  ])('refuses %s with %s (security.md M4, M5)', (_what, code, text) => {
    expect(() => readMetadata(text)).toThrow(expect.objectContaining({ code }));
  });

  it('refuses a file over 5 MB', () => {
    const text = spMetadata({ afterRole: `<!--${'x'.repeat(5_000_000)}-->` });
    expect(() => readMetadata(text)).toThrow(expect.objectContaining({ code: malformed }));
  });

  it('refuses a file of another entity than the one named, and an entity named twice', () => {
    const twice = aggregate([spMetadata(), spMetadata()]);
    for (const text of [idpMetadata(), twice])
      expect(() => readMetadata(text, { entityId: 'https://saml.service.example' })).toThrow(
        expect.objectContaining({ code: 'METADATA_ENTITY_ID' }),
      );
  });
});
