import type { Body, Stored } from '../../domain/storage/ports.ts';

/** A document as it lies in MongoDB. The body stands apart, so that its keys never meet ours. */
export interface MongoDocument {
  readonly _id: string;
  readonly v: number;
  /** Ids of the last writes, newest last: by these a writer whose answer got lost recognises its own write. */
  readonly w: readonly string[];
  readonly expiresAt?: Date;
  readonly body: Body;
}

/** As many writes may pass between a lost answer and the look that recognises the write. */
export const keptWriteIds = 16;

export function storedOf({ _id, v, expiresAt, body }: Omit<MongoDocument, 'w'>): Stored<Body> {
  return { id: _id, v, ...(expiresAt === undefined ? {} : { expiresAt: expiresAt.getTime() / 1000 }), body };
}

/** Matches what has not expired, documents without expiry too. */
export function notExpired(now: Date): { readonly expiresAt: { readonly $not: { readonly $lte: Date } } } {
  return { expiresAt: { $not: { $lte: now } } };
}

/** Field paths in filters, sorts and indexes. */
export function pathOf(field: string): string {
  return `body.${field}`;
}
