/**
 * X.509 as the RFCs wrote it: making keys and certificates.
 * The only door to node-forge, which writes structures here and nothing else: every signature is node:crypto's,
 * and what others sent is read with node:crypto too (spec/security.md G11). Knows no SAML and no Denmark.
 */
export { selfSignedCertificate, newRsaKey, type CertificateWish } from './self-signed.ts';
