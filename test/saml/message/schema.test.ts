/** Every message and document the hub writes is valid by the OASIS schemas (libxml2), signed and encrypted ones too. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { systemRandom } from '../../../src/kernel/random.ts';
import { hubAddresses, ownMetadata } from '../../../src/compose/own-metadata.ts';
import {
  assertionParts,
  authnRequestParts,
  encryptedAssertion,
  responseParts,
  writeAuthnRequest,
  writeResponse,
} from '../../../src/saml/message/index.ts';
import { encryptElement, signEnveloped } from '../../../src/saml/xmlsec/index.ts';
import { anna, ask, clara, login } from '../../support/journeys.ts';
import { askedBy } from '../../support/partners.ts';
import { rsaKey } from '../../support/keys.ts';
import { schemaErrors } from '../../support/schema.ts';
import { CookieJar, hubUrl, makeWorld, type World } from '../../support/world.ts';
import { assertionContent, changed, errorResponseText, requestContent, responseContent } from '../samples.ts';

const key = rsaKey('schema');
const methods = (['rsa-oaep-mgf1p', 'rsa-oaep'] as const).map((transport) => ({
  block: transport === 'rsa-oaep' ? ('aes256-gcm' as const) : ('aes256-cbc' as const),
  transport,
  digest: transport === 'rsa-oaep' ? ('sha256' as const) : ('sha1' as const),
  mgf: transport === 'rsa-oaep' ? ('sha256' as const) : ('sha1' as const),
}));

describe('what single writers give', () => {
  it.each([
    ['the least', { requesterIds: [] }],
    [
      'everything',
      {
        nameIdPolicy: {
          format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
          spNameQualifier: 'x',
          allowCreate: true,
        },
        forceAuthn: true,
        isPassive: true,
      },
    ],
  ])('AuthnRequest with %s, unsigned and signed', async (_name, more) => {
    const content = { ...requestContent, ...more };
    expect(schemaErrors(writeAuthnRequest(content))).toBeUndefined();
    expect(schemaErrors(await signEnveloped(authnRequestParts(content), key.handle))).toBeUndefined();
  });

  it('an error Response with second level and message', () => {
    expect(
      schemaErrors(errorResponseText({ top: 'Responder', second: 'NoPassive', message: 'æ' })),
    ).toBeUndefined();
  });

  it.each(methods)('a signed and encrypted assertion in a signed Response, $transport', async (method) => {
    const signed = await signEnveloped(assertionParts(assertionContent), key.handle);
    expect(schemaErrors(signed)).toBeUndefined();
    const encrypted = encryptedAssertion(
      encryptElement(signed, { certificate: key.certificate, method }, systemRandom),
    );
    const content = { ...responseContent, assertion: encrypted };
    expect(schemaErrors(writeResponse(content))).toBeUndefined();
    expect(schemaErrors(await signEnveloped(responseParts(content), key.handle))).toBeUndefined();
  });

  it('a broken message is not valid, so that valid means something', () => {
    const good = writeAuthnRequest(requestContent);
    expect(schemaErrors(changed(good, 'Version=', 'Wersion='))).toContain('Wersion');
    expect(
      schemaErrors(changed(writeResponse(responseContent), /<samlp:Status>.*<\/samlp:Status>/, '')),
    ).toBeDefined();
  });
});

describe('what whole logins give', () => {
  let world: World;
  beforeAll(async () => {
    world = await makeWorld();
  });

  it('answers to both dialects, for a citizen and an employee', async () => {
    for (const sp of [world.sp3, world.sp2]) {
      for (const human of [anna, clara]) {
        const { read } = await login(world, sp, world.mitid, human);
        expect(schemaErrors(read.xml)).toBeUndefined();
        expect(schemaErrors(read.assertionXml ?? '')).toBeUndefined();
      }
    }
  });

  it('requests to both kinds of identity provider', async () => {
    for (const idp of [world.mitid, world.nemid]) {
      const { step } = await ask(world, world.sp3, idp, new CookieJar());
      expect(schemaErrors(askedBy(step).xml)).toBeUndefined();
    }
  });

  it('refusals', async () => {
    const passive = { request: { more: { isPassive: true } } };
    expect(
      schemaErrors((await login(world, world.sp2, world.mitid, anna, passive)).read.xml),
    ).toBeUndefined();
  });
});

it('the metadata of both faces and of the service provider role', () => {
  const keys = { signing: key.handle, decryption: [key.handle, rsaKey('older').handle] };
  const documents = ownMetadata(hubAddresses(hubUrl), keys, hubUrl, {
    name: 'Ærø',
    technicalContact: 'a@b.example',
  });
  expect([...documents.keys()]).toEqual(['oiosaml3', 'oiosaml2', 'sp']);
  for (const { xml } of documents.values()) expect(schemaErrors(xml)).toBeUndefined();
});
