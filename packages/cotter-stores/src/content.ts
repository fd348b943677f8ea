import type { SessionRecord, StoredSession } from '@org/cotter-sdk/session';

/** The version of a store that nothing was written to. No version that is ever written. */
export const EMPTY_VERSION = 'empty';

/** A version that was never there before. */
export function newVersion(): string {
  return crypto.randomUUID();
}

/**
 * Reads what a database holds.
 *
 * @param json null if there is no row or key
 * @throws Error that repeats nothing of it: it may be a session in another form
 */
export function readContent(version: unknown, json: unknown): StoredSession {
  if (version === null || version === undefined)
    return { version: EMPTY_VERSION, record: null };
  if (
    typeof version === 'string' &&
    (typeof json === 'string' || json === null)
  ) {
    try {
      const record = JSON.parse(json ?? 'null') as SessionRecord | null;
      if (typeof record === 'object') return { version, record };
    } catch {
      // As below.
    }
  }
  throw new Error('The store holds something else than a session');
}
