import {
  bindings,
  type EntityMetadata,
  type IdentityProviderMetadata,
  type MetadataEndpoint,
  type ServiceProviderMetadata,
} from './entity-metadata.ts';
import { day, refuse, warn, type Finding } from './findings.ts';
import { judgeEncryption } from './judge-encryption.ts';
import { judgeKeys } from './judge-keys.ts';

export interface JudgeOptions {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly role: 'sp' | 'idp';
}

/**
 * Whether the hub should accept an entity in a role (security.md M3, M4; oiosaml.md 3.5 and section 8 row 48).
 * Everything that is wrong is listed, the worst first, so that one look is enough.
 */
export function judgeMetadata(metadata: EntityMetadata, { now, role }: JudgeOptions): Finding[] {
  const descriptor = metadata[role];
  const findings = [...judgeSignature(metadata), ...judgeValidity(metadata, now), ...judgeEntityId(metadata)];
  if (descriptor === undefined) {
    const other =
      role === 'sp' ? 'a service provider (SPSSODescriptor)' : 'an identity provider (IDPSSODescriptor)';
    findings.push(refuse('METADATA_ROLE', `does not describe ${other}`, 'EntityDescriptor'));
  } else {
    findings.push(...judgeKeys(descriptor.keys, now), ...judgeEncryption(descriptor, role));
    findings.push(...judgeEndpoints(descriptor));
  }
  return findings.sort((one, other) => rank(one) - rank(other));
}

const rank = ({ severity }: Finding): number => (severity === 'refuse' ? 0 : 1);

function judgeSignature({ signature }: EntityMetadata): Finding[] {
  switch (signature) {
    case 'none':
    case 'pinned':
      return [];
    case 'embedded':
      return [
        warn(
          'METADATA_SIGNATURE',
          'signed, but checked only with the certificate in the file itself: says nothing about who wrote it',
          'Signature',
        ),
      ];
    case 'broken':
      return [
        refuse('METADATA_SIGNATURE', 'the signature does not verify: fetch the file again', 'Signature'),
      ];
  }
}

function judgeValidity({ validUntil }: EntityMetadata, now: number): Finding[] {
  if (validUntil === undefined || validUntil > now) return [];
  const text = `validUntil ${day(validUntil)} is past: ask the partner for current metadata`;
  return [refuse('METADATA_EXPIRED', text, 'EntityDescriptor')];
}

/** An absolute URI of at most 1024 characters (metadata 2.2.1). */
function judgeEntityId({ entityId }: EntityMetadata): Finding[] {
  const isUri = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"\\^`{|}\p{Cc}]+$/u.test(entityId);
  if (isUri && entityId.length <= 1024) return [];
  return [refuse('METADATA_ENTITY_ID', 'the entityID is not an absolute URI', 'EntityDescriptor')];
}

function judgeEndpoints(descriptor: ServiceProviderMetadata | IdentityProviderMetadata): Finding[] {
  const isService = 'acs' in descriptor;
  const entry = isService ? descriptor.acs : descriptor.sso;
  const name = isService ? 'AssertionConsumerService' : 'SingleSignOnService';
  const usable = isService ? [bindings.post] : [bindings.redirect, bindings.post];
  const findings = [
    ...entry.flatMap((endpoint) => judgeLocations(endpoint, name)),
    ...descriptor.slo.flatMap((endpoint) => judgeLocations(endpoint, 'SingleLogoutService')),
  ];
  if (!entry.some(({ binding }) => usable.some((one) => one === binding)))
    findings.push(refuse('METADATA_ENDPOINT', `no ${name} that the hub can use`, name));
  if (new Set(entry.map(({ index }) => index)).size < entry.length && isService)
    findings.push(warn('METADATA_ENDPOINT', 'an index is used twice: the first one counts', name));
  if (descriptor.slo.length === 0)
    findings.push(warn('METADATA_ENDPOINT', 'no single logout endpoint', 'SingleLogoutService'));
  return findings;
}

function judgeLocations({ location, responseLocation }: MetadataEndpoint, element: string): Finding[] {
  return [location, responseLocation]
    .filter((url) => url !== undefined && !isSafeLocation(url))
    .map((url) =>
      refuse('METADATA_LOCATION', `${shorten(String(url))} is not an https address the hub may use`, element),
    );
}

/** https, or http on loopback (the demo and development); no user info, no fragment (security.md M4). */
export function isSafeLocation(location: string): boolean {
  if (location.length > 2048 || !/^[\x21-\x7e]+$/.test(location) || !URL.canParse(location)) return false;
  const url = new URL(location);
  if (url.username !== '' || url.password !== '' || location.includes('#') || location.includes('\\'))
    return false;
  const isLoopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/.test(url.hostname);
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback);
}

const shorten = (text: string): string =>
  text.replace(/[^\x20-\x7e]/g, '?').slice(0, 120) + (text.length > 120 ? '...' : '');
