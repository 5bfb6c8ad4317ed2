/**
 * Assertions with signatures bent in one place and then signed for good, so that a refusal is of the bend and not of a
 * value that would not hold anyway.
 */
import { constants, hash, sign, type KeyObject } from 'node:crypto';
import { assertionParts, type MessageParts } from '../../../src/saml/message/index.ts';
import { canonicalize, NS, parseXml } from '../../../src/saml/xml/index.ts';
import { DIGEST, SIGNATURE, verifyEnveloped } from '../../../src/saml/xmlsec/index.ts';
import { rsaKey } from '../../support/keys.ts';
import { assertionContent } from '../samples.ts';

export const signer = () => rsaKey('signer');
export const exclusive = NS.ec;
export const enveloped = `${NS.ds}enveloped-signature`;

export interface Bend {
  readonly parts?: MessageParts;
  readonly signatureMethod?: string;
  readonly digestMethod?: string;
  /** Text of the Reference's URI; undefined is the good one. */
  readonly uri?: string;
  /** Changes the SignedInfo before it is signed. */
  readonly info?: (signedInfo: string) => string;
  /** Changes the whole Signature afterwards. */
  readonly signature?: (signature: string) => string;
  /** What is digested instead of the assertion. */
  readonly digested?: string;
  readonly digestName?: string;
  readonly signed?: (octets: Buffer) => Buffer;
  readonly keyInfo?: string;
}

export const good = assertionParts(assertionContent);

/** The good assertion with a signature that is good but for what is bent. */
export function bent(bend: Bend = {}): string {
  const parts = bend.parts ?? good;
  const digest = hash(bend.digestName ?? 'sha256', bend.digested ?? parts.head + parts.tail, 'base64');
  const plain =
    `<ds:SignedInfo xmlns:ds="${NS.ds}"><ds:CanonicalizationMethod Algorithm="${exclusive}"/>` +
    `<ds:SignatureMethod Algorithm="${bend.signatureMethod ?? SIGNATURE.rsaSha256}"/>` +
    `<ds:Reference URI="${bend.uri ?? `#${parts.id}`}"><ds:Transforms><ds:Transform Algorithm="${enveloped}"/>` +
    `<ds:Transform Algorithm="${exclusive}"><ec:InclusiveNamespaces xmlns:ec="${exclusive}" PrefixList="xs xsi"/></ds:Transform>` +
    `</ds:Transforms><ds:DigestMethod Algorithm="${bend.digestMethod ?? DIGEST.sha256}"/>` +
    `<ds:DigestValue>${digest}</ds:DigestValue></ds:Reference></ds:SignedInfo>`;
  const info = bend.info?.(plain) ?? plain;
  const octets = Buffer.from(canonicalize(parseXml(info)));
  const value = (bend.signed ?? rsaSha256)(octets).toString('base64');
  const signature =
    `<ds:Signature xmlns:ds="${NS.ds}">${info}<ds:SignatureValue>${value}</ds:SignatureValue>` +
    `${bend.keyInfo ?? ''}</ds:Signature>`;
  return parts.head + (bend.signature?.(signature) ?? signature) + parts.tail;
}

export const rsaSha256 = (octets: Buffer): Buffer => sign('sha256', octets, signer().privateKey);
export const rsaPss =
  (digest: string) =>
  (octets: Buffer): Buffer =>
    sign(digest, octets, {
      key: signer().privateKey,
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
    });

/** A key that fails the test that touches it. */
export const untouchable = new Proxy({} as KeyObject, {
  get: (_target, name) => {
    throw new Error(`key touched: ${String(name)}`);
  },
});

/** Why the root of a document is refused; undefined where it verifies. Only the one kind of error may come. */
export function refusalOf(
  text: string,
  keys: readonly KeyObject[] = [signer().publicKey],
): string | undefined {
  const root = parseXml(text);
  return signatureRefusal(() => verifyEnveloped(root, root, keys));
}

/** The message of the SignatureRefused that the call ends in. */
export function signatureRefusal(call: () => unknown): string | undefined {
  try {
    call();
    return undefined;
  } catch (failure) {
    if ((failure as Error).name !== 'SignatureRefused') throw failure;
    return (failure as Error).message;
  }
}
