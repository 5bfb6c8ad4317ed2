/**
 * Turns a plan into a Response: samlify's templates, then its signature over the assertion, then its encryption.
 * The Response itself stays unsigned (OIOSAML 3.0) except where it carries only a status.
 * `xs` and `xsi` are declared on the Assertion, so that it stands alone after decryption; samlify cannot name an
 * InclusiveNamespaces prefix list, so the canonical form leaves the (only textually used) `xs` out.
 */
import { generateKeyPairSync } from 'node:crypto';
import { type Wire } from '../faults.ts';
import { certificateBody, type SimulatorKey } from '../party.ts';
import { RSA_SHA1, RSA_SHA256, SamlLib, type SamlifyIdp, type SamlifySp } from '../samlify.ts';
import { type AnswerPlan, newId } from './plan.ts';

const NS_P = 'urn:oasis:names:tc:SAML:2.0:protocol';
const NS_A = 'urn:oasis:names:tc:SAML:2.0:assertion';
const STATUS = 'urn:oasis:names:tc:SAML:2.0:status:';

const ASSERTION =
  `<saml:Assertion xmlns:saml="${NS_A}" xmlns:xs="http://www.w3.org/2001/XMLSchema" ` +
  `xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ID="{AssertionId}" IssueInstant="{IssueInstant}" Version="2.0">` +
  `<saml:Issuer>{Issuer}</saml:Issuer>` +
  `<saml:Subject><saml:NameID Format="{NameIdFormat}">{NameId}</saml:NameID>` +
  `<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">` +
  `<saml:SubjectConfirmationData InResponseTo="{InResponseTo}" NotOnOrAfter="{ConfirmationNotOnOrAfter}" ` +
  `Recipient="{Recipient}"></saml:SubjectConfirmationData></saml:SubjectConfirmation></saml:Subject>` +
  `<saml:Conditions NotBefore="{NotBefore}" NotOnOrAfter="{NotOnOrAfter}"><saml:AudienceRestriction>` +
  `<saml:Audience>{Audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>` +
  `<saml:AuthnStatement AuthnInstant="{AuthnInstant}" SessionIndex="{SessionIndex}"><saml:AuthnContext>` +
  `<saml:AuthnContextClassRef>{ClassRef}</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>` +
  `{Statement}</saml:Assertion>`;

const HEAD =
  `<samlp:Response xmlns:samlp="${NS_P}" xmlns:saml="${NS_A}" Destination="{Destination}" ID="{ResponseId}" ` +
  `InResponseTo="{InResponseTo}" IssueInstant="{IssueInstant}" Version="2.0"><saml:Issuer>{Issuer}</saml:Issuer>`;

const RESPONSE = `${HEAD}<samlp:Status><samlp:StatusCode Value="${STATUS}Success"/></samlp:Status>${ASSERTION}</samlp:Response>`;

const REFUSAL =
  `${HEAD}<samlp:Status><samlp:StatusCode Value="{Top}"><samlp:StatusCode Value="{Second}"/></samlp:StatusCode>` +
  `<samlp:StatusMessage>{Message}</samlp:StatusMessage></samlp:Status></samlp:Response>`;

const ATTRIBUTE = {
  context:
    '<saml:Attribute Name="{Name}" NameFormat="{NameFormat}">' +
    '<saml:AttributeValue xsi:type="{ValueXsiType}">{Value}</saml:AttributeValue></saml:Attribute>',
};
const ATTRIBUTE_STATEMENT = { context: '<saml:AttributeStatement>{Attributes}</saml:AttributeStatement>' };

/** What goes into the form that is posted to the hub: base64. */
export type SamlResponse = string;

/**
 * A successful login, sealed as `wire` says.
 * @throws Error if the hub's metadata has no encryption key, or several (samlify cannot choose)
 */
export async function writeAnswer(
  idp: SamlifyIdp,
  sp: SamlifySp,
  key: SimulatorKey,
  plan: AnswerPlan,
  wire: Wire,
): Promise<SamlResponse> {
  let xml = SamlLib.replaceTagsByValue(RESPONSE.replace('{Statement}', statementTemplate(plan)), tags(plan));
  if (wire.sign !== 'none') xml = sign(xml, key, wire.sign, 'Assertion');
  if (wire.afterSigning !== undefined) xml = wire.afterSigning(xml);
  if (wire.encrypt) return await SamlLib.encryptAssertion(idp, sp, xml);
  return Buffer.from(xml).toString('base64');
}

/** Second-level status codes an identity provider of ours gives. */
export type RefusalCode = 'AuthnFailed' | 'NoPassive' | 'NoAuthnContext' | 'RequestDenied';

/** A Response with a status and no assertion; the Response is signed, there being nothing else to sign. */
export function writeRefusal(
  key: SimulatorKey,
  to: { readonly acsUrl: string; readonly inResponseTo: string; readonly issuer: string },
  code: RefusalCode,
  message: string,
  now: number,
): SamlResponse {
  const xml = SamlLib.replaceTagsByValue(REFUSAL, {
    Destination: to.acsUrl,
    ResponseId: newId(),
    InResponseTo: to.inResponseTo,
    IssueInstant: new Date(now).toISOString(),
    Issuer: to.issuer,
    Top: `${STATUS}Responder`,
    Second: STATUS + code,
    Message: message,
  });
  return Buffer.from(sign(xml, key, 'rsa-sha256', 'Response')).toString('base64');
}

function statementTemplate(plan: AnswerPlan): string {
  const described = plan.attributes.map((attribute, index) => ({
    name: attribute.name,
    nameFormat: plan.nameFormat,
    valueXsiType: 'xs:string',
    valueTag: `v${index}`,
  }));
  return SamlLib.attributeStatementBuilder(described, ATTRIBUTE, ATTRIBUTE_STATEMENT);
}

function tags(plan: AnswerPlan): Record<string, string | null> {
  return {
    AssertionId: plan.assertionId,
    ResponseId: plan.responseId,
    IssueInstant: plan.issueInstant,
    Issuer: plan.issuer,
    Destination: plan.statedDestination,
    InResponseTo: plan.inResponseTo,
    NameIdFormat: plan.nameIdFormat,
    NameId: plan.nameId,
    ConfirmationNotOnOrAfter: plan.confirmationNotOnOrAfter,
    Recipient: plan.recipient,
    NotBefore: plan.notBefore,
    NotOnOrAfter: plan.notOnOrAfter,
    Audience: plan.audience,
    AuthnInstant: plan.authnInstant,
    SessionIndex: plan.sessionIndex,
    ClassRef: plan.classRef,
    ...Object.fromEntries(plan.attributes.map((attribute, index) => [`attrV${index}`, attribute.value])),
  };
}

function sign(xml: string, own: SimulatorKey, how: Wire['sign'], what: 'Assertion' | 'Response'): string {
  const path = what === 'Response' ? '' : "/*[local-name(.)='Assertion']";
  const target = `/*[local-name(.)='Response']${path}`;
  return SamlLib.constructSAMLSignature({
    rawSamlMessage: xml,
    referenceTagXPath: target,
    privateKey: how === 'foreign-key' ? foreignKey() : own.privateKeyPem,
    signingCert: certificateBody(own.certificatePem),
    signatureAlgorithm: how === 'rsa-sha1' ? RSA_SHA1 : RSA_SHA256,
    isBase64Output: false,
    signatureConfig: {
      prefix: 'ds',
      location: { reference: `${target}/*[local-name(.)='Issuer']`, action: 'after' },
    },
  });
}

let madeForeignKey: string | undefined;

/** A key nobody's metadata knows; KeyInfo still shows the known certificate. */
function foreignKey(): string {
  madeForeignKey ??= generateKeyPairSync('rsa', { modulusLength: 2048 })
    .privateKey.export({ type: 'pkcs8', format: 'pem' })
    .toString();
  return madeForeignKey;
}
