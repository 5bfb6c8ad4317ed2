import { HubError, type PublicFacts } from '../../kernel/errors.ts';

/** What kind of message is looked at decides whose fault a refusal is. */
export type Direction = 'request' | 'response';

const codes = {
  request: {
    malformed: 'REQUEST_MALFORMED',
    destination: 'REQUEST_DESTINATION',
    expired: 'REQUEST_EXPIRED',
    replayed: 'REQUEST_REPLAYED',
  },
  response: {
    malformed: 'RESPONSE_MALFORMED',
    destination: 'RESPONSE_MISDIRECTED',
    expired: 'RESPONSE_EXPIRED',
    replayed: 'RESPONSE_REPLAYED',
  },
} as const;

/** The refusal of a message, with the code of its direction. */
export function refusal(
  direction: Direction,
  why: keyof (typeof codes)['request'],
  detail: string,
  facts: PublicFacts = {},
): HubError {
  return new HubError(codes[direction][why], detail, facts);
}
