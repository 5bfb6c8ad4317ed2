/**
 * What every simulated party is given and gives back. All comes by parameter: no configuration is read here,
 * no key is made here, and nothing of the product is imported.
 */

/** One RSA key pair, for both signing and decryption. */
export interface SimulatorKey {
  /** PKCS#8 PEM. */
  readonly privateKeyPem: string;
  /** X.509 PEM. */
  readonly certificatePem: string;
}

/** The partner's metadata: the text itself, or where to get it when it is first needed. */
export type MetadataSource = string | (() => string | Promise<string>);

/** Milliseconds since the epoch. */
export interface SimulatorClock {
  now(): number;
}

export const machineClock: SimulatorClock = { now: () => Date.now() };

/** A running party. */
export interface Simulator {
  /** Where a browser finds it, without a slash at the end. */
  readonly url: string;
  readonly entityId: string;
  /** SAML metadata, complete before any partner exists. */
  readonly metadataXml: string;
  /** Ends all connections and frees the port. */
  close(): Promise<void>;
}

/** Where a party listens. */
export interface Listening {
  /** A loopback address of the party's own (127.0.0.x): cookies go by host. */
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
  /** What the browser calls it; by default `http://<host>:<port>`. */
  readonly publicUrl?: string;
}

/** Reads the partner's metadata anew each time, so that a hub which changes its keys is followed. */
export async function metadataText(source: MetadataSource): Promise<string> {
  return typeof source === 'string' ? source : await source();
}

/** The base64 body of a PEM certificate on one line. */
export const certificateBody = (pem: string): string => pem.replace(/-----[^-]+-----|\s/g, '');
