/** The mongo store under the contract of the port, over the wire. What only it can show: mongo-faults.test.ts. */
import { describe, it } from '@jest/globals';
import { storeContract } from './contract.ts';
import { mongoPlaces, serverOrdersByBytes } from './places.ts';

const server = process.env.MONGODB_URI;

if (server) {
  const traits = { ordersByBytes: await serverOrdersByBytes(server) };
  describe('store, mongo', () => storeContract(mongoPlaces(server), traits));
} else
  describe('store, mongo', () => {
    it.skip('the contract of the store port: needs MONGODB_URI (.ci/run starts a server)', () => {});
  });
