/**
 * The other side: simulated identity providers (MitID on OIOSAML 3.0, NemID on 2.0.9) and simulated public services
 * (3.0 on passport-saml, 2.0.9 on samlify), for the demo and for tests. Every page says that it is simulated.
 * They share no code with the product, on purpose: a mistake made on both sides would go unseen. They are never to be
 * reached from anything but loopback, and no real person or key has a place here. README.md says what the stacks
 * beneath cannot do.
 */
export { type Fault, faultNames, faultText, isFault } from './faults.ts';
export { type IdpOptions, startMitidIdp, startNemidIdp } from './idp/index.ts';
export { mitidMethods, nemidMethods } from './methods.ts';
export { type MetadataSource, type Simulator, type SimulatorClock, type SimulatorKey } from './party.ts';
export {
  citizens,
  type Company,
  cprOfPid,
  employees,
  findPerson,
  fullName,
  type Level,
  people,
  type Person,
} from './people.ts';
export { startPublicSpOiosaml2 } from './sp/oiosaml2.ts';
export { type SpOptions, startPublicSpOiosaml3 } from './sp/oiosaml3.ts';
export { type Received, type Refusal } from './sp/received.ts';
