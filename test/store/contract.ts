/**
 * The contract of the store port (spec storage 4): one suite for every engine, so that what the hub was tested on is
 * what it runs on. Its parts lie in contract/; what only one engine can show stands in that engine's own test.
 */
import { describe } from '@jest/globals';
import { changeContract } from './contract/changes.ts';
import { documentContract } from './contract/documents.ts';
import { expiryContract } from './contract/expiry.ts';
import { pagingContract } from './contract/paging.ts';
import { raceContract } from './contract/races.ts';
import { refusalContract } from './contract/refusals.ts';
import { scanContract } from './contract/scans.ts';
import type { NewPlace } from './contract/world.ts';

export interface EngineTraits {
  /** False for a server known to sort strings by UTF-16 (mongo-java-server); the port wants bytes, as MongoDB does. */
  readonly ordersByBytes: boolean;
}

export function storeContract(newPlace: NewPlace, { ordersByBytes }: EngineTraits): void {
  describe('documents', () => documentContract(newPlace));
  describe('races', () => raceContract(newPlace));
  describe('scans', () => scanContract(newPlace));
  describe('prefixes and pages', () => pagingContract(newPlace, ordersByBytes));
  describe('expiry', () => expiryContract(newPlace));
  describe('change notices', () => changeContract(newPlace));
  describe('refusals', () => refusalContract(newPlace));
}
