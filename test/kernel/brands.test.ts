import { describe, expect, it } from '@jest/globals';
import {
  demand,
  parseCpr,
  parseCvr,
  parseEntityId,
  parseIdGroup,
  parsePid,
  parseRid,
  parseUuid,
} from '../../src/kernel/brands.ts';
import { HubError, isHubError } from '../../src/kernel/errors.ts';

describe('identifiers are looked at once', () => {
  it.each([
    [parseCpr, '9999990001', ['999999-0001', '999999000', '99999900011', ' 9999990001', '٩٩٩٩٩٩٠٠٠١']],
    [parseCvr, '99990001', ['9999000', 'DK99990001', '99990001\n']],
    [
      parsePid,
      '9208-2002-2-000000000000',
      ['PID:9208-2002-2-000000000000', '9208-2002-2-00000000000', '9999-2002-2-000000000000'],
    ],
    [parseRid, 'a1-2', ['', 'a'.repeat(37), 'a b', 'a:b']],
    [parseIdGroup, 'demo-1', ['', '../x', 'a:b', 'æ']],
    [
      parseEntityId,
      'https://saml.example.dk',
      ['', 'saml', '/x', 'https://a b', 'https://a"b', `https://${'a'.repeat(1024)}`],
    ],
  ] as const)('%p takes %s and nothing like it', (parse, good, bad) => {
    expect(parse(good)).toBe(good);
    for (const text of bad) expect([text, parse(text)]).toEqual([text, undefined]);
  });

  it('a UUID is taken bare, as URN and in any case, and comes out bare and lower', () => {
    const bare = '323e4567-e89b-12d3-a456-426655440000';
    for (const text of [bare, `urn:uuid:${bare}`, bare.toUpperCase()]) expect(parseUuid(text)).toBe(bare);
    for (const text of ['', `{${bare}}`, `${bare}0`, bare.replaceAll('-', '')])
      expect(parseUuid(text)).toBeUndefined();
  });

  it('both PID forms of the look-up services are known', () => {
    expect(parsePid('9802-2002-2-000000000000')).toBeDefined();
  });

  it('what is demanded and not there names the kind, never the value', () => {
    expect(() => demand(parseCpr('12345'), 'CPR number')).toThrow(/^INTERNAL: not a valid CPR number$/);
  });
});

describe('the one error', () => {
  it('has its row, its code and a detail for the log', () => {
    const error = new HubError('NO_PASSIVE', 'why');
    expect(error.row.saml).toEqual({ top: 'Responder', second: 'NoPassive' });
    expect(isHubError(error)).toBe(true);
    expect(isHubError(error, 'SP_UNKNOWN')).toBe(false);
    expect(isHubError(new Error('x'))).toBe(false);
  });
});
