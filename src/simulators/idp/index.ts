/**
 * The identity providers of the other side. Each asks every time (it keeps no session of its own), so IsPassive is
 * always answered NoPassive and ForceAuthn needs nothing. A login below the requested level is answered with the level
 * it has, so that the hub's own refusal can be tried; `belowRequested: 'refuse'` answers NoAuthnContext instead.
 * Never imports the product: it reads the hub as any identity provider would, from its metadata.
 */
import { type Express, type Request, type Response } from 'express';
import { bend, type Fault, FaultQueue, isFault, wireOf } from '../faults.ts';
import { allowForms, field, listen, newApplication, rawQuery } from '../host.ts';
import { html, both } from '../html.ts';
import { idpMetadataXml } from '../metadata.ts';
import { reaches } from '../methods.ts';
import { handOverPage, messagePage, renderPage } from '../page.ts';
import {
  type Listening,
  machineClock,
  metadataText,
  type MetadataSource,
  type Simulator,
  type SimulatorClock,
  type SimulatorKey,
} from '../party.ts';
import { findPerson } from '../people.ts';
import {
  IdentityProvider,
  RSA_SHA256,
  type SamlifyIdp,
  type SamlifySp,
  ServiceProvider,
} from '../samlify.ts';
import { type RefusalCode, writeAnswer, writeRefusal } from './answer.ts';
import { type IdpDialect } from './dialect.ts';
import { loginPage } from './login-page.ts';
import { mitid } from './mitid.ts';
import { nemid } from './nemid.ts';
import { planAnswer } from './plan.ts';
import { type LoginRequest, readRequest, RequestRefused } from './request.ts';
import { WaitingLogins } from './waiting.ts';

export interface IdpOptions extends Listening {
  readonly key: SimulatorKey;
  /** Metadata of the hub as service provider. */
  readonly hubSpMetadataXml: MetadataSource;
  readonly clock?: SimulatorClock;
  /** Told in every answer; single answers are armed by the form or by POST /fault. */
  readonly fault?: Fault;
  readonly belowRequested?: 'answer' | 'refuse';
  /** Block cipher of the answers; samlify knows no aes192-gcm and no other key transport than rsa-oaep-mgf1p. */
  readonly cipher?: 'aes256-cbc' | 'aes128-cbc' | 'aes256-gcm' | 'aes128-gcm';
}

/** Starts the simulated MitID: OIOSAML 3.0. */
export const startMitidIdp = (options: IdpOptions): Promise<Simulator> => startIdp(mitid, options);

/** Starts the simulated NemID: OIOSAML 2.0.9. */
export const startNemidIdp = (options: IdpOptions): Promise<Simulator> => startIdp(nemid, options);

async function startIdp(dialect: IdpDialect, options: IdpOptions): Promise<Simulator> {
  const app = newApplication();
  const host = await listen(app, options);
  const entityId = `${host.url}/metadata`;
  const metadataXml = idpMetadataXml({
    entityId,
    ssoUrl: `${host.url}/sso`,
    certificatePem: options.key.certificatePem,
    nameIdFormat: dialect.nameIdFormat,
  });
  route(app, new Provider(dialect, options, host.url, entityId, metadataXml));
  return { url: host.url, entityId, metadataXml, close: host.close };
}

function route(app: Express, provider: Provider): void {
  app.get('/', (_req, res) => void res.send(provider.startPage()));
  app.get('/metadata', (_req, res) => {
    res.type('application/samlmetadata+xml').send(provider.metadataXml);
  });
  app.get('/sso', (req, res) => provider.ask(req, res));
  app.post('/login', (req, res) => provider.answer(req, res));
  app.post('/fault', (req, res) => {
    const fault = field(req, 'fault');
    if (!isFault(fault)) return void res.status(400).send('no such fault\n');
    provider.faults.arm(fault, Number(field(req, 'times')) || 1);
    res.status(204).end();
  });
  app.use((error: unknown, _req: Request, res: Response, _next: unknown) => {
    const status = error instanceof RequestRefused ? 400 : 500;
    const detail = error instanceof Error ? error.message : 'unknown error';
    res.status(status).send(provider.refusedPage(detail));
  });
}

const CIPHERS = {
  'aes256-cbc': 'http://www.w3.org/2001/04/xmlenc#aes256-cbc',
  'aes128-cbc': 'http://www.w3.org/2001/04/xmlenc#aes128-cbc',
  'aes256-gcm': 'http://www.w3.org/2009/xmlenc11#aes256-gcm',
  'aes128-gcm': 'http://www.w3.org/2009/xmlenc11#aes128-gcm',
} as const;

class Provider {
  readonly metadataXml: string;
  readonly faults = new FaultQueue();
  readonly #dialect: IdpDialect;
  readonly #options: IdpOptions;
  readonly #ssoUrl: string;
  readonly #entityId: string;
  readonly #idp: SamlifyIdp;
  readonly #waiting = new WaitingLogins();
  readonly #clock: SimulatorClock;
  #last: { readonly acsUrl: string; readonly fields: ReadonlyMap<string, string> } | undefined;

  constructor(dialect: IdpDialect, options: IdpOptions, url: string, entityId: string, metadataXml: string) {
    this.#dialect = dialect;
    this.#options = options;
    this.#ssoUrl = `${url}/sso`;
    this.#entityId = entityId;
    this.#clock = options.clock ?? machineClock;
    this.metadataXml = metadataXml;
    this.#idp = IdentityProvider({
      metadata: metadataXml,
      privateKey: options.key.privateKeyPem,
      requestSignatureAlgorithm: RSA_SHA256,
      isAssertionEncrypted: true,
      ...({
        dataEncryptionAlgorithm: CIPHERS[options.cipher ?? 'aes256-cbc'],
        keyEncryptionAlgorithm: 'http://www.w3.org/2001/04/xmlenc#rsa-oaep-mgf1p',
      } as object),
    });
  }

  startPage(): string {
    const text = {
      da: 'Her logger man ikke på direkte: begynd ved en tjeneste.',
      en: 'Nobody logs in here directly: start at a service.',
    };
    return renderPage({
      title: { da: 'Simuleret identitetsudbyder', en: 'Simulated identity provider' },
      party: this.#dialect.party,
      body: html`<p class="notice">${both(text)}</p>
        <p><a href="metadata">Metadata</a></p>`,
    });
  }

  refusedPage(detail: string): string {
    return messagePage(
      this.#dialect.party,
      { da: 'Anmodningen blev afvist', en: 'The request was refused' },
      { da: 'Identitetsudbyderen kan ikke svare på den.', en: 'The identity provider cannot answer it.' },
      detail,
    );
  }

  /** GET /sso */
  async ask(req: Request, res: Response): Promise<void> {
    const request = await readRequest(this.#idp, await this.#hub(), this.#ssoUrl, rawQuery(req));
    if (request.isPassive) return this.#refuse(res, request, 'NoPassive', 'no session here, ever');
    res.send(loginPage(this.#dialect, request, this.#waiting.add(request, this.#clock.now())));
  }

  /** POST /login */
  async answer(req: Request, res: Response): Promise<void> {
    const login = field(req, 'login');
    const request = this.#waiting.find(login, this.#clock.now());
    if (request === undefined) return void res.status(410).send(this.#endedPage());
    if (field(req, 'do') === 'cancel') {
      this.#waiting.remove(login);
      return this.#refuse(res, request, 'AuthnFailed', 'the user cancelled');
    }
    const person = findPerson(field(req, 'person'));
    const method = field(req, 'method');
    const statement =
      person === undefined ? undefined : this.#dialect.state(person, method, this.#clock.now());
    if (person === undefined || statement === undefined) {
      return void res.status(400).send(this.refusedPage('no such person or method'));
    }
    const level = this.#dialect.level(person, method);
    const tooLow = request.level !== undefined && level !== undefined && !reaches(level, request.level);
    if (tooLow && this.#options.belowRequested === 'refuse') {
      this.#waiting.remove(login);
      return this.#refuse(res, request, 'NoAuthnContext', `reached ${level}, asked for ${request.level}`);
    }
    const fault = this.#fault(field(req, 'fault'));
    const answered = fault === 'person-swap' ? this.#waiting.another(login) : request;
    if (answered === undefined) return void res.status(409).send(this.refusedPage('no other login waits'));
    this.#waiting.remove(login);
    const plan = bend(planAnswer(answered, statement, this.#entityId, this.#clock.now()), fault);
    const message = await writeAnswer(this.#idp, await this.#hub(), this.#options.key, plan, wireOf(fault));
    this.#send(res, plan.acsUrl, message, answered.relayState, fault);
  }

  #fault(asked: string): Fault | undefined {
    if (isFault(asked)) return asked;
    return this.faults.take() ?? this.#options.fault;
  }

  #refuse(res: Response, request: LoginRequest, code: RefusalCode, message: string): void {
    const to = { acsUrl: request.acsUrl, inResponseTo: request.id, issuer: this.#entityId };
    const xml = writeRefusal(this.#options.key, to, code, message, this.#clock.now());
    this.#send(res, request.acsUrl, xml, request.relayState, undefined);
  }

  #send(
    res: Response,
    acsUrl: string,
    message: string,
    relayState: string | undefined,
    fault: Fault | undefined,
  ): void {
    const fields = new Map([['SAMLResponse', message]]);
    if (relayState !== undefined) fields.set('RelayState', relayState);
    const sent = fault === 'replay' && this.#last !== undefined ? this.#last : { acsUrl, fields };
    this.#last = sent;
    allowForms(res, [new URL(sent.acsUrl).origin]);
    res.send(handOverPage(this.#dialect.party, sent.acsUrl, sent.fields));
  }

  #endedPage(): string {
    return messagePage(
      this.#dialect.party,
      { da: 'Dette log på er slut', en: 'This login has ended' },
      { da: 'Begynd igen ved tjenesten.', en: 'Start again at the service.' },
    );
  }

  async #hub(): Promise<SamlifySp> {
    return ServiceProvider({ metadata: await metadataText(this.#options.hubSpMetadataXml) });
  }
}
