import type { MetadataKey } from './entity-metadata.ts';
import { day, refuse, warn, type Finding } from './findings.ts';

const sixtyDays = 60 * 24 * 3600 * 1000;
const element = 'KeyDescriptor';

/** A signing key there must be; no weak key at all; an expired certificate only beside a valid one (row 48). */
export function judgeKeys(keys: readonly MetadataKey[], now: number): Finding[] {
  const findings = keys.filter(isWeak).map((key) => {
    const size = `${key.keyType} of ${key.bits} bits`;
    return refuse('METADATA_WEAK_KEY', `${size} (${key.subject}): RSA from 2048, EC from 256 bits`, element);
  });
  const signing = keys.filter(({ use }) => use !== 'encryption');
  const encryption = keys.filter(({ use }) => use !== 'signing');
  if (signing.length === 0)
    findings.push(refuse('METADATA_NO_SIGNING_KEY', 'no certificate to verify signatures with', element));
  return [
    ...findings,
    ...judgeExpiry(signing, 'signing', now),
    // A key for both uses has been judged as a signing key already.
    ...judgeExpiry(encryption.every((key) => signing.includes(key)) ? [] : encryption, 'encryption', now),
  ];
}

function isWeak({ keyType, bits }: MetadataKey): boolean {
  switch (keyType) {
    case 'rsa':
    case 'rsa-pss':
      return bits < 2048;
    case 'ec':
      return bits < 256;
    default:
      return true;
  }
}

function judgeExpiry(keys: readonly MetadataKey[], use: string, now: number): Finding[] {
  const severity = keys.some((key) => isValid(key, now)) ? warn : refuse;
  return keys.flatMap((key) => {
    const text = expiryText(key, use, now);
    if (text === undefined) return [];
    const judge = isValid(key, now) ? warn : severity;
    return [judge('METADATA_CERTIFICATE_EXPIRED', text, element)];
  });
}

function expiryText(key: MetadataKey, use: string, now: number): string | undefined {
  const certificate = `the ${use} certificate (${key.subject})`;
  if (key.notAfter <= now) return `${certificate} expired on ${day(key.notAfter)}`;
  if (key.notBefore > now) return `${certificate} is not valid before ${day(key.notBefore)}`;
  if (key.notAfter - now < sixtyDays) return `${certificate} expires on ${day(key.notAfter)}`;
  return undefined;
}

const isValid = ({ notBefore, notAfter }: MetadataKey, now: number): boolean =>
  notBefore <= now && now < notAfter;
