import { createServer as createHttpServer, type RequestListener, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface ServerOptions {
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
  /** PEM texts of the hub's own certificate, where no proxy in front ends TLS. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

export interface RunningServer {
  /** Where it listens, without a slash at the end. */
  readonly url: string;
  /** Takes no more connections, lets open requests finish, cuts what is left after `graceMs`. */
  close(graceMs?: number): Promise<void>;
}

/** Milliseconds. A slow sender holds a connection no longer than this. */
const limits = {
  /** Room for a query of 15 kB beside cookies and the rest; more is Node's own 431. Bytes. */
  maxHeaderSize: 32 * 1024,
  headersTimeout: 15_000,
  requestTimeout: 30_000,
  /** Above the 60 s of common load balancers, so that theirs ends first. */
  keepAliveTimeout: 65_000,
} as const;

/** @throws the system's error if the address can't be listened on. */
export async function startServer(app: RequestListener, options: ServerOptions): Promise<RunningServer> {
  const server = options.tls
    ? createHttpsServer({ ...limits, ...options.tls, minVersion: 'TLSv1.2' }, app)
    : createHttpServer(limits, app);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, options.host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { address, port } = server.address() as AddressInfo;
  const host = address.includes(':') ? `[${address}]` : address;
  return {
    url: `${options.tls ? 'https' : 'http'}://${host}:${port}`,
    close: (graceMs = 10_000) => closeServer(server, graceMs),
  };
}

async function closeServer(server: Server, graceMs: number): Promise<void> {
  // A connection that is busy now would be kept alive after its answer.
  const sweep = setInterval(() => server.closeIdleConnections(), 20);
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  await closed;
  clearInterval(sweep);
  clearTimeout(cut);
}
