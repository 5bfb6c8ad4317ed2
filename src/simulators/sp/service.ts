/** The routes every simulated service has; what is dialect lies behind `ServiceProtocol`. */
import { randomUUID } from 'node:crypto';
import { type Express, type Request, type Response } from 'express';
import { allowForms, field } from '../host.ts';
import { messagePage } from '../page.ts';
import { type Level } from '../people.ts';
import { type ServiceFace, servicePage } from './pages.ts';
import { type Asked, readEnvelope, type Received, type Refusal, statusRefusal } from './received.ts';
import { reviewDemand } from './review.ts';
import { type SpSession, SpSessions } from './session.ts';

export interface ServiceProtocol {
  readonly face: ServiceFace;
  readonly metadataXml: string;
  /** Sends the browser to the hub. `requestId` is noted as pending before the answer leaves. */
  begin(
    req: Request,
    res: Response,
    asked: Asked,
    relayState: string,
    note: (requestId: string) => void,
  ): Promise<void>;
  /**
   * Reads the posted Response, which has a Success status.
   * @throws Error with the library's or a rule's own words if it is not acceptable
   */
  receive(req: Request, res: Response): Promise<Received>;
}

/** A rule of the service itself is broken, not one of the library. */
export class RuleBroken extends Error {
  override readonly name = 'RuleBroken';
}

export function routeService(app: Express, protocol: ServiceProtocol): void {
  const sessions = new SpSessions();
  app.get('/', (req, res) => {
    // The login form ends at the hub, and from there at any identity provider.
    allowForms(res, ['http:', 'https:']);
    res.send(servicePage(protocol.face, sessions.find(req)));
  });
  app.get('/me.json', (req, res) => void res.json(shown(sessions.find(req))));
  app.get('/metadata', (_req, res) => {
    res.type('application/samlmetadata+xml').send(protocol.metadataXml);
  });
  app.get('/login', async (req, res) => {
    const session = sessions.open(req, res);
    const asked = readAsked(req);
    const relayState = `rs-${randomUUID()}`;
    await protocol.begin(req, res, asked, relayState, (id) => session.pending.set(id, { asked, relayState }));
  });
  app.post('/acs', async (req, res) => {
    const ticket = sessions.keepOutcome(await outcomeOf(protocol, req, res));
    res.redirect(303, `/outcome?ticket=${ticket}`);
  });
  app.get('/outcome', (req, res) => {
    const outcome = sessions.takeOutcome(String(req.query['ticket']));
    if (outcome !== undefined) settle(sessions, sessions.open(req, res), outcome, res);
    res.redirect(303, '/');
  });
  app.post('/logout', (req, res) => {
    sessions.end(req, res);
    res.redirect(303, '/');
  });
  app.use((error: unknown, _req: Request, res: Response, _next: unknown) => {
    const detail = error instanceof Error ? error.message : 'unknown error';
    const title = { da: 'Det gik galt hos tjenesten', en: 'Something went wrong at the service' };
    const text = { da: 'Prøv igen om lidt.', en: 'Try again in a moment.' };
    res.status(500).send(messagePage(protocol.face.party, title, text, detail));
  });
}

type Outcome = Parameters<SpSessions['keepOutcome']>[0];

async function outcomeOf(protocol: ServiceProtocol, req: Request, res: Response): Promise<Outcome> {
  const relayState = field(req, 'RelayState') || undefined;
  try {
    const envelope = readEnvelope(field(req, 'SAMLResponse'));
    const { inResponseTo } = envelope;
    const status = statusRefusal(envelope);
    if (status !== undefined) return { inResponseTo, relayState, result: status };
    return { inResponseTo, relayState, result: await protocol.receive(req, res) };
  } catch (error) {
    const by = error instanceof RuleBroken ? 'service' : 'library';
    const message = error instanceof Error ? error.message : String(error);
    return { inResponseTo: undefined, relayState, result: { by, message } };
  }
}

function settle(sessions: SpSessions, session: SpSession, outcome: Outcome, res: Response): void {
  const { result, inResponseTo } = outcome;
  const pending = inResponseTo === undefined ? undefined : session.pending.get(inResponseTo);
  if (inResponseTo !== undefined) session.pending.delete(inResponseTo);
  if ('by' in result) {
    session.refusal = result;
    return;
  }
  const problems =
    pending === undefined
      ? ['answers a request that this browser never made']
      : [
          ...(pending.relayState === outcome.relayState ? [] : ['RelayState was not echoed']),
          ...reviewDemand(result, pending.asked),
        ];
  if (problems.length > 0) {
    session.refusal = { by: 'service', message: problems.join('; ') } satisfies Refusal;
    return;
  }
  delete session.refusal;
  session.received = result;
  sessions.renew(res, session);
}

function shown(session: SpSession | undefined): object {
  return {
    simulated: true,
    loggedIn: session?.received !== undefined,
    ...session?.received,
    refusal: session?.refusal ?? null,
  };
}

function readAsked(req: Request): Asked {
  const text = (name: string): string => {
    const value = req.query[name];
    return typeof value === 'string' ? value : '';
  };
  const levels: readonly Level[] = ['Low', 'Substantial', 'High'];
  const kinds = ['person', 'professional'] as const;
  return {
    level: levels.find((level) => level === text('level')),
    kind: kinds.find((kind) => kind === text('kind')),
    force: text('force') === '1',
    passive: text('passive') === '1',
  };
}
