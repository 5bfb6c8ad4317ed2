import mongoose, { type Connection, type ConnectOptions } from 'mongoose';

import { HubError } from '../../kernel/errors.ts';
import { unavailable } from './failure.ts';

/** Milliseconds; each may be set in the URI instead. */
const timeouts = {
  serverSelectionTimeoutMS: 5_000,
  connectTimeoutMS: 5_000,
  socketTimeoutMS: 8_000,
} as const;

/**
 * A connection that acknowledges a write once a majority has it in its journal (wtimeout 5 s) and reads from the
 * primary, whatever the URI says of that. It reconnects by itself. Retryable writes are on where the servers have
 * sessions; `retryWrites=false` in the URI turns them off.
 * @throws HubError STORE_REFUSED for a malformed URI, STORE_UNAVAILABLE
 */
export async function connect(
  uri: string,
  warn: (message: string) => void,
  options: ConnectOptions = {},
): Promise<Connection> {
  // An instance of our own, so that these settings are nobody else's.
  const own = new mongoose.Mongoose();
  own.set({
    strictQuery: 'throw',
    sanitizeFilter: true,
    bufferCommands: false,
    autoIndex: false,
    autoCreate: false,
  });
  const connection = own.createConnection();
  connection.on('error', (error: Error) => warn(`mongo connection: ${error.name}`));
  try {
    return await connection.openUri(uri, {
      ...timeoutsNotIn(uri),
      writeConcern: { w: 'majority', journal: true, wtimeoutMS: 5_000 },
      readPreference: 'primary',
      appName: 'oiosaml-hub',
      ...options,
    });
  } catch (error) {
    await connection.close(true).catch(() => undefined);
    // The message of a parse error may quote the URI, which may hold a password.
    if (error instanceof Error && error.name === 'MongoParseError') {
      throw new HubError('STORE_REFUSED', 'not a MongoDB URI that the driver understands');
    }
    throw unavailable(error);
  }
}

function timeoutsNotIn(uri: string): ConnectOptions {
  const query = uri.slice(uri.indexOf('?') + 1).toLowerCase();
  const unset = Object.entries(timeouts).filter(([name]) => !query.includes(`${name.toLowerCase()}=`));
  return Object.fromEntries(unset);
}
