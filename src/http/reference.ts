import type { Random } from '../kernel/random.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A number to read out on the phone: `7K2Q-9XMA-4T3B`, 60 random bits, no letter that looks like another. */
export function newReference(random: Random): string {
  const letters = [...random.bytes(12)].map((byte) => alphabet[byte % 32]).join('');
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}
