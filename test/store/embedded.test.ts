/** The embedded store under the contract of the port. What only it can show: embedded-file.test.ts. */
import { describe } from '@jest/globals';
import { storeContract } from './contract.ts';
import { embeddedPlace } from './places.ts';

describe('store, embedded', () => storeContract(embeddedPlace, { ordersByBytes: true }));
