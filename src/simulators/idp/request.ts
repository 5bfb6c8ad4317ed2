/**
 * Reads an AuthnRequest from the Redirect binding with samlify, and what samlify does not read (ForceAuthn, IsPassive,
 * RequestedAuthnContext, RequesterID) with samlify's own extractor from the request whose signature it verified.
 * Never decides who logs in.
 */
import { inflateRawSync } from 'node:zlib';
import { type Level } from '../people.ts';
import {
  Constants,
  Extractor,
  RSA_SHA256,
  record,
  records,
  type SamlifyIdp,
  type SamlifySp,
  texts,
} from '../samlify.ts';

const MAX_QUERY = 16_384;
const MAX_XML = 262_144;
const LOA_PREFIX = 'https://data.gov.dk/concept/core/nsis/loa/';

export interface LoginRequest {
  readonly id: string;
  /** entityID of the asking party. */
  readonly issuer: string;
  /** Where the answer goes: as asked if the metadata lists it, else the default. */
  readonly acsUrl: string;
  readonly relayState: string | undefined;
  readonly forceAuthn: boolean;
  readonly isPassive: boolean;
  /** The lowest NSIS level asked for, if any. */
  readonly level: Level | undefined;
  /** The profile asked for, if exactly one. */
  readonly kind: 'person' | 'professional' | undefined;
  /** Comparison as sent; shown only. */
  readonly comparison: string | undefined;
  /** Scoping/RequesterID: the services behind the asking party. */
  readonly requesterIds: readonly string[];
  /** The request as XML, for display. */
  readonly xml: string;
}

/** The request is not acceptable; the message says why, in English, for the page. */
export class RequestRefused extends Error {
  override readonly name = 'RequestRefused';
}

const FIELDS = [
  {
    key: 'flags',
    localPath: ['AuthnRequest'],
    attributes: ['ForceAuthn', 'IsPassive', 'ProtocolBinding', 'Destination'],
  },
  { key: 'comparison', localPath: ['AuthnRequest', 'RequestedAuthnContext'], attributes: ['Comparison'] },
  {
    key: 'classRefs',
    localPath: ['AuthnRequest', 'RequestedAuthnContext', 'AuthnContextClassRef'],
    attributes: [],
  },
  { key: 'requesterIds', localPath: ['AuthnRequest', 'Scoping', 'RequesterID'], attributes: [] },
];

/**
 * @param rawQuery the query as received, without the question mark: the signature is over these very octets
 * @throws RequestRefused
 */
export async function readRequest(
  idp: SamlifyIdp,
  sp: SamlifySp,
  ssoUrl: string,
  rawQuery: string,
): Promise<LoginRequest> {
  const query = splitQuery(rawQuery);
  const parsed = await idp
    .parseLoginRequest(sp, 'redirect', { query: query.values, octetString: query.octets })
    .catch((error: unknown) => {
      throw new RequestRefused(error instanceof Error ? error.message : 'unreadable request');
    });
  const request = record(parsed.extract.request);
  const extra = Extractor.extract(parsed.samlContent, FIELDS);
  const flags = record(extra['flags']);
  const issuer = texts(parsed.extract.issuer)[0];
  if (issuer !== sp.entityMeta.getEntityID())
    throw new RequestRefused(`unknown issuer ${issuer ?? '(none)'}`);
  if (request['destination'] !== undefined && request['destination'] !== ssoUrl) {
    throw new RequestRefused('Destination is another endpoint');
  }
  if (request['id'] === undefined) throw new RequestRefused('no ID');
  const asked = texts(extra['classRefs']);
  return {
    id: request['id'],
    issuer,
    acsUrl: acsOf(sp, request['assertionConsumerServiceUrl']),
    relayState: query.values['RelayState'],
    forceAuthn: flags['forceAuthn'] === 'true' || flags['forceAuthn'] === '1',
    isPassive: flags['isPassive'] === 'true' || flags['isPassive'] === '1',
    level: lowestLevel(asked),
    kind: askedKind(asked),
    comparison: texts(extra['comparison'])[0],
    requesterIds: texts(extra['requesterIds']),
    xml: parsed.samlContent,
  };
}

function splitQuery(raw: string): { values: Record<string, string>; octets: string } {
  if (raw.length > MAX_QUERY) throw new RequestRefused('query too long');
  const parts = new Map<string, string>();
  for (const pair of raw.split('&')) {
    const name = pair.slice(0, pair.indexOf('='));
    if (parts.has(name)) throw new RequestRefused(`${name} twice`);
    parts.set(name, pair);
  }
  const octets = ['SAMLRequest', 'RelayState', 'SigAlg'].flatMap((name) => parts.get(name) ?? []).join('&');
  const values = Object.fromEntries(new URLSearchParams([...parts.values()].join('&')));
  if (values['SAMLRequest'] === undefined) throw new RequestRefused('no SAMLRequest');
  if (values['SigAlg'] !== RSA_SHA256) throw new RequestRefused('not signed with RSA-SHA256');
  try {
    inflateRawSync(Buffer.from(values['SAMLRequest'], 'base64'), { maxOutputLength: MAX_XML });
  } catch {
    throw new RequestRefused('SAMLRequest does not inflate, or is too large');
  }
  return { values, octets };
}

/** The endpoint of the request if the metadata lists it, else the default one (metadata 2.2.3). */
function acsOf(sp: SamlifySp, asked: string | undefined): string {
  const listed = records(sp.entityMeta.meta.assertionConsumerService).filter(
    (one) => one['binding'] === Constants.namespace.binding.post,
  );
  const chosen =
    asked === undefined
      ? (listed.find((one) => one['isDefault'] === 'true') ??
        listed.find((one) => one['isDefault'] !== 'false') ??
        listed[0])
      : listed.find((one) => one['location'] === asked);
  if (chosen?.['location'] === undefined) throw new RequestRefused('no such AssertionConsumerService');
  return chosen['location'];
}

function lowestLevel(classRefs: readonly string[]): Level | undefined {
  const levels: readonly Level[] = ['Low', 'Substantial', 'High'];
  return levels.find((level) => classRefs.includes(LOA_PREFIX + level));
}

function askedKind(classRefs: readonly string[]): LoginRequest['kind'] {
  const person = classRefs.includes('https://data.gov.dk/eid/Person');
  const professional = classRefs.includes('https://data.gov.dk/eid/Professional');
  if (person === professional) return undefined;
  return person ? 'person' : 'professional';
}
