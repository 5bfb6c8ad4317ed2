import { HubError } from '../../kernel/errors.ts';

/**
 * A login cannot be forced and silent at once (security.md A11).
 * @throws HubError REQUEST_CONTRADICTION
 */
export function checkContradiction(request: {
  readonly forceAuthn: boolean;
  readonly isPassive: boolean;
}): void {
  if (request.forceAuthn && request.isPassive) {
    throw new HubError('REQUEST_CONTRADICTION', 'ForceAuthn and IsPassive together');
  }
}
