import { Writable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { transports } from 'winston';
import { createLog, redact } from '../../src/observe/index.ts';

function logged(): { lines: Record<string, unknown>[]; log: ReturnType<typeof createLog> } {
  const lines: Record<string, unknown>[] = [];
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      for (const line of chunk.toString().trim().split('\n'))
        lines.push(JSON.parse(line) as Record<string, unknown>);
      done();
    },
  });
  return { lines, log: createLog(new transports.Stream({ stream })) };
}

describe('the log', () => {
  it.each(['999999-0001', '9999990001', 'PID:x 9999990001.', 'cpr=9999990001&x'])(
    'never shows a CPR number: %s (security.md O2)',
    (text) => expect(redact(text)).not.toMatch(/99999\d/),
  );
  it('leaves longer numbers and UUIDs alone', () => {
    const text = '9208-2002-2-000000000000 323e4567-e89b-12d3-a456-426655440000 17000000000000';
    expect(redact(text)).toBe(text);
  });
  it('never shows key material', () => {
    expect(redact('failed: -----BEGIN PRIVATE KEY-----\nMIIE')).toBe('failed: [key]');
  });
  it('writes one JSON line an event, whatever a value holds (security.md O1)', () => {
    const { lines, log } = logged();
    log('warn', 'refused\r\n{"level":"info"}', {
      sp: 'a\u2028b\u001b[31m',
      long: 'x'.repeat(500),
      none: undefined,
    });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ level: 'warn', message: 'refused  {"level":"info"}', sp: 'a b [31m' });
    expect(String(lines[0]?.['long'])).toHaveLength(201);
    expect(lines[0]).not.toHaveProperty('none');
  });
  it('marks an alarm', () => {
    const { lines, log } = logged();
    log('alarm', 'binding broken');
    expect(lines[0]).toMatchObject({ level: 'error', alarm: true });
  });
});
