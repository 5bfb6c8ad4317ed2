import { isHubError } from '../../kernel/errors.ts';
import type { Collection, Store } from '../storage/index.ts';
import { type SessionDeps } from './session-record.ts';

/** What a partner knows a session by; a logout names it. */
export type SessionHandle =
  | { readonly of: 'sp'; readonly sp: string; readonly sessionIndex: string }
  /** The upstream SessionIndex is compared with the session's facts afterwards: a logout may leave it out. */
  | { readonly of: 'idp'; readonly idp: string; readonly nameId: string };

/** Row of `session_handles`, id `HMAC:sid`: one NameID may have sessions in several browsers. */
interface HandleDocument {
  readonly sid: string;
}

const handles = (store: Store): Collection<HandleDocument> => store.collection('session_handles');
const pageSize = 100;

function valueOf(handle: SessionHandle): string {
  switch (handle.of) {
    case 'sp':
      return JSON.stringify([handle.sp, handle.sessionIndex]);
    case 'idp':
      return JSON.stringify([handle.idp, handle.nameId]);
  }
}

const rowId = (handle: SessionHandle, sid: string, { sealer }: SessionDeps): string =>
  `${sealer.indexId(`session-${handle.of}`, valueOf(handle))}:${sid}`;

/** @param until epoch seconds: the session's absolute end, since handles are not touched */
export async function addHandle(
  handle: SessionHandle,
  sid: string,
  until: number,
  deps: SessionDeps,
): Promise<void> {
  try {
    await handles(deps.store).insert(rowId(handle, sid, deps), { sid }, { expiresAt: until });
  } catch (error) {
    if (!isHubError(error, 'STORE_DUPLICATE')) throw error;
  }
}

export async function removeHandle(handle: SessionHandle, sid: string, deps: SessionDeps): Promise<void> {
  await handles(deps.store).remove(rowId(handle, sid, deps));
}

/** Removes every handle of a session. */
export async function removeHandlesOf(sid: string, { store }: SessionDeps): Promise<void> {
  for (;;) {
    const { items } = await handles(store).find({ index: 'sid', equals: [sid], limit: pageSize });
    if (items.length === 0) return;
    await Promise.all(items.map(({ id }) => handles(store).remove(id)));
  }
}

/** The sessions a partner may mean, under any version of the index key. A crash may leave one that has ended. */
export async function sidsByHandle(handle: SessionHandle, deps: SessionDeps): Promise<readonly string[]> {
  const found: string[] = [];
  for (const index of deps.sealer.indexIds(`session-${handle.of}`, valueOf(handle))) {
    let cursor: string | undefined;
    do {
      const query = { idPrefix: `${index}:`, limit: pageSize, ...(cursor === undefined ? {} : { cursor }) };
      const page = await handles(deps.store).find(query);
      found.push(...page.items.map(({ body }) => body.sid));
      cursor = page.cursor;
    } while (cursor !== undefined);
  }
  return found;
}
