/**
 * A public service on OIOSAML 3.0 ("Kommunens Selvbetjening"), built as most Node services are: express, passport and
 * @node-saml/passport-saml. A level per request needs MultiSamlStrategy; what node-saml leaves unchecked (Recipient,
 * Destination, issuer, the profile's own rules) is checked in review.ts.
 */
import { randomUUID } from 'node:crypto';
import {
  type CacheProvider,
  MultiSamlStrategy,
  type PassportSamlConfig,
  type Profile,
  ValidateInResponseTo,
  type VerifiedCallback,
} from '@node-saml/passport-saml';
import { type Request, type Response } from 'express';
import passport from 'passport';
import { field, listen, newApplication } from '../host.ts';
import { FORMAT_URI, PERSISTENT, type RequestedAttribute, spMetadataXml } from '../metadata.ts';
import {
  type Listening,
  metadataText,
  type MetadataSource,
  type Simulator,
  type SimulatorKey,
} from '../party.ts';
import { readHubMetadata } from './hub-metadata.ts';
import { type Asked, attributeLists, readAssertionFacts, readEnvelope, type Received } from './received.ts';
import { reviewEnvelope, reviewOiosaml3 } from './review.ts';
import { routeService, RuleBroken, type ServiceProtocol } from './service.ts';

export interface SpOptions extends Listening {
  /** By default `<url>/metadata`. */
  readonly entityId?: string;
  readonly key: SimulatorKey;
  /** Metadata of the hub as identity provider, in the dialect of this service. */
  readonly hubIdpMetadataXml: MetadataSource;
}

const EID = 'https://data.gov.dk/model/core/eid/';
const LOA = 'https://data.gov.dk/concept/core/nsis/loa';
const wanted = (friendlyName: string, name: string, required = false): RequestedAttribute => ({
  friendlyName,
  name,
  required,
});
const ATTRIBUTES: readonly RequestedAttribute[] = [
  wanted('SpecVer', 'https://data.gov.dk/model/core/specVersion', true),
  wanted('NSISLevelOfAssurance', LOA, true),
  wanted('IdentityAssuranceLevel', 'https://data.gov.dk/concept/core/nsis/ial'),
  wanted('AuthenticationAssuranceLevel', 'https://data.gov.dk/concept/core/nsis/aal'),
  wanted('FullName', `${EID}fullName`),
  wanted('FirstName', `${EID}firstName`),
  wanted('LastName', `${EID}lastName`),
  wanted('Email', `${EID}email`),
  wanted('CPRNumber', `${EID}cprNumber`),
  wanted('Age', `${EID}age`),
  wanted('CPRUUID', `${EID}cprUuid`),
  wanted('DateOfBirth', `${EID}dateOfBirth`),
  wanted('CVR', `${EID}professional/cvr`),
  wanted('OrganizationName', `${EID}professional/orgName`),
  wanted('RID', `${EID}professional/rid`),
  wanted('ProfessionalPersistentUUID', `${EID}professional/uuid/persistent`),
];
const ENCRYPTION = [
  'http://www.w3.org/2009/xmlenc11#aes256-gcm',
  'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
  'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
];

/** Starts the simulated service on OIOSAML 3.0. */
export async function startPublicSpOiosaml3(options: SpOptions): Promise<Simulator> {
  const app = newApplication();
  const host = await listen(app, options);
  const entityId = options.entityId ?? `${host.url}/metadata`;
  const acsUrl = `${host.url}/acs`;
  const metadataXml = spMetadataXml({
    entityId,
    acsUrl,
    certificatePem: options.key.certificatePem,
    nameIdFormat: PERSISTENT,
    serviceName: { da: 'Kommunens Selvbetjening (simuleret)', en: 'Municipal self-service (simulated)' },
    nameFormat: FORMAT_URI,
    attributes: ATTRIBUTES,
    encryptionMethods: ENCRYPTION,
  });
  routeService(app, new PassportService(options, entityId, acsUrl, metadataXml));
  return { url: host.url, entityId, metadataXml, close: host.close };
}

interface PerRequest {
  readonly asked: Asked;
  readonly relayState: string;
  readonly requestId: string;
}

class PassportService implements ServiceProtocol {
  readonly face = {
    party: {
      da: 'Kommunens Selvbetjening – OIOSAML 3.0 (passport-saml)',
      en: 'Municipal self-service – OIOSAML 3.0 (passport-saml)',
    },
    asksForLevel: true,
  };
  readonly metadataXml: string;
  readonly #options: SpOptions;
  readonly #entityId: string;
  readonly #acsUrl: string;
  readonly #passport = new passport.Passport();
  readonly #beginning = new WeakMap<object, PerRequest>();
  readonly #requestIds = new RequestIds();

  constructor(options: SpOptions, entityId: string, acsUrl: string, metadataXml: string) {
    this.#options = options;
    this.#entityId = entityId;
    this.#acsUrl = acsUrl;
    this.metadataXml = metadataXml;
    const strategy = new MultiSamlStrategy(
      {
        passReqToCallback: false,
        getSamlOptions: (req, done) => {
          this.#samlOptions(req).then(
            (config) => done(null, config),
            (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
          );
        },
      },
      (profile: Profile | null, done: VerifiedCallback) =>
        done(null, profile === null ? undefined : { profile }),
      (_profile: Profile | null, done: VerifiedCallback) => done(null),
    );
    // passport-saml is typed against express 4, the rest of us against express 5: the same at run time.
    this.#passport.use('saml', strategy as unknown as passport.Strategy);
  }

  async begin(
    req: Request,
    res: Response,
    asked: Asked,
    relayState: string,
    note: (requestId: string) => void,
  ): Promise<void> {
    const requestId = `_${randomUUID()}`;
    this.#beginning.set(req, { asked, relayState, requestId });
    note(requestId);
    await this.#authenticate(req, res);
  }

  async receive(req: Request, res: Response): Promise<Received> {
    const profile = await this.#authenticate(req, res);
    if (profile === undefined) throw new Error('no profile');
    const assertionXml = profile.getAssertionXml?.() ?? '';
    const facts = readAssertionFacts(assertionXml);
    const attributes = attributeLists((profile['attributes'] ?? {}) as Record<string, unknown>);
    const received: Received = {
      dialect: 'OIOSAML 3.0',
      issuer: profile.issuer,
      nameId: profile.nameID,
      nameIdFormat: profile.nameIDFormat,
      level: attributes[LOA]?.[0],
      sessionIndex: profile.sessionIndex,
      authnInstant: facts.authnInstant,
      authnContextClassRef: facts.classRef,
      assertionId: facts.id,
      inResponseTo: facts.inResponseTo,
      attributes,
      assertionXml,
    };
    const hub = readHubMetadata(await metadataText(this.#options.hubIdpMetadataXml));
    const expected = { entityId: this.#entityId, acsUrl: this.#acsUrl, hubEntityId: hub.entityId };
    const problems = [
      ...reviewEnvelope(readEnvelope(field(req, 'SAMLResponse')), facts, expected),
      ...reviewOiosaml3(received),
    ];
    if (problems.length > 0) throw new RuleBroken(problems.join('; '));
    return received;
  }

  /** What the library read, or undefined once it has sent the browser to the hub. */
  #authenticate(req: Request, res: Response): Promise<Profile | undefined> {
    return new Promise((resolve, reject) => {
      const finish = (error: unknown, user?: unknown): void => {
        if (error != null) return reject(error instanceof Error ? error : new Error(String(error)));
        resolve(
          typeof user === 'object' && user !== null ? (user as { profile: Profile }).profile : undefined,
        );
      };
      res.once('finish', () => resolve(undefined));
      this.#passport.authenticate('saml', { session: false }, finish)(req, res, finish);
    });
  }

  async #samlOptions(req: object): Promise<PassportSamlConfig> {
    const hub = readHubMetadata(await metadataText(this.#options.hubIdpMetadataXml));
    const beginning = this.#beginning.get(req);
    const refs = beginning === undefined ? [] : classRefs(beginning.asked);
    return {
      issuer: this.#entityId,
      audience: this.#entityId,
      callbackUrl: this.#acsUrl,
      entryPoint: hub.ssoUrl,
      idpCert: [...hub.signingCertificates],
      privateKey: this.#options.key.privateKeyPem,
      decryptionPvk: this.#options.key.privateKeyPem,
      signatureAlgorithm: 'sha256',
      digestAlgorithm: 'sha256',
      identifierFormat: null,
      wantAssertionsSigned: true,
      wantAuthnResponseSigned: false,
      acceptedClockSkewMs: 180_000,
      validateInResponseTo: ValidateInResponseTo.always,
      cacheProvider: this.#requestIds,
      authnContext: refs,
      disableRequestedAuthnContext: refs.length === 0,
      racComparison: 'minimum',
      forceAuthn: beginning?.asked.force ?? false,
      passive: beginning?.asked.passive ?? false,
      ...(beginning === undefined
        ? {}
        : {
            generateUniqueId: () => beginning.requestId,
            additionalAuthorizeParams: { RelayState: beginning.relayState },
          }),
    };
  }
}

function classRefs(asked: Asked): string[] {
  return [
    ...(asked.level === undefined ? [] : [`${LOA}/${asked.level}`]),
    ...(asked.kind === undefined
      ? []
      : [`https://data.gov.dk/eid/${asked.kind === 'person' ? 'Person' : 'Professional'}`]),
  ];
}

/** The ids of requests under way, for node-saml: each is good for one answer within the hour. */
class RequestIds implements CacheProvider {
  readonly #values = new Map<string, { readonly value: string; readonly createdAt: number }>();

  async saveAsync(key: string, value: string): Promise<{ value: string; createdAt: number }> {
    const item = { value, createdAt: Date.now() };
    for (const [id, one] of this.#values)
      if (one.createdAt < item.createdAt - 3_600_000) this.#values.delete(id);
    this.#values.set(key, item);
    return item;
  }

  async getAsync(key: string): Promise<string | null> {
    return this.#values.get(key)?.value ?? null;
  }

  async removeAsync(key: string | null): Promise<string | null> {
    return key !== null && this.#values.delete(key) ? key : null;
  }
}
