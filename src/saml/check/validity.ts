import { HubError } from '../../kernel/errors.ts';
import { clockSkew } from './skew.ts';

/**
 * A time window: NotOnOrAfter must be there and not be past, NotBefore may be there and must have come; the skew on
 * both sides (security.md R4). Every comparison is written so that NaN refuses.
 * @throws HubError RESPONSE_EXPIRED; RESPONSE_CONTENT when NotOnOrAfter is absent or not after NotBefore
 */
export function checkValidity(
  window: { readonly notBefore?: number; readonly notOnOrAfter?: number },
  now: number,
  of: string,
): void {
  const { notBefore, notOnOrAfter } = window;
  if (notOnOrAfter === undefined) throw new HubError('RESPONSE_CONTENT', `${of} without NotOnOrAfter`);
  if (!(notOnOrAfter > now - clockSkew))
    throw new HubError('RESPONSE_EXPIRED', `${of}: NotOnOrAfter is past`);
  if (notBefore === undefined) return;
  if (!(notBefore <= now + clockSkew)) throw new HubError('RESPONSE_EXPIRED', `${of}: NotBefore is to come`);
  if (!(notBefore < notOnOrAfter))
    throw new HubError('RESPONSE_CONTENT', `${of}: NotBefore after NotOnOrAfter`);
}
