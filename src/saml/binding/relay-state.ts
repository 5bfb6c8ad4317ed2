import { limits } from './limits.ts';
import { malformed, type MessageKind } from './received.ts';

/** @throws HubError …_MALFORMED for a RelayState over 2 kB that came in (security.md A13, 16). */
export function checkRelayState(kind: MessageKind, relayState: string | undefined): void {
  if (relayState !== undefined && Buffer.byteLength(relayState) > limits.relayState) {
    throw malformed(kind, 'RelayState over 2 kB');
  }
}

/** What goes out as RelayState: exactly what came, or none when it is empty or over 2 kB. */
export function outgoingRelayState(relayState: string | undefined): string | undefined {
  const fits = relayState !== undefined && Buffer.byteLength(relayState) <= limits.relayState;
  return fits && relayState !== '' ? relayState : undefined;
}
