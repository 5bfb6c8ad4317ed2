/**
 * Wrapped messages never yield a name, neither the victim's nor the attacker's own (security.md section 5): on a Response
 * with a plain assertion, inside the ciphertext, beside a ciphertext, and on a posted request.
 */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { SignedXml } from 'xml-crypto';
import { checkAssertionCount, openAssertion } from '../../src/saml/check/index.ts';
import { encryptedAssertion, readAssertion, readResponse } from '../../src/saml/message/index.ts';
import { descendants, parseXml, type XmlElement } from '../../src/saml/xml/index.ts';
import { encryptElement, verifyEnveloped } from '../../src/saml/xmlsec/index.ts';
import { errorTable } from '../../src/kernel/error-table.ts';
import { isHubError } from '../../src/kernel/errors.ts';
import { rsaKey } from '../support/keys.ts';
import { codeOfAsync } from '../support/refusal.ts';
import { seededRandom } from '../support/seeded-random.ts';
import { assertionContent } from '../saml/samples.ts';
import {
  attacker,
  classic,
  idpKey,
  inside,
  later,
  pieces,
  victim,
  type Pieces,
} from './wrapped-responses.ts';

const hubKey = () => rsaKey('wrapping hub');
const keys = () => ({ signing: [idpKey().publicKey], decryption: [hubKey().handle], gcmOnly: false });
const refusals = ['RESPONSE_MALFORMED', 'RESPONSE_REFUSED', 'RESPONSE_CONTENT'];

let distinct: Pieces;
let sameId: Pieces;
beforeAll(async () => {
  distinct = await pieces('_forged');
  sameId = await pieces(assertionContent.id);
});

function read(xml: string): XmlElement {
  try {
    return parseXml(xml);
  } catch {
    return parseXml('<refused/>');
  }
}

/** Whose name the hub reads: the steps of flows/login/receive-response.ts on a source that may send plain assertions. */
async function nameRead(xml: string, plainAllowed = true): Promise<string> {
  const root = read(xml);
  const envelope = readResponse(root);
  checkAssertionCount(envelope, plainAllowed);
  return readAssertion(await openAssertion(root, envelope, keys())).nameId.value;
}
const refusalOf = async (xml: string, plainAllowed = true) =>
  codeOfAsync(async () => nameRead(xml, plainAllowed));

function encrypted(text: string): string {
  const method = { block: 'aes256-cbc', transport: 'rsa-oaep-mgf1p', digest: 'sha1', mgf: 'sha1' } as const;
  return encryptedAssertion(
    encryptElement(text, { certificate: hubKey().certificate, method }, seededRandom(1)),
  );
}

/** The verifier these attacks are made for: it checks a signature and what its ID points to, wherever that is. */
function looksOnlyForASignature(xml: string, signature: string): boolean {
  const check = new SignedXml({ publicCert: idpKey().certificatePem });
  check.idAttributes = ['ID'];
  check.loadSignature(signature);
  try {
    return check.checkSignature(xml);
  } catch {
    return false;
  }
}

describe('the genuine messages', () => {
  it('are read: plain, in a signed Response, encrypted', async () => {
    expect(await nameRead(distinct.around(distinct.signed))).toBe(attacker);
    expect(await nameRead(distinct.signedResponse)).toBe(attacker);
    expect(await nameRead(distinct.around(encrypted(distinct.signed)))).toBe(attacker);
  });
  it('are refused where the assertion is not signed itself, though the Response is (security.md S2)', async () => {
    expect(await refusalOf(distinct.around(distinct.forged))).toBe('RESPONSE_REFUSED');
    expect(await refusalOf(distinct.around(encrypted(distinct.forged)))).toBe('RESPONSE_REFUSED');
  });
  it('are refused in plain where they must be encrypted (security.md E4)', async () => {
    expect(await refusalOf(distinct.around(distinct.signed), false)).toBe('RESPONSE_MALFORMED');
  });
});

describe('the vectors are real: a verifier that only looks for a good signature takes them', () => {
  it.each(classic)('%s', (_name, make) => {
    const xml = make(distinct);
    expect(xml).toContain(victim);
    const signatures = [distinct.signature, distinct.responseSignature];
    expect(signatures.some((signature) => looksOnlyForASignature(xml, signature))).toBe(true);
  });
  it('and it does tell a bad one', () => {
    const xml = distinct.around(distinct.signed.replace(attacker, victim));
    expect(looksOnlyForASignature(xml, distinct.signature)).toBe(false);
  });
});

describe.each<[string, () => Pieces]>([
  ['with an ID of its own', () => distinct],
  ['with the genuine ID (security.md W3)', () => sameId],
])('a forged assertion %s', (_title, from) => {
  it.each(classic)('%s', async (_name, make) => {
    expect(refusals).toContain(await refusalOf(make(from())));
  });
});

describe('other shapes', () => {
  it.each(later)('%s', async (_name, make) => {
    expect(refusals).toContain(await refusalOf(make(distinct)));
  });
});

describe('inside the ciphertext', () => {
  it.each(inside)('%s', async (_name, make) => {
    for (const from of [distinct, sameId])
      expect(await refusalOf(from.around(encrypted(make(from))))).toBe('RESPONSE_REFUSED');
  });
});

describe('beside the ciphertext (security.md W11)', () => {
  it.each<[string, (p: Pieces) => string]>([
    ['forged encrypted, then genuine plain', (p) => p.around(encrypted(p.forged) + p.signed)],
    ['genuine plain, then forged encrypted', (p) => p.around(p.signed + encrypted(p.forged))],
    ['genuine encrypted, then forged plain', (p) => p.around(encrypted(p.signed) + p.forged)],
    ['forged plain, then genuine encrypted', (p) => p.around(p.forged + encrypted(p.signed))],
    ['both encrypted', (p) => p.around(encrypted(p.signed) + encrypted(p.forged))],
    ['both encrypted, forged first', (p) => p.around(encrypted(p.forged) + encrypted(p.signed))],
    ['genuine twice', (p) => p.around(encrypted(p.signed) + encrypted(p.signed))],
    [
      'an encrypted one inside the forged one',
      (p) => p.around(p.forgedHead + encrypted(p.signed) + p.forgedTail),
    ],
  ])('%s', async (_name, make) => {
    expect(await refusalOf(make(distinct))).toBe('RESPONSE_MALFORMED');
  });
});

describe('second line: whichever assertion of a wrapped message is asked for, no forged one is ever verified', () => {
  const everything = [...classic, ...later, ...inside];
  it.each(everything)('%s', (_name, make) => {
    for (const from of [distinct, sameId]) {
      const root = read(make(from));
      for (const element of descendants(root))
        expect([undefined, attacker]).toContain(nameVerified(element, root));
    }
  });
  it('is not idle: a genuine assertion is verified by it', () => {
    const root = read(distinct.around(distinct.signed));
    expect([...descendants(root)].map((element) => nameVerified(element, root))).toContain(attacker);
  });
});

/** The name in the signed view of an element; undefined where it is refused or holds none. */
function nameVerified(element: XmlElement, root: XmlElement): string | undefined {
  try {
    return readAssertion(verifyEnveloped(element, root, [idpKey().publicKey]).element).nameId.value;
  } catch (failure) {
    if (!isHubError(failure)) expect((failure as Error).name).toBe('SignatureRefused');
    return undefined;
  }
}

it('every failure between decryption and signature is one and the same answer (security.md E2)', async () => {
  const texts = ['x', '', '<a', '<a></a>', distinct.forged, distinct.signed.replace(attacker, victim)];
  const good = encrypted(distinct.signed);
  const vectors = [
    ...texts.map(encrypted),
    good.replace(/(?<=<xenc:CipherValue>)[^<]{4}/g, 'AAAA'),
    good.replace('rsa-oaep-mgf1p', 'rsa-1_5'),
    good.replace('aes256-cbc', 'tripledes-cbc'),
  ];
  const answers: unknown[] = [];
  for (const vector of vectors) {
    await nameRead(distinct.around(vector)).catch((failure: unknown) => {
      answers.push(
        isHubError(failure) ? { code: failure.code, facts: failure.facts, row: failure.row } : failure,
      );
    });
  }
  const row: unknown = errorTable.RESPONSE_REFUSED;
  expect(answers).toEqual(vectors.map(() => ({ code: 'RESPONSE_REFUSED', facts: {}, row })));
});
