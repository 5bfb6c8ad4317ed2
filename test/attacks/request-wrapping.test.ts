/**
 * Signature wrapping on a posted AuthnRequest (security.md W17): whoever holds one genuine signed request must not get
 * another consumer address read. Only what was signed is readable.
 */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { verifiedMessage } from '../../src/saml/check/index.ts';
import { authnRequestParts, readAuthnRequest } from '../../src/saml/message/index.ts';
import { descendants, NS, parseXml, type XmlElement } from '../../src/saml/xml/index.ts';
import { signEnveloped } from '../../src/saml/xmlsec/index.ts';
import { rsaKey } from '../support/keys.ts';
import { codeOf } from '../support/refusal.ts';
import { changed, requestContent, requestId, serviceAcs } from '../saml/samples.ts';

const serviceKey = () => rsaKey('wrapping service');
const evilAcs = 'https://attacker.example/acs';
const genuineParts = authnRequestParts({ ...requestContent, acsUrl: serviceAcs });
const stripped = genuineParts.head + genuineParts.tail;
const forgedParts = (id: string) => authnRequestParts({ ...requestContent, id, acsUrl: evilAcs });
let genuine: string;
let signature: string;

beforeAll(async () => {
  genuine = await signEnveloped(genuineParts, serviceKey().handle);
  signature = /<ds:Signature .*<\/ds:Signature>/s.exec(genuine)?.[0] ?? '';
});

/** The consumer address the hub reads: the steps of flows/login/receive-request.ts. */
function acsRead(xml: string): string | undefined {
  return readAuthnRequest(verifiedMessage('request', read(xml), [serviceKey().publicKey])).acsUrl;
}
function read(xml: string): XmlElement {
  try {
    return parseXml(xml);
  } catch {
    return parseXml('<refused/>');
  }
}

interface Forged {
  readonly head: string;
  readonly tail: string;
}
const extensions = (content: string) => `<samlp:Extensions>${content}</samlp:Extensions>`;
const object = (content: string) => `<ds:Object xmlns:ds="${NS.ds}">${content}</ds:Object>`;
const inSignature = (content: string) => changed(signature, '</ds:Signature>', `${content}</ds:Signature>`);

const vectors: [name: string, make: (forged: Forged) => string][] = [
  [
    'XSW1: the genuine request in an Object of its Signature',
    (f) => f.head + inSignature(object(stripped)) + f.tail,
  ],
  ['XSW2: the genuine request before its Signature', (f) => f.head + stripped + signature + f.tail],
  [
    'XSW3: the genuine request as a first child',
    (f) => f.head.replace('<saml:Issuer', `${genuine}<saml:Issuer`) + f.tail,
  ],
  [
    'XSW4: the genuine request as a last child',
    (f) => f.head + changed(f.tail, '</samlp:AuthnRequest>', `${genuine}</samlp:AuthnRequest>`),
  ],
  [
    'XSW5: Signature moved, the genuine request behind',
    (f) => f.head + signature + changed(f.tail, '</samlp:AuthnRequest>', `${stripped}</samlp:AuthnRequest>`),
  ],
  ['XSW6: Signature moved, the genuine request inside it', (f) => f.head + inSignature(stripped) + f.tail],
  ['XSW7: the genuine request in Extensions', (f) => f.head + extensions(genuine) + f.tail],
  [
    'XSW7: Signature moved, the genuine request in Extensions',
    (f) => f.head + signature + extensions(stripped) + f.tail,
  ],
  [
    'XSW8: the genuine request in an Object behind its Signature',
    (f) => f.head + signature + object(stripped) + f.tail,
  ],
  ['the genuine Signature on the forged request', (f) => f.head + signature + f.tail],
  ['no Signature', (f) => f.head + f.tail],
  [
    'the genuine request around the forged one',
    (f) => changed(genuine, '</samlp:AuthnRequest>', `${f.head + f.tail}</samlp:AuthnRequest>`),
  ],
  [
    'the forged request in Extensions of the genuine one',
    (f) => changed(genuine, '</ds:Signature>', `</ds:Signature>${extensions(f.head + f.tail)}`),
  ],
  ['two roots, the genuine one first', (f) => genuine + f.head + f.tail],
  ['two roots, the forged one first', (f) => f.head + f.tail + genuine],
  [
    'a second consumer address',
    () =>
      changed(
        genuine,
        'AssertionConsumerServiceURL="',
        `AssertionConsumerServiceURL="${evilAcs}" AssertionConsumerServiceURL="`,
      ),
  ],
  [
    'a consumer address under a prefix',
    () =>
      changed(
        genuine,
        'AssertionConsumerServiceURL="',
        `samlp:AssertionConsumerServiceURL="${evilAcs}" AssertionConsumerServiceURL="`,
      ),
  ],
  [
    'a second ID',
    (f) => changed(f.head, / ID="[^"]*"/, ` Id="${requestId}" ID="_forged"`) + signature + f.tail,
  ],
];

describe('a genuine posted request', () => {
  it('is read', () => {
    expect(acsRead(genuine)).toBe(serviceAcs);
  });
  it('is refused under any other message name, though that is signed too', async () => {
    const renamed = (text: string) => text.replaceAll('samlp:AuthnRequest', 'samlp:LogoutRequest');
    const other = await signEnveloped(
      { ...genuineParts, head: renamed(genuineParts.head), tail: renamed(genuineParts.tail) },
      serviceKey().handle,
    );
    expect(codeOf(() => acsRead(other))).toBe('REQUEST_MALFORMED');
  });
  it('is refused with a key of another service', () => {
    const key = rsaKey('another service').publicKey;
    expect(codeOf(() => verifiedMessage('request', read(genuine), [key]))).toBe('REQUEST_SIGNATURE');
  });
});

describe.each([
  ['with an ID of its own', '_forged'],
  ['with the genuine ID', requestId],
])('a forged request %s', (_title, id) => {
  it.each(vectors)('%s', (_name, make) => {
    expect(codeOf(() => acsRead(make(forgedParts(id))))).toBe('REQUEST_SIGNATURE');
  });

  it.each(vectors)('second line, any request in it: %s', (_name, make) => {
    const root = read(make(forgedParts(id)));
    for (const element of descendants(root)) {
      let acs: string | undefined;
      const code = codeOf(() => {
        acs = readAuthnRequest(verifiedMessage('request', element, [serviceKey().publicKey])).acsUrl;
      });
      expect([code ?? acs]).toEqual([
        expect.stringMatching(`^(REQUEST_SIGNATURE|REQUEST_MALFORMED|${serviceAcs})$`),
      ]);
    }
  });
});
