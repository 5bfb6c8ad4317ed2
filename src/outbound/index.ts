/**
 * Ports to what stands outside the hub: key files today; registers, time stamps and mail later.
 * Owns how they are reached; never decides a login, never logs what it reads.
 */
export { readDataKeys, readKeyPair, type KeyFileOptions, type KeyPairFile } from './key-files.ts';
