/**
 * Signature wrapping (Somorovsky et al., USENIX Security 2012; security.md section 5): a genuine signature somewhere in
 * a message whose forged part would be read. Every variant is refused; none yields the forged name, nor the genuine one.
 */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { checkAssertionCount, openAssertion, verifiedMessage } from '../../src/saml/check/index.ts';
import {
  assertionParts,
  authnRequestParts,
  encryptedAssertion,
  readAssertion,
  readAuthnRequest,
  readResponse,
  responseParts,
} from '../../src/saml/message/index.ts';
import { parseXml } from '../../src/saml/xml/index.ts';
import { encryptElement, signEnveloped } from '../../src/saml/xmlsec/index.ts';
import { systemRandom } from '../../src/kernel/random.ts';
import { isHubError } from '../../src/kernel/errors.ts';
import { rsaKey } from '../support/keys.ts';
import { assertionContent, changed, requestContent, responseContent, responseText } from '../saml/samples.ts';

const idpKey = rsaKey('idp');
const hubKey = rsaKey('hub-decryption');
const spKey = rsaKey('sp');
const victim = 'https://data.gov.dk/model/core/eid/person/uuid/victim';

/** The attacker's own, genuinely signed assertion; a forged one with another ID and the victim's name, unsigned. */
let genuine: string;
let signature: string;
let unsigned: string;
let forged: string;
beforeAll(async () => {
  genuine = await signEnveloped(assertionParts(assertionContent), idpKey.handle);
  signature = /<ds:Signature[\s\S]*<\/ds:Signature>/.exec(genuine)?.[0] ?? '';
  unsigned = genuine.replace(signature, '');
  const { head, tail } = assertionParts({
    ...assertionContent,
    id: '_f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0',
    nameId: { ...assertionContent.nameId, value: victim },
  });
  forged = head + tail;
});

/** What the hub would read of a Response: the NameID, or how it was refused. */
async function read(xml: string): Promise<string> {
  try {
    const root = parseXml(xml);
    const envelope = readResponse(root);
    checkAssertionCount(envelope, true);
    const keys = { signing: [idpKey.publicKey], decryption: [hubKey.handle], gcmOnly: false };
    return readAssertion(await openAssertion(root, envelope, keys)).nameId.value;
  } catch (error) {
    if (isHubError(error)) return error.code;
    if ((error as Error).name === 'XmlRefused') return 'XmlRefused';
    throw error;
  }
}

const refused = /^(RESPONSE_REFUSED|RESPONSE_MALFORMED|RESPONSE_CONTENT|XmlRefused)$/;
const inResponse = (assertions: string): string => responseText({ assertion: assertions });
const encrypted = (assertion: string): string => {
  const method = { block: 'aes256-gcm', transport: 'rsa-oaep-mgf1p', digest: 'sha1', mgf: 'sha1' } as const;
  const recipient = { certificate: hubKey.certificate, method };
  return encryptedAssertion(encryptElement(assertion, recipient, systemRandom));
};
/** Puts text before the end tag of an assertion. */
const inside = (assertion: string, text: string): string =>
  assertion.replace('</saml:Assertion>', `${text}</saml:Assertion>`);
/** Puts text right after Issuer, where the Signature belongs. */
const afterIssuer = (assertion: string, text: string): string =>
  assertion.replace('</saml:Issuer>', `</saml:Issuer>${text}`);
const sameId = (assertion: string): string => assertion.replace(/ID="[^"]+"/, `ID="${assertionContent.id}"`);
const withObject = (content: string): string =>
  signature.replace('</ds:Signature>', `<ds:Object>${content}</ds:Object></ds:Signature>`);

const variants: readonly (readonly [name: string, make: () => string])[] = [
  ['forged beside genuine, before it (XSW3)', () => inResponse(forged + genuine)],
  ['forged beside genuine, after it (XSW3 reversed)', () => inResponse(genuine + forged)],
  ['forged beside genuine, same ID', () => inResponse(sameId(forged) + genuine)],
  ['genuine inside forged (XSW4)', () => inResponse(inside(forged, genuine))],
  ['genuine inside forged, same ID', () => inResponse(inside(sameId(forged), genuine))],
  [
    'signature moved to forged, genuine without it inside (XSW5)',
    () => inResponse(inside(afterIssuer(forged, signature), unsigned)),
  ],
  [
    'signature moved to forged, genuine beside (XSW5)',
    () => inResponse(afterIssuer(forged, signature) + unsigned),
  ],
  ['genuine inside the moved signature (XSW6)', () => inResponse(afterIssuer(forged, withObject(unsigned)))],
  [
    'genuine in Extensions of the Response (XSW7)',
    () =>
      changed(
        inResponse(forged),
        '<samlp:Status>',
        `<samlp:Extensions>${genuine}</samlp:Extensions><samlp:Status>`,
      ),
  ],
  [
    'genuine in Object of a signature on forged (XSW8)',
    () => inResponse(afterIssuer(forged, withObject(genuine))),
  ],
  ['signature alone moved to forged', () => inResponse(afterIssuer(forged, signature))],
  ['forged with the genuine ID and signature', () => inResponse(afterIssuer(sameId(forged), signature))],
  [
    'genuine in Advice of forged',
    () =>
      inResponse(
        forged.replace('</saml:Conditions>', `</saml:Conditions><saml:Advice>${genuine}</saml:Advice>`),
      ),
  ],
  [
    'forged in an AttributeValue of genuine',
    () => inResponse(genuine.replace('</saml:AttributeValue>', `${forged}</saml:AttributeValue>`)),
  ],
  [
    'genuine in SubjectConfirmationData of forged',
    () =>
      inResponse(
        forged.replace('</saml:SubjectConfirmationData>', `${genuine}</saml:SubjectConfirmationData>`),
      ),
  ],
  [
    'genuine in StatusDetail, forged in the Response (W9)',
    () =>
      changed(
        inResponse(forged),
        '</samlp:Status>',
        `<samlp:StatusDetail>${genuine}</samlp:StatusDetail></samlp:Status>`,
      ),
  ],
  [
    'a whole genuine Response inside a forged one (XSW1)',
    () => changed(inResponse(forged), '</samlp:Response>', `${inResponse(genuine)}</samlp:Response>`),
  ],
  ['forged encrypted, genuine plain (W11)', () => inResponse(encrypted(forged) + genuine)],
  ['genuine plain, forged encrypted (W11)', () => inResponse(genuine + encrypted(forged))],
  ['two encrypted', () => inResponse(encrypted(genuine) + encrypted(forged))],
  ['encrypted: genuine inside forged (E7)', () => inResponse(encrypted(inside(forged, genuine)))],
  [
    'encrypted: signature moved to forged',
    () => inResponse(encrypted(afterIssuer(sameId(forged), signature))),
  ],
  ['encrypted: a whole Response (E7)', () => inResponse(encrypted(inResponse(genuine)))],
  ['encrypted: encrypted again (E7)', () => inResponse(encrypted(encrypted(genuine)))],
  ['encrypted: unsigned (E5)', () => inResponse(encrypted(forged))],
  ['unsigned (S1)', () => inResponse(forged)],
  ['Id beside ID (W12)', () => inResponse(genuine.replace(' ID="', ' Id="x" ID="'))],
  [
    'xml:id with the genuine ID elsewhere (W12)',
    () => inResponse(genuine.replace('<saml:Subject>', `<saml:Subject xml:id="${assertionContent.id}">`)),
  ],
  [
    'an Assertion of another namespace (W13)',
    () =>
      inResponse(
        afterIssuer(forged, signature).replaceAll('urn:oasis:names:tc:SAML:2.0:assertion', 'urn:x') + genuine,
      ),
  ],
  [
    'a Signature of another namespace (W13)',
    () => inResponse(genuine.replaceAll('http://www.w3.org/2000/09/xmldsig#', 'urn:ds')),
  ],
  ['the assertion alone as the message (W15)', () => genuine],
  [
    'a root that only looks like a Response (W15)',
    () => inResponse(genuine).replaceAll('samlp:Response', 'samlp:ResponseX'),
  ],
  ['reference to nothing (S6)', () => inResponse(genuine.replace(/ URI="#[^"]+"/, ' URI=""'))],
  [
    'reference to another element (S6)',
    () => inResponse(genuine.replace(/ URI="#[^"]+"/, ` URI="#${responseContent.id}"`)),
  ],
  ['a quote in the ID (W16)', () => inResponse(genuine.replaceAll(assertionContent.id, "_x' or '1'='1"))],
];

describe('wrapped Responses', () => {
  it('the genuine one is read, so that a refusal means something', async () => {
    expect(await read(inResponse(genuine))).toBe(assertionContent.nameId.value);
    expect(await read(inResponse(encrypted(genuine)))).toBe(assertionContent.nameId.value);
  });

  it.each(variants)('%s: refused', async (_name, make) => {
    expect(await read(make())).toMatch(refused);
  });

  it('a signature of the Response never stands in for that of the assertion (S2, S7)', async () => {
    const parts = responseParts({ ...responseContent, assertion: forged });
    expect(await read(await signEnveloped(parts, idpKey.handle))).toMatch(refused);
  });

  it('a bad signature of the Response beside a good one of the assertion refuses (S2)', async () => {
    const parts = responseParts({ ...responseContent, assertion: genuine });
    const whole = await signEnveloped(parts, idpKey.handle);
    expect(await read(whole)).toBe(assertionContent.nameId.value);
    expect(await read(whole.replace(' Version="2.0"', ' Consent="x" Version="2.0"'))).toMatch(refused);
  });
});

describe('wrapped AuthnRequests (W17: samlify issue 634)', () => {
  const attacker = 'https://evil.example/acs';
  const readRequest = (xml: string): string => {
    try {
      const message = parseXml(xml);
      return readAuthnRequest(verifiedMessage('request', message, [spKey.publicKey])).acsUrl ?? '';
    } catch (error) {
      if (isHubError(error)) return error.code;
      if ((error as Error).name === 'XmlRefused') return 'XmlRefused';
      throw error;
    }
  };
  const forgedParts = authnRequestParts({
    ...requestContent,
    id: '_f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0',
    acsUrl: attacker,
  });
  const outOf = (real: string): string => /<ds:Signature[\s\S]*<\/ds:Signature>/.exec(real)?.[0] ?? '';

  it('signed element in Object, beside, as a child, or its signature moved: refused', async () => {
    const real = await signEnveloped(authnRequestParts(requestContent), spKey.handle);
    expect(readRequest(real)).toBe(requestContent.acsUrl);
    const moved = outOf(real);
    const bare = real.replace(moved, '');
    const object = moved.replace('</ds:Signature>', `<ds:Object>${bare}</ds:Object></ds:Signature>`);
    const { head, tail } = forgedParts;
    const end = '</samlp:AuthnRequest>';
    const wrapped = [
      head + object + tail,
      head + moved + tail,
      head + moved + tail.replace(end, bare + end),
      head + tail.replace(end, real + end),
      head + moved + tail.replace(end, `<samlp:Extensions>${bare}</samlp:Extensions>${end}`),
      (head + moved + tail).replaceAll('_f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0', requestContent.id),
      head + genuine + moved + tail,
    ];
    for (const xml of wrapped)
      expect(readRequest(xml)).toMatch(/^(REQUEST_SIGNATURE|REQUEST_MALFORMED|XmlRefused)$/);
  });
});
