import { createHash } from 'node:crypto';
import type { Random } from '../../src/kernel/random.ts';

/** Chance that comes out the same on every run: SHA-256 of seed and counter. */
export function seededRandom(seed: string | number): Random {
  let counter = 0;
  const block = (): Buffer =>
    createHash('sha256')
      .update(`${seed}:${(counter += 1)}`)
      .digest();
  const bytes = (size: number): Buffer => {
    const blocks: Buffer[] = [];
    for (let made = 0; made < size; made += 32) blocks.push(block());
    return Buffer.concat(blocks).subarray(0, size);
  };
  return {
    bytes,
    uuid() {
      const raw = bytes(16);
      raw.writeUInt8((raw.readUInt8(6) & 0x0f) | 0x40, 6);
      raw.writeUInt8((raw.readUInt8(8) & 0x3f) | 0x80, 8);
      return raw.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
    },
  };
}
