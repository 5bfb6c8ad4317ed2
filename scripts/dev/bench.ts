/**
 * What a bridged login costs beside its cryptography, in one run and one process: `npm run bench`.
 * A login here is a service's request in, the hub's request out, the identity provider's answer in, the hub's answer out,
 * on a store in memory; the partners' own work is done beforehand or left out of the count.
 */
import {
  createPublicKey,
  constants,
  generateKeyPairSync,
  privateDecrypt,
  publicEncrypt,
  randomBytes,
  sign,
  verify,
} from 'node:crypto';
import type { Outcome } from '../../src/flows/login/index.ts';
import { anna, pick } from '../../test/support/journeys.ts';
import { answerOf, askedBy, requestOf } from '../../test/support/partners.ts';
import { CookieJar, makeWorld } from '../../test/support/world.ts';

const logins = Number(process.argv[2] ?? 200);

/** CPU milliseconds of this process for one run of `work`. */
async function cpu(work: () => Promise<unknown> | unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** The private- and public-key work of one login at the hub: 2 signatures, 1 decryption, 2 verifications, 1 encryption. */
async function rawCryptography(rounds: number): Promise<number> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const publicKey = createPublicKey(privateKey);
  const text = randomBytes(8_000);
  const signature = sign('sha256', text, privateKey);
  const oaep = { padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha1' } as const;
  const wrapped = publicEncrypt({ key: publicKey, ...oaep }, randomBytes(32));
  const all = await cpu(() => {
    for (let round = 0; round < rounds; round += 1) {
      sign('sha256', text, privateKey);
      sign('sha256', text, privateKey);
      privateDecrypt({ key: privateKey, ...oaep }, wrapped);
      verify('sha256', text, publicKey, signature);
      verify('sha256', text, publicKey, signature);
      publicEncrypt({ key: publicKey, ...oaep }, wrapped.subarray(0, 32));
    }
  });
  return all / rounds;
}

async function hubWork(rounds: number): Promise<{ bridged: number; sso: number }> {
  const world = await makeWorld();
  const browser = new CookieJar();
  let bridged = 0;
  let sso = 0;
  for (let round = 0; round < rounds; round += 1) {
    const fresh = new CookieJar();
    const request = await requestOf(world.sp3, { now: world.clock.now() });
    let flowId = '';
    bridged += await cpu(async () => {
      const started = await world.journey.start('oiosaml3', request, fresh);
      fresh.keep(started);
      if (started.step.kind === 'see-flow') ({ flowId } = started.step);
    });
    let picked: Outcome | undefined;
    bridged += await cpu(async () => {
      picked = await pick(world, flowId, world.mitid, fresh);
    });
    if (!picked) throw new Error('nothing was asked');
    const answer = await answerOf(world.mitid, askedBy(picked.step), anna, { now: world.clock.now() });
    bridged += await cpu(async () => {
      const outcome = await world.journey.finish(answer, fresh);
      if (outcome.step.kind !== 'send-form') throw new Error('the login failed');
      if (round === 0) for (const [domain, value] of fresh.sessions) browser.sessions.set(domain, value);
      browser.keep(outcome);
    });
    world.clock.advance(60_000);
    const again = await requestOf(world.sp2, { now: world.clock.now() });
    sso += await cpu(() => world.journey.start('oiosaml2', again, browser));
  }
  return { bridged: bridged / rounds, sso: sso / rounds };
}

await hubWork(20);
const raw = await rawCryptography(logins);
const { bridged, sso } = await hubWork(logins);
const line = (name: string, value: number): string => `${name.padEnd(46)} ${value.toFixed(2)} ms CPU`;
console.log(`${logins} logins, RSA-2048, Node ${process.versions.node}, store in memory`);
console.log(line('raw cryptography of one bridged login', raw));
console.log(
  `${line('bridged login at the hub (3.0 service, MitID)', bridged)}  ${(bridged / raw).toFixed(1)} x raw`,
);
console.log(`${line('answer from the session (2.0.9 service)', sso)}  ${(sso / raw).toFixed(1)} x raw`);
