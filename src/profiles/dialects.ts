import { type Dialect } from '../domain/federation/index.ts';
import { type DialectProfile } from './dialect-profile.ts';
import { oiosaml2 } from './oiosaml2/index.ts';
import { oiosaml3 } from './oiosaml3/index.ts';

const dialects: Readonly<Record<Dialect, DialectProfile>> = { oiosaml3, oiosaml2 };

/** How a partner of this dialect is read and written. */
export function dialectOf(dialect: Dialect): DialectProfile {
  return dialects[dialect];
}
