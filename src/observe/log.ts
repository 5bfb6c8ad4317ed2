import { createLogger, format, transports, type Logger } from 'winston';
import type { LogLevel } from '../kernel/error-table.ts';
import { redact } from './redact.ts';

/** Plain values; undefined ones are left out. Keys are ours, values may come from outside. */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

/** `alarm` is an error that a person must look at now: it carries `alarm: true` for whoever watches the log. */
export type Log = (level: LogLevel, message: string, fields?: LogFields) => void;

type Destination = InstanceType<typeof transports.Console> | InstanceType<typeof transports.Stream>;

/**
 * A log of JSON lines: time, level, message, fields. Every text is redacted.
 *
 * @param to where lines go; standard output by default
 */
export function createLog(to: Destination = new transports.Console()): Log {
  const logger: Logger = createLogger({
    level: 'info',
    format: format.combine(format.timestamp(), format.json()),
    transports: [to],
  });
  return (level, message, fields = {}) => {
    const clean: Record<string, string | number | boolean> = {};
    for (const [key, value] of Object.entries(fields)) {
      if (value !== undefined) clean[key] = typeof value === 'string' ? redact(value) : value;
    }
    if (level === 'alarm') clean['alarm'] = true;
    logger.log({ ...clean, level: level === 'alarm' ? 'error' : level, message: redact(message) });
  };
}
