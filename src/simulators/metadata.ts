/**
 * SAML metadata of the simulated parties, as text from templates (metadata 2.3, 2.4.3, 2.4.4).
 * Written by hand because neither samlify nor node-saml can write RequestedAttribute or EncryptionMethod of our choice.
 */
import { certificateBody } from './party.ts';

const NS_MD = 'urn:oasis:names:tc:SAML:2.0:metadata';
const NS_DS = 'http://www.w3.org/2000/09/xmldsig#';
const PROTOCOL = 'urn:oasis:names:tc:SAML:2.0:protocol';
const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
const POST = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST';
export const FORMAT_URI = 'urn:oasis:names:tc:SAML:2.0:attrname-format:uri';
export const FORMAT_BASIC = 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic';
export const PERSISTENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent';
export const X509_SUBJECT = 'urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName';

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function keyDescriptor(use: 'signing' | 'encryption', certificatePem: string, methods = ''): string {
  const body = certificateBody(certificatePem);
  return (
    `<md:KeyDescriptor use="${use}"><ds:KeyInfo xmlns:ds="${NS_DS}"><ds:X509Data>` +
    `<ds:X509Certificate>${body}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>${methods}</md:KeyDescriptor>`
  );
}

export interface IdpMetadata {
  readonly entityId: string;
  readonly ssoUrl: string;
  readonly certificatePem: string;
  readonly nameIdFormat: string;
}

/** Metadata of an identity provider with one key and one Redirect endpoint, which wants signed requests. */
export function idpMetadataXml(idp: IdpMetadata): string {
  return (
    `<md:EntityDescriptor xmlns:md="${NS_MD}" entityID="${escapeXml(idp.entityId)}">` +
    `<md:IDPSSODescriptor WantAuthnRequestsSigned="true" protocolSupportEnumeration="${PROTOCOL}">` +
    keyDescriptor('signing', idp.certificatePem) +
    `<md:NameIDFormat>${idp.nameIdFormat}</md:NameIDFormat>` +
    `<md:SingleSignOnService Binding="${REDIRECT}" Location="${escapeXml(idp.ssoUrl)}"/>` +
    `</md:IDPSSODescriptor></md:EntityDescriptor>`
  );
}

export interface RequestedAttribute {
  readonly name: string;
  readonly friendlyName: string;
  readonly required?: boolean;
}

export interface SpMetadata {
  readonly entityId: string;
  readonly acsUrl: string;
  readonly certificatePem: string;
  readonly nameIdFormat: string;
  /** Shown to people, Danish and English. */
  readonly serviceName: { readonly da: string; readonly en: string };
  readonly nameFormat: string;
  readonly attributes: readonly RequestedAttribute[];
  /** Algorithm URIs of md:EncryptionMethod; none = the partner's default. */
  readonly encryptionMethods?: readonly string[];
}

/** Metadata of a service provider with one key for both uses and one POST endpoint, index 0. */
export function spMetadataXml(sp: SpMetadata): string {
  const methods = (sp.encryptionMethods ?? [])
    .map((algorithm) => `<md:EncryptionMethod Algorithm="${algorithm}"/>`)
    .join('');
  return (
    `<md:EntityDescriptor xmlns:md="${NS_MD}" entityID="${escapeXml(sp.entityId)}">` +
    `<md:SPSSODescriptor AuthnRequestsSigned="true" WantAssertionsSigned="true" protocolSupportEnumeration="${PROTOCOL}">` +
    keyDescriptor('signing', sp.certificatePem) +
    keyDescriptor('encryption', sp.certificatePem, methods) +
    `<md:NameIDFormat>${sp.nameIdFormat}</md:NameIDFormat>` +
    `<md:AssertionConsumerService Binding="${POST}" Location="${escapeXml(sp.acsUrl)}" index="0" isDefault="true"/>` +
    `<md:AttributeConsumingService index="0" isDefault="true">` +
    `<md:ServiceName xml:lang="da">${escapeXml(sp.serviceName.da)}</md:ServiceName>` +
    `<md:ServiceName xml:lang="en">${escapeXml(sp.serviceName.en)}</md:ServiceName>` +
    sp.attributes.map((attribute) => requestedAttribute(attribute, sp.nameFormat)).join('') +
    `</md:AttributeConsumingService></md:SPSSODescriptor></md:EntityDescriptor>`
  );
}

function requestedAttribute(attribute: RequestedAttribute, nameFormat: string): string {
  const required = attribute.required === true ? ' isRequired="true"' : '';
  return `<md:RequestedAttribute FriendlyName="${attribute.friendlyName}" Name="${attribute.name}" NameFormat="${nameFormat}"${required}/>`;
}
