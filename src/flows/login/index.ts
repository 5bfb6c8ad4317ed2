/**
 * The login journey: from a service's AuthnRequest to the answer, through a session or an identity provider.
 * `next-step.ts` decides how it goes on, `flow-record.ts` is its journal, `binding.ts` sees that nothing is swapped.
 * Never touches express, a database or a page: wires in, outcomes out (journey.ts).
 */
export { bindings, type Binding } from './binding.ts';
export type { HubAddresses, HubKeys, LoginDeps, Report } from './deps.ts';
export type * from './journey.ts';
export { createLoginJourney } from './login-journey.ts';
export { responseChecks, type ResponseChecks } from './response-checks.ts';
