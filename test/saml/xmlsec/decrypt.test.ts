/** What is decrypted, and what is refused before a key is touched: security.md section 6. */
import { createCipheriv, publicEncrypt } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { type PrivateKeyHandle } from '../../../src/kernel/key-handle.ts';
import { encryptedAssertion } from '../../../src/saml/message/index.ts';
import { NS, parseXml } from '../../../src/saml/xml/index.ts';
import {
  BLOCK,
  decryptElement,
  DIGEST,
  encryptElement,
  MGF,
  TRANSPORT,
  type EncryptionChoice,
} from '../../../src/saml/xmlsec/index.ts';
import { rsaKey } from '../../support/keys.ts';
import { seededRandom } from '../../support/seeded-random.ts';
import { assertionText, changed } from '../samples.ts';

const plain = assertionText();
const recipient = () => rsaKey('recipient');
const usual: EncryptionChoice = { block: 'aes256-cbc', transport: 'rsa-oaep', digest: 'sha256', mgf: 'sha1' };
const sealed = (method: Partial<EncryptionChoice> = {}, text = plain): string =>
  encryptedAssertion(
    encryptElement(
      text,
      { certificate: recipient().certificate, method: { ...usual, ...method } },
      seededRandom('sealed'),
    ),
  );

/** A handle that counts how often it is asked. */
function counting(key: PrivateKeyHandle): { handle: PrivateKeyHandle; asked: () => number } {
  let asked = 0;
  const decryptOaep: PrivateKeyHandle['decryptOaep'] = (...given) => {
    asked++;
    return key.decryptOaep(...given);
  };
  return { handle: { ...key, decryptOaep }, asked: () => asked };
}

interface Tried {
  readonly text?: string;
  readonly refusal?: string;
  readonly asked: number;
}
async function tried(xml: string, { gcmOnly = false, key = recipient() } = {}): Promise<Tried> {
  const { handle, asked } = counting(key.handle);
  try {
    return { text: await decryptElement(parseXml(xml), [handle], { gcmOnly }), asked: asked() };
  } catch (failure) {
    if ((failure as Error).name !== 'DecryptionRefused') throw failure;
    return { refusal: (failure as Error).message, asked: asked() };
  }
}

const method = (uri: string) => (xml: string) => changed(xml, BLOCK['aes256-cbc'], uri);
const keyMethod = (uri: string) => (xml: string) => changed(xml, TRANSPORT['rsa-oaep'], uri);
const named = (kind: string, uri: string) => `${kind} ${JSON.stringify(uri)}`;
const [encryptedKey = ''] = /<xenc:EncryptedKey>.*<\/xenc:EncryptedKey>/.exec(sealed()) ?? [];

describe('good ciphertexts', () => {
  it('are opened by the one key', async () => {
    expect(await tried(sealed())).toEqual({ text: plain, asked: 1 });
    expect(await tried(sealed({ block: 'aes128-gcm' }), { gcmOnly: true })).toEqual({
      text: plain,
      asked: 1,
    });
  });
  it('are opened by whichever of our keys fits, and by whichever of the EncryptedKeys', async () => {
    const keys = [rsaKey('new').handle, recipient().handle];
    expect(await decryptElement(parseXml(sealed()), keys, { gcmOnly: false })).toBe(plain);
    const theirs = encryptElement(
      '<x/>',
      { certificate: rsaKey('another service').certificate, method: usual },
      seededRandom('x'),
    );
    const [other = ''] = /<xenc:EncryptedKey>.*<\/xenc:EncryptedKey>/.exec(theirs) ?? [];
    expect((await tried(changed(sealed(), encryptedKey, other + encryptedKey))).text).toBe(plain);
  });
  it('may have their EncryptedKey beside EncryptedData, named by a RetrievalMethod or not', async () => {
    const beside = (reference: string) =>
      changed(
        changed(sealed(), encryptedKey, reference),
        '</saml:EncryptedAssertion>',
        encryptedKey.replace('<xenc:EncryptedKey', `$& xmlns:xenc="${NS.xenc}" xmlns:ds="${NS.ds}" Id="_k"`) +
          '</saml:EncryptedAssertion>',
      );
    expect((await tried(beside(''))).text).toBe(plain);
    expect((await tried(beside(`<ds:RetrievalMethod Type="${NS.xenc}EncryptedKey" URI="#_k"/>`))).text).toBe(
      plain,
    );
    for (const uri of ['#_other', '#', '', 'http://127.0.0.1:1/k#_k'])
      expect(await tried(beside(`<ds:RetrievalMethod URI="${uri}"/>`))).toEqual({
        refusal: 'RetrievalMethod',
        asked: 0,
      });
  });
  it('may leave Type, DigestMethod and MGF out, which have defaults', async () => {
    const text = sealed({ digest: 'sha1' })
      .replace(/ Type="[^"]*"/, '')
      .replace(/<xenc11:MGF[^>]*><\/xenc11:MGF>/, '')
      .replace(/<ds:DigestMethod[^>]*><\/ds:DigestMethod>/, '');
    expect(text).not.toContain('DigestMethod');
    expect((await tried(text)).text).toBe(plain);
  });
});

describe('refused by name, no key touched (security.md E1, E2, E6, E8)', () => {
  const swap = (from: string | RegExp, to: string) => (xml: string) => changed(xml, from, to);
  const refused: [title: string, bend: (xml: string) => string, refusal: string][] = [
    ...[
      'http://www.w3.org/2001/04/xmlenc#tripledes-cbc',
      'http://www.w3.org/2001/04/xmlenc#aes192-cbc',
      'http://www.w3.org/2009/xmlenc11#aes512-gcm',
      '',
      'constructor',
      '__proto__',
      'aes256-cbc',
    ].map((uri): [string, (xml: string) => string, string] => [
      `block cipher ${uri}`,
      method(uri),
      named('block cipher', uri),
    ]),
    ...[
      'http://www.w3.org/2001/04/xmlenc#rsa-1_5',
      'http://www.w3.org/2001/04/xmlenc#kw-aes256',
      'http://www.w3.org/2001/04/xmlenc#dh',
      '',
      'toString',
    ].map((uri): [string, (xml: string) => string, string] => [
      `key transport ${uri}`,
      keyMethod(uri),
      named('key transport', uri),
    ]),
    [
      'an OAEP digest that is not allowed',
      swap(DIGEST.sha256, 'http://www.w3.org/2001/04/xmldsig-more#md5'),
      `OAEP with "http://www.w3.org/2001/04/xmldsig-more#md5" and "${MGF.sha1}"`,
    ],
    [
      'an OAEP mask that is not allowed',
      swap(MGF.sha1, 'constructor'),
      `OAEP with "${DIGEST.sha256}" and "constructor"`,
    ],
    [
      'an MGF beside rsa-oaep-mgf1p',
      keyMethod(TRANSPORT['rsa-oaep-mgf1p']),
      `OAEP with "${DIGEST.sha256}" and "${MGF.sha1}"`,
    ],
    [
      'an OAEP label',
      swap('<xenc11:MGF', '<xenc:OAEPparams>AAAA</xenc:OAEPparams><xenc11:MGF'),
      'OAEP label',
    ],
    [
      'content instead of an element',
      swap(`${NS.xenc}Element`, `${NS.xenc}Content`),
      named('type', `${NS.xenc}Content`),
    ],
    ['no EncryptedKey', swap(encryptedKey, ''), '0 encrypted keys'],
    ['five EncryptedKeys', swap(encryptedKey, encryptedKey.repeat(5)), '5 encrypted keys'],
    [
      'a key by URL',
      swap(encryptedKey, `<ds:RetrievalMethod URI="http://127.0.0.1:1/k"/>${encryptedKey}`),
      'RetrievalMethod',
    ],
    [
      'content by URL',
      swap(
        /<xenc:CipherValue>[^<]*<\/xenc:CipherValue>(?=<\/xenc:CipherData><\/xenc:EncryptedData>)/,
        '<xenc:CipherReference URI="http://127.0.0.1:1/c"/>',
      ),
      'CipherData has 0 CipherValue where one belongs',
    ],
    [
      'content by URL as well',
      swap(
        /(?=<\/xenc:CipherData><\/xenc:EncryptedData>)/,
        '<xenc:CipherReference URI="http://127.0.0.1:1/c"/>',
      ),
      'cipher value',
    ],
    ['content that is not base64', swap('<xenc:CipherValue>', '<xenc:CipherValue>*'), 'cipher value'],
    [
      'two EncryptedData',
      (xml) => xml.replace(/<xenc:EncryptedData.*<\/xenc:EncryptedData>/, '$&$&'),
      'EncryptedAssertion has 2 EncryptedData where one belongs',
    ],
    [
      'something beside EncryptedData',
      swap('</saml:EncryptedAssertion>', '<x/></saml:EncryptedAssertion>'),
      'shape',
    ],
    [
      'no EncryptionMethod',
      swap(/<xenc:EncryptionMethod [^>]*><\/xenc:EncryptionMethod>/, ''),
      'EncryptedData has 0 EncryptionMethod where one belongs',
    ],
  ];
  it.each(refused)('%s', async (_title, bend, refusal) => {
    expect(await tried(bend(sealed()))).toEqual({ refusal, asked: 0 });
  });
  it('CBC, where GCM is agreed', async () => {
    expect(await tried(sealed(), { gcmOnly: true })).toEqual({
      refusal: 'aes256-cbc where GCM is agreed',
      asked: 0,
    });
  });
});

/** Any content under any content key, wrapped for the recipient as `usual` says but with SHA-1 throughout. */
function handMade(contentKey: Buffer, content: Buffer, block: keyof typeof BLOCK = 'aes256-cbc'): string {
  const wrapped = publicEncrypt({ key: recipient().publicKey, oaepHash: 'sha1' }, contentKey).toString(
    'base64',
  );
  const good = sealed({ block, transport: 'rsa-oaep-mgf1p', digest: 'sha1' });
  let nth = 0;
  return good.replace(/(?<=<xenc:CipherValue>)[^<]*/g, () =>
    nth++ === 0 ? wrapped : content.toString('base64'),
  );
}
const key32 = Buffer.alloc(32, 7);
function cbc(bytes: Buffer): Buffer {
  const cipher = createCipheriv('aes-256-cbc', key32, Buffer.alloc(16)).setAutoPadding(false);
  return Buffer.concat([Buffer.alloc(16), cipher.update(bytes), cipher.final()]);
}
const padded = (text: Buffer | string, last?: number) => {
  const bytes = Buffer.from(text);
  const size = 16 - (bytes.length % 16);
  return Buffer.concat([bytes, Buffer.alloc(size - 1, 9), Buffer.of(last ?? size)]);
};
function gcm(alter: (content: Buffer) => Buffer, tag = 16): string {
  const iv = Buffer.alloc(12, 1);
  const cipher = createCipheriv('aes-256-gcm', key32, iv, { authTagLength: tag });
  const content = Buffer.concat([iv, cipher.update('<a></a>'), cipher.final(), cipher.getAuthTag()]);
  return handMade(key32, alter(content), 'aes256-gcm');
}
const flipped = (at: number) => (content: Buffer) => {
  const copy = Buffer.from(content);
  copy.writeUInt8(copy.readUInt8(copy.length + at) ^ 1, copy.length + at);
  return copy;
};

describe('whatever is wrong with the ciphertext is one answer, after the same work (security.md E2, E3, E8)', () => {
  it('what these vectors start from is good', async () => {
    expect(await tried(handMade(key32, cbc(padded('<a></a>'))))).toEqual({ text: '<a></a>', asked: 1 });
    expect(await tried(gcm((content) => content))).toEqual({ text: '<a></a>', asked: 1 });
  });
  it.each<[title: string, xml: () => string]>([
    ['a content key of another length', () => handMade(key32.subarray(0, 16), cbc(padded(plain)))],
    ['an empty content key', () => handMade(Buffer.alloc(0), cbc(padded(plain)))],
    ['another content key', () => handMade(Buffer.alloc(32, 8), cbc(padded(plain)))],
    [
      'a wrapped key that is noise',
      () => sealed().replace(/(?<=<xenc:CipherValue>)[^<]*/, Buffer.alloc(256, 0x41).toString('base64')),
    ],
    ['a wrapped key that is short', () => sealed().replace(/(?<=<xenc:CipherValue>)[^<]*/, 'AAAA')],
    ['padding of 0', () => handMade(key32, cbc(padded('<a></a>', 0)))],
    ['padding of 17', () => handMade(key32, cbc(padded('<a></a>', 17)))],
    ['padding of 255', () => handMade(key32, cbc(padded('<a></a>', 255)))],
    ['text that is not UTF-8', () => handMade(key32, cbc(padded(Buffer.from([0x3c, 0xff, 0xfe]))))],
    ['half a block', () => handMade(key32, cbc(padded('<a></a>')).subarray(0, 24))],
    ['a vector and no block', () => handMade(key32, Buffer.alloc(16))],
    ['a GCM tag changed', () => gcm(flipped(-1))],
    ['GCM content changed', () => gcm(flipped(-17))],
    ['a GCM vector changed', () => gcm((content) => flipped(-content.length)(content))],
    ['a GCM tag cut', () => gcm((content) => content.subarray(0, -1))],
    ['a GCM tag of 12 bytes', () => gcm((content) => content, 12)],
    ['GCM with nothing but a vector', () => gcm((content) => content.subarray(0, 12))],
  ])('%s', async (_title, xml) => {
    expect(await tried(xml())).toEqual({ refusal: 'decryption', asked: 1 });
  });
  it("somebody else's key", async () => {
    expect(await tried(sealed({ block: 'aes256-gcm' }), { key: rsaKey('somebody else') })).toEqual({
      refusal: 'decryption',
      asked: 1,
    });
  });
});
