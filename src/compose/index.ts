/**
 * Where parts meet: stores, keys, journeys and the listener are put together here and nowhere else.
 * `hub.ts` makes a hub of its parts, `production.ts` takes them from hub.yaml, `demo/` makes a box with simulated
 * parties. Decides nothing about a login.
 */
export { composeHub, loginDeps, type Hub, type HubParts } from './hub.ts';
export { startHub } from './production.ts';
export type { RunningHub } from './serve.ts';
