import { HubError } from '../../kernel/errors.ts';

const loopback = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/**
 * The last look at where a browser is sent (security.md A6): https, or http on loopback. No script, no file, no
 * credentials, no fragment, whatever was once imported.
 * @throws HubError METADATA_LOCATION
 */
export function checkLocation(location: string): void {
  const url = URL.canParse(location) ? new URL(location) : undefined;
  const scheme = url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.test(url.hostname));
  if (url === undefined || !scheme || url.username !== '' || url.password !== '' || location.includes('#')) {
    throw new HubError('METADATA_LOCATION', 'a browser may not be sent to this address');
  }
}
