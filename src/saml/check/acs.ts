import { HubError } from '../../kernel/errors.ts';
import { bindingUri } from '../message/index.ts';

/** An AssertionConsumerService as the service's metadata lists it, in document order. */
export interface AcsEndpoint {
  readonly binding: string;
  readonly location: string;
  readonly index?: number;
  readonly isDefault?: boolean;
}

interface AcsChoice {
  readonly acsUrl?: string;
  readonly acsIndex?: number;
  readonly protocolBinding?: string;
}

/**
 * The one place the answer may go: a registered POST endpoint, matched letter by letter (SAML core 3.4.1;
 * security.md A5, A12). URL and index together must name the same entry; neither means the default.
 * @param endpoints all of them; those of other bindings than `post` are never chosen
 * @throws HubError ACS_MISMATCH
 */
export function checkAcs<E extends AcsEndpoint>(request: AcsChoice, endpoints: readonly E[]): E {
  if (request.protocolBinding !== undefined && request.protocolBinding !== bindingUri.post) {
    throw new HubError('ACS_MISMATCH', 'ProtocolBinding is not HTTP-POST');
  }
  const candidates = endpoints.filter(({ binding }) => binding === 'post');
  const chosen =
    request.acsUrl === undefined && request.acsIndex === undefined
      ? defaultAcs(candidates)
      : candidates.find(
          ({ location, index }) =>
            (request.acsUrl === undefined || location === request.acsUrl) &&
            (request.acsIndex === undefined || index === request.acsIndex),
        );
  if (chosen === undefined) throw new HubError('ACS_MISMATCH', 'no registered address of this kind');
  return chosen;
}

/** The first with isDefault true, else the first without isDefault false, else the first (metadata 2.2.3). */
export function defaultAcs<E extends AcsEndpoint>(endpoints: readonly E[]): E | undefined {
  return (
    endpoints.find(({ isDefault }) => isDefault === true) ??
    endpoints.find(({ isDefault }) => isDefault !== false) ??
    endpoints[0]
  );
}
