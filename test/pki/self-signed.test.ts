import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { newRsaKey, selfSignedCertificate } from '../../src/pki/index.ts';

const wish = {
  commonName: 'hub.example signering æøå',
  organisation: 'Fiktiv Styrelse',
  notBefore: Date.UTC(2026, 0, 1),
  notAfter: Date.UTC(2028, 0, 1),
  serial: Buffer.alloc(16, 0xff),
};

describe('self-signed certificate (RFC 5280)', () => {
  it('is read and verified by node:crypto, with the names, times and key asked for', async () => {
    const privateKey = await newRsaKey(2048);
    const certificate = new X509Certificate(selfSignedCertificate({ ...wish, privateKey }));
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(certificate.checkPrivateKey(privateKey)).toBe(true);
    expect(certificate.subject).toContain('CN=hub.example signering æøå');
    expect(certificate.subject).toContain('O=Fiktiv Styrelse');
    expect(certificate.validToDate.getTime()).toBe(wish.notAfter);
    expect(certificate.validFromDate.getTime()).toBe(wish.notBefore);
    expect(certificate.ca).toBe(false);
    expect(BigInt(`0x${certificate.serialNumber}`)).toBeGreaterThan(0n);
  });

  it('is not verified by another key', async () => {
    const [privateKey, other] = await Promise.all([newRsaKey(2048), newRsaKey(2048)]);
    const certificate = new X509Certificate(selfSignedCertificate({ ...wish, privateKey }));
    const foreign = new X509Certificate(selfSignedCertificate({ ...wish, privateKey: other }));
    expect(certificate.verify(foreign.publicKey)).toBe(false);
  });
});
