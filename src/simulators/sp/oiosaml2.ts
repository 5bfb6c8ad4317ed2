/**
 * A public service on OIOSAML 2.0.9 ("Styrelsens Blanketter"), built on samlify. samlify verifies the signature, decrypts
 * and looks at the times; audience, recipient, destination, the request answered and replay are checked here and in
 * review.ts, because samlify checks none of them.
 */
import { randomUUID } from 'node:crypto';
import { type Request, type Response } from 'express';
import { field, listen, newApplication } from '../host.ts';
import { FORMAT_BASIC, type RequestedAttribute, spMetadataXml, X509_SUBJECT } from '../metadata.ts';
import { metadataText, type Simulator } from '../party.ts';
import {
  IdentityProvider,
  record,
  RSA_SHA256,
  SamlLib,
  type SamlifyIdp,
  type SamlifySp,
  ServiceProvider,
  texts,
} from '../samlify.ts';
import { type SpOptions } from './oiosaml3.ts';
import { type Asked, attributeLists, readAssertionFacts, readEnvelope, type Received } from './received.ts';
import { reviewEnvelope, reviewOiosaml2 } from './review.ts';
import { routeService, RuleBroken, type ServiceProtocol } from './service.ts';

const DK = 'dk:gov:saml:attribute:';
const wanted = (friendlyName: string, name: string, required = false): RequestedAttribute => ({
  friendlyName,
  name,
  required,
});
const ATTRIBUTES: readonly RequestedAttribute[] = [
  wanted('SpecVer', `${DK}SpecVer`, true),
  wanted('AssuranceLevel', `${DK}AssuranceLevel`, true),
  wanted('SurName', 'urn:oid:2.5.4.4', true),
  wanted('CommonName', 'urn:oid:2.5.4.3', true),
  wanted('Uid', 'urn:oid:0.9.2342.19200300.100.1.1', true),
  wanted('Mail', 'urn:oid:0.9.2342.19200300.100.1.3', true),
  wanted('organizationName', 'urn:oid:2.5.4.10'),
  wanted('CprNumberIdentifier', `${DK}CprNumberIdentifier`),
  wanted('PidNumberIdentifier', `${DK}PidNumberIdentifier`),
  wanted('CVRnumberIdentifier', `${DK}CvrNumberIdentifier`),
  wanted('RidNumberIdentifier', `${DK}RidNumberIdentifier`),
];

const REQUEST =
  '<samlp:AuthnRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ' +
  'xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="{ID}" Version="2.0" IssueInstant="{IssueInstant}" ' +
  'Destination="{Destination}" ForceAuthn="{ForceAuthn}" IsPassive="{IsPassive}" ' +
  'ProtocolBinding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" AssertionConsumerServiceURL="{Acs}">' +
  '<saml:Issuer>{Issuer}</saml:Issuer></samlp:AuthnRequest>';

/** Starts the simulated service on OIOSAML 2.0.9. */
export async function startPublicSpOiosaml2(options: SpOptions): Promise<Simulator> {
  const app = newApplication();
  const host = await listen(app, options);
  const entityId = options.entityId ?? `${host.url}/metadata`;
  const acsUrl = `${host.url}/acs`;
  const metadataXml = spMetadataXml({
    entityId,
    acsUrl,
    certificatePem: options.key.certificatePem,
    nameIdFormat: X509_SUBJECT,
    serviceName: { da: 'Styrelsens Blanketter (simuleret)', en: 'Agency forms (simulated)' },
    nameFormat: FORMAT_BASIC,
    attributes: ATTRIBUTES,
  });
  routeService(app, new SamlifyService(options, entityId, acsUrl, metadataXml));
  return { url: host.url, entityId, metadataXml, close: host.close };
}

class SamlifyService implements ServiceProtocol {
  readonly face = {
    party: {
      da: 'Styrelsens Blanketter – OIOSAML 2.0.9 (samlify)',
      en: 'Agency forms – OIOSAML 2.0.9 (samlify)',
    },
    asksForLevel: false,
  };
  readonly metadataXml: string;
  readonly #options: SpOptions;
  readonly #entityId: string;
  readonly #acsUrl: string;
  readonly #sp: SamlifySp;
  readonly #seen = new Set<string>();

  constructor(options: SpOptions, entityId: string, acsUrl: string, metadataXml: string) {
    this.#options = options;
    this.#entityId = entityId;
    this.#acsUrl = acsUrl;
    this.metadataXml = metadataXml;
    this.#sp = ServiceProvider({
      metadata: metadataXml,
      privateKey: options.key.privateKeyPem,
      encPrivateKey: options.key.privateKeyPem,
      requestSignatureAlgorithm: RSA_SHA256,
      loginRequestTemplate: { context: REQUEST },
      clockDrifts: [-180_000, 180_000],
    });
  }

  async begin(
    _req: Request,
    res: Response,
    asked: Asked,
    relayState: string,
    note: (requestId: string) => void,
  ): Promise<void> {
    const hub = await this.#hub();
    const id = `_${randomUUID()}`;
    const fill = (template: string): { id: string; context: string } => ({
      id,
      context: SamlLib.replaceTagsByValue(template, {
        ID: id,
        IssueInstant: new Date().toISOString(),
        Destination: String(hub.entityMeta.getSingleSignOnService('redirect')),
        ForceAuthn: asked.force || undefined,
        IsPassive: asked.passive || undefined,
        Acs: this.#acsUrl,
        Issuer: this.#entityId,
      }),
    });
    const { context } = this.#sp.createLoginRequest(hub, 'redirect', {
      relayState,
      customTagReplacement: fill,
    });
    note(id);
    res.redirect(302, context);
  }

  async receive(req: Request, _res: Response): Promise<Received> {
    const hub = await this.#hub();
    const body = { SAMLResponse: field(req, 'SAMLResponse') };
    const envelope = readEnvelope(body.SAMLResponse);
    const parsed = await this.#sp.parseLoginResponse(hub, 'post', { body });
    // samlify keeps what it decrypted to itself, so the text for the page is decrypted once more.
    const response = Buffer.from(body.SAMLResponse, 'base64').toString('utf8');
    const assertionXml = envelope.plainAssertion
      ? response
      : (await SamlLib.decryptAssertion(this.#sp, response))[1];
    const facts = readAssertionFacts(assertionXml);
    const attributes = attributeLists(record(parsed.extract.attributes));
    const received: Received = {
      dialect: 'OIOSAML 2.0.9',
      issuer: texts(parsed.extract.issuer)[0] ?? '',
      nameId: parsed.extract.nameID ?? '',
      nameIdFormat: facts.nameIdFormat ?? '',
      level: attributes[`${DK}AssuranceLevel`]?.[0],
      sessionIndex: record(parsed.extract.sessionIndex)['sessionIndex'],
      authnInstant: facts.authnInstant,
      authnContextClassRef: facts.classRef,
      assertionId: facts.id,
      inResponseTo: facts.inResponseTo,
      attributes,
      assertionXml,
    };
    const expected = {
      entityId: this.#entityId,
      acsUrl: this.#acsUrl,
      hubEntityId: String(hub.entityMeta.getEntityID()),
    };
    const problems = [...reviewEnvelope(envelope, facts, expected), ...reviewOiosaml2(received)];
    if (facts.id === undefined || this.#seen.has(facts.id)) problems.push('the assertion was used before');
    if (problems.length > 0) throw new RuleBroken(problems.join('; '));
    this.#seen.add(facts.id ?? '');
    return received;
  }

  /** samlify decides by the partner's setting whether it expects encryption. */
  async #hub(): Promise<SamlifyIdp> {
    const metadata = await metadataText(this.#options.hubIdpMetadataXml);
    return IdentityProvider({ metadata, isAssertionEncrypted: true });
  }
}
