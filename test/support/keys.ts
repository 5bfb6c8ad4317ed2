/**
 * Keys and certificates for tests, made at run time so that none is committed. Each is made once per jest worker.
 * RSA-2048 for speed, RSA-3072 because that is what real OCES3 certificates hold.
 */
import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import forge from 'node-forge';
import { type PrivateKeyHandle } from '../../src/kernel/key-handle.ts';
import { keyHandle } from '../../src/saml/xmlsec/index.ts';

export interface TestKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** Base64 DER, one line. */
  readonly certificate: string;
  readonly certificatePem: string;
  readonly privatePem: string;
  readonly handle: PrivateKeyHandle;
}

export type RsaBits = 2048 | 3072;
export type Curve = 'prime256v1' | 'secp384r1' | 'secp521r1';

const made = new Map<string, TestKey>();
const once = (name: string, make: () => TestKey): TestKey => {
  const known = made.get(name) ?? make();
  made.set(name, known);
  return known;
};

/** The RSA key of this name; another name is another key. Its certificate is self-signed, valid 2020 to 2049. */
export function rsaKey(name = 'key', bits: RsaBits = 2048): TestKey {
  return once(`rsa ${bits} ${name}`, () =>
    testKey(generateKeyPairSync('rsa', { modulusLength: bits }), name),
  );
}

/** An elliptic-curve key of this name, with a certificate like the RSA ones. */
export function ecKey(name = 'key', namedCurve: Curve = 'prime256v1'): TestKey {
  return once(`ec ${namedCurve} ${name}`, () => testKey(generateKeyPairSync('ec', { namedCurve }), name));
}

export interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}
const always: Validity = {
  notBefore: new Date('2020-01-01T00:00:00Z'),
  notAfter: new Date('2049-12-31T00:00:00Z'),
};

/** A key pair with a self-signed certificate; not cached. */
export function testKey(
  { privateKey, publicKey }: { privateKey: KeyObject; publicKey: KeyObject },
  name: string,
  validity: Validity = always,
): TestKey {
  const der = selfSigned(privateKey, publicKey, name, validity);
  const certificate = der.toString('base64');
  let handle: PrivateKeyHandle | undefined;
  return {
    privateKey,
    publicKey,
    certificate,
    certificatePem: `-----BEGIN CERTIFICATE-----\n${certificate.replace(/.{64}/g, '$&\n').trimEnd()}\n-----END CERTIFICATE-----\n`,
    privatePem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    // Made at need: a test may want a certificate over a key the hub would never hold.
    get handle() {
      return (handle ??= keyHandle(privateKey, certificate));
    },
  };
}

/**
 * A minimal X.509 v3 certificate. node-forge builds the structure; the key goes in as it is (forge knows no curves),
 * and node:crypto signs.
 */
function selfSigned(privateKey: KeyObject, publicKey: KeyObject, name: string, validity: Validity): Buffer {
  const { asn1 } = forge;
  const { Class, Type } = asn1;
  const node = (type: forge.asn1.Type, value: string | forge.asn1.Asn1[]) =>
    asn1.create(Class.UNIVERSAL, type, Array.isArray(value), value);
  const sequence = (...items: forge.asn1.Asn1[]) => node(Type.SEQUENCE, items);
  const oid = (dotted: string) => node(Type.OID, asn1.oidToDer(dotted).getBytes());
  const time = (date: Date) => node(Type.UTCTIME, asn1.dateToUtcTime(date));
  const algorithm =
    privateKey.asymmetricKeyType === 'ec'
      ? sequence(oid('1.2.840.10045.4.3.2'))
      : sequence(oid('1.2.840.113549.1.1.11'), node(Type.NULL, ''));
  const subject = sequence(
    node(Type.SET, [sequence(oid('2.5.4.3'), node(Type.UTF8, forge.util.encodeUtf8(`Test ${name}`)))]),
  );
  const spki = asn1.fromDer(
    forge.util.createBuffer(publicKey.export({ type: 'spki', format: 'der' }).toString('binary')),
  );
  const serial = createHash('sha256').update(name).digest().subarray(0, 8);
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  const toSign = sequence(
    asn1.create(Class.CONTEXT_SPECIFIC, 0, true, [node(Type.INTEGER, '\u0002')]),
    node(Type.INTEGER, serial.toString('binary')),
    algorithm,
    subject,
    sequence(time(validity.notBefore), time(validity.notAfter)),
    subject,
    spki,
  );
  const bytes = Buffer.from(asn1.toDer(toSign).getBytes(), 'binary');
  const signature = sign('sha256', bytes, privateKey);
  const whole = sequence(toSign, algorithm, node(Type.BITSTRING, '\u0000' + signature.toString('binary')));
  return Buffer.from(asn1.toDer(whole).getBytes(), 'binary');
}
