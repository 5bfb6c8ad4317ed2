/**
 * xmlsec1, the XML security library in C that most of the field's SAML stands on: it verifies what we sign, opens what we
 * encrypt, and we verify and open what it makes. Needs `xmlsec1` on the PATH; without it these are skipped by name.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  assertionParts,
  authnRequestParts,
  encryptedAssertion,
  responseParts,
  type MessageParts,
} from '../../src/saml/message/index.ts';
import { canonicalize, NS, parseXml } from '../../src/saml/xml/index.ts';
import {
  BLOCK,
  decryptElement,
  encryptElement,
  signEnveloped,
  TRANSPORT,
  verifyEnveloped,
  type BlockCipherName,
  type EncryptionChoice,
} from '../../src/saml/xmlsec/index.ts';
import { ecKey, rsaKey, type TestKey } from '../support/keys.ts';
import { seededRandom } from '../support/seeded-random.ts';
import {
  assertionContent,
  assertionText,
  changed,
  requestContent,
  responseContent,
} from '../saml/samples.ts';

const installed = spawnSync('xmlsec1', ['--version']).status === 0;
const describeIf = installed ? describe : describe.skip;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'xmlsec1-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content, { mode: 0o600 });
  return path;
}

interface Run {
  readonly status: number | null;
  readonly output: string;
}
function xmlsec1(...args: string[]): Run {
  const { status, stdout } = spawnSync('xmlsec1', args, { encoding: 'utf8', timeout: 30_000 });
  return { status, output: stdout };
}

const ids = ['Assertion', 'Response', 'AuthnRequest'].flatMap((local) => [
  '--id-attr:ID',
  `${local === 'Assertion' ? NS.saml : NS.samlp}:${local}`,
]);
/** Does xmlsec1 take the signature that stands at this path as one of the key? KeyInfo is not to be believed. */
function verifiedByXmlsec1(text: string, key: TestKey, path = "/*/*[local-name()='Signature']"): boolean {
  const certificate = ['--pubkey-cert-pem', file('certificate.pem', key.certificatePem)];
  const only = ['--enabled-key-data', 'key-name,rsa,ec', '--node-xpath', path];
  return xmlsec1('--verify', ...certificate, ...only, ...ids, file('signed.xml', text)).status === 0;
}

const messages: [name: string, parts: MessageParts][] = [
  ['assertion', assertionParts(assertionContent)],
  ['response with a plain assertion', responseParts(responseContent)],
  ['request', authnRequestParts(requestContent)],
];
const keys: [name: string, key: () => TestKey][] = [
  ['RSA-2048', () => rsaKey('xmlsec1', 2048)],
  ['RSA-3072', () => rsaKey('xmlsec1', 3072)],
  ['P-256', () => ecKey('xmlsec1')],
];
const cases = messages.flatMap(([name, parts]) =>
  keys.map(([keyName, key]) => ({ name, keyName, parts, key })),
);

describeIf('xmlsec1 verifies what we sign', () => {
  it.each(cases)('$name, $keyName; and not after a change, nor with another key', async ({ parts, key }) => {
    const text = await signEnveloped(parts, key().handle);
    expect(verifiedByXmlsec1(text, key())).toBe(true);
    expect(verifiedByXmlsec1(changed(text, 'Version="2.0"', 'Version="2.1"'), key())).toBe(false);
    expect(verifiedByXmlsec1(text, rsaKey('somebody else'))).toBe(false);
  });

  it('both signatures of a signed assertion in a signed Response', async () => {
    const [idp, hub] = [rsaKey('xmlsec1 idp'), rsaKey('xmlsec1', 3072)];
    const assertion = await signEnveloped(assertionParts(assertionContent), idp.handle);
    const text = await signEnveloped(responseParts({ ...responseContent, assertion }), hub.handle);
    expect(verifiedByXmlsec1(text, hub)).toBe(true);
    expect(verifiedByXmlsec1(text, idp, "/*/*[local-name()='Assertion']/*[local-name()='Signature']")).toBe(
      true,
    );
  });
});

const blocks: BlockCipherName[] = ['aes128-cbc', 'aes256-cbc', 'aes128-gcm', 'aes192-gcm', 'aes256-gcm'];
const usual: EncryptionChoice = {
  block: 'aes256-cbc',
  transport: 'rsa-oaep-mgf1p',
  digest: 'sha1',
  mgf: 'sha1',
};
const recipient = () => rsaKey('xmlsec1 recipient');
const plain = assertionText();

describeIf('xmlsec1 decrypts what we encrypt', () => {
  it.each(blocks)('%s with rsa-oaep-mgf1p', (block) => {
    const method = { ...usual, block };
    const text = encryptedAssertion(
      encryptElement(plain, { certificate: recipient().certificate, method }, seededRandom(block)),
    );
    const key = file('recipient.pem', recipient().privatePem);
    const opened = xmlsec1('--decrypt', '--privkey-pem', key, file('encrypted.xml', text));
    expect(opened.status).toBe(0);
    const [assertion] = parseXml(opened.output).children.filter((child) => typeof child !== 'string');
    expect(assertion && canonicalize(assertion, { inclusivePrefixes: ['xs', 'xsi'] })).toBe(plain);
    const other = file('other.pem', rsaKey('somebody else').privatePem);
    expect(xmlsec1('--decrypt', '--privkey-pem', other, file('encrypted.xml', text)).status).not.toBe(0);
  });
});

describeIf('we take what xmlsec1 makes', () => {
  it.each(messages)('its signature of an %s', (_name, parts) => {
    const template =
      `<ds:Signature xmlns:ds="${NS.ds}"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="${NS.ec}"/>` +
      '<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"/>' +
      `<ds:Reference URI="#${parts.id}"><ds:Transforms><ds:Transform Algorithm="${NS.ds}enveloped-signature"/>` +
      `<ds:Transform Algorithm="${NS.ec}"/></ds:Transforms><ds:DigestMethod Algorithm="${NS.xenc}sha256"/>` +
      '<ds:DigestValue/></ds:Reference></ds:SignedInfo><ds:SignatureValue/></ds:Signature>';
    const key = file('signer.pem', rsaKey('xmlsec1').privatePem);
    const document = file('template.xml', parts.head + template + parts.tail);
    const signed = xmlsec1('--sign', '--privkey-pem', key, ...ids, document);
    expect(signed.status).toBe(0);
    const root = parseXml(signed.output);
    const view = verifyEnveloped(root, root, [rsaKey('xmlsec1').publicKey]);
    expect(canonicalize(view.element)).toBe(canonicalize(parseXml(parts.head + parts.tail)));
  });

  it.each(blocks)('its ciphertext, %s with rsa-oaep-mgf1p', async (block) => {
    const template =
      `<xenc:EncryptedData xmlns:xenc="${NS.xenc}" Type="${NS.xenc}Element"><xenc:EncryptionMethod Algorithm="${BLOCK[block]}"/>` +
      `<ds:KeyInfo xmlns:ds="${NS.ds}"><xenc:EncryptedKey><xenc:EncryptionMethod Algorithm="${TRANSPORT['rsa-oaep-mgf1p']}"/>` +
      '<xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo>' +
      '<xenc:CipherData><xenc:CipherValue/></xenc:CipherData></xenc:EncryptedData>';
    const made = xmlsec1(
      ...['--encrypt', '--pubkey-cert-pem', file('recipient.crt', recipient().certificatePem)],
      ...[
        '--session-key',
        `aes-${block.slice(3, 6)}`,
        '--xml-data',
        file('plain.xml', plain),
        file('template.xml', template),
      ],
    );
    expect(made.status).toBe(0);
    const parent = parseXml(encryptedAssertion(made.output.replace(/^<\?xml[^>]*\?>\n/, '')));
    expect(
      canonicalize(parseXml(await decryptElement(parent, [recipient().handle], { gcmOnly: false }))),
    ).toBe(canonicalize(parseXml(plain)));
  });
});
