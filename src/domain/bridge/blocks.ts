import { parsePid, parseRid, type Pid, type Rid } from '../../kernel/brands.ts';
import { HubError } from '../../kernel/errors.ts';
import type { Random } from '../../kernel/random.ts';

/** A block of numbers that nobody else gives out: a fixed prefix and as many free digits as fit. */
export interface LegacyBlocks {
  /** A free choice within the block. */
  randomPid(random: Random): Pid;
  randomRid(random: Random): Rid;
  /** The next number of the block; after the last comes the first. */
  pidAfter(pid: Pid): Pid;
  ridAfter(rid: Rid): Rid;
}

const pidHead = '9208-2002-2-';
const pidDigits = 12;
/** RIDs are mostly of 8 digits (oiosaml.md 2.2). */
const ridDigits = 8;

/**
 * @param pidPrefix leading digits of the twelve after `9208-2002-2-` that the hub may mint under (0 to 11 digits)
 * @param ridPrefix leading digits of the eight of a minted RID (0 to 7 digits)
 * @throws HubError CONFIG_INVALID for a prefix that is not digits or leaves none free
 */
export function createLegacyBlocks({
  pidPrefix,
  ridPrefix,
}: {
  readonly pidPrefix: string;
  readonly ridPrefix: string;
}): LegacyBlocks {
  const pids = block('PID', pidPrefix, pidDigits);
  const rids = block('RID', ridPrefix, ridDigits);
  return {
    randomPid: (random) => asPid(pids.numberAt(randomBelow(pids.size, random))),
    pidAfter: (pid) => asPid(pids.numberAt(pids.positionOf(pid.slice(pidHead.length)) + 1n)),
    randomRid: (random) => asRid(rids.numberAt(randomBelow(rids.size, random))),
    ridAfter: (rid) => asRid(rids.numberAt(rids.positionOf(rid) + 1n)),
  };
}

function block(kind: string, prefix: string, digits: number) {
  if (!/^\d*$/.test(prefix) || prefix.length >= digits) {
    throw new HubError('CONFIG_INVALID', `the ${kind} block's prefix must be 0 to ${digits - 1} digits`);
  }
  const free = digits - prefix.length;
  const size = 10n ** BigInt(free);
  return {
    size,
    numberAt: (position: bigint) => prefix + (position % size).toString().padStart(free, '0'),
    positionOf: (number: string) => BigInt(number.slice(prefix.length)),
  };
}

function randomBelow(size: bigint, random: Random): bigint {
  return random.bytes(8).readBigUInt64BE(0) % size;
}

function asPid(digits: string): Pid {
  const pid = parsePid(pidHead + digits);
  if (pid === undefined) throw new HubError('INTERNAL', 'the PID block gives something that is no PID');
  return pid;
}

function asRid(digits: string): Rid {
  const rid = parseRid(digits);
  if (rid === undefined) throw new HubError('INTERNAL', 'the RID block gives something that is no RID');
  return rid;
}
