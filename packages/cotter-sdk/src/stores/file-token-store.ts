import { readInteger, refuseUnknownNames } from '../options/read-option.ts';
import { withLockFile } from './lock-file.ts';
import { randomId } from './random-id.ts';
import { readStored } from './read-stored.ts';
import type { StoredSession, TokenStore } from './token-store.ts';
import { VersionedFile } from './versioned-file.ts';

/** Options of a `fileTokenStore`. */
export interface FileTokenStoreOptions {
  /**
   * How long the lock of a process that died stays locked, in milliseconds. A process that lives renews its lock, so
   * this may be shorter than a refresh; a process that is frozen for longer loses it. Use the same value in all
   * processes that share the file. From 100 to 600000. Default: 10000.
   */
  readonly leaseMs?: number | undefined;
}

const DEFAULT_LEASE_MS = 10_000;

/** No version that is ever written. */
const EMPTY: StoredSession = { version: 'empty', record: null };

/**
 * Keeps a session in a file, which all processes of one machine that are given its path share. The folder must exist,
 * on a disk of that machine that has hard links. Only the owner may read the file (mode 0600); the tokens in it are not
 * encrypted. Beside it stand, for moments, files with the same name and an ending: `.lock`, `.draft.…`, or a version.
 *
 * A file with other content is a failure of the store, and never overwritten.
 *
 * @throws TypeError for a path or a lease that is not usable.
 */
export function fileTokenStore(
  path: string,
  options: FileTokenStoreOptions = {},
): TokenStore {
  if (typeof (path as unknown) !== 'string' || path === '') {
    throw new TypeError('path must be a string that is not empty');
  }
  refuseUnknownNames(options, ['leaseMs']);
  const { leaseMs = DEFAULT_LEASE_MS } = options;
  readInteger('leaseMs', leaseMs, 100, 600_000);
  const file = new VersionedFile(path, parse);
  return {
    leaseMs,
    load: async ({ signal } = {}) => (await file.read(signal)) ?? EMPTY,
    async compareAndSwap(expectedVersion, record, { signal } = {}) {
      const expected =
        expectedVersion === EMPTY.version ? undefined : expectedVersion;
      const version = randomId();
      const isWritten = await file.replace(
        expected,
        { version, record },
        signal,
      );
      return isWritten ? { version } : undefined;
    },
    withLock: (work, lock) =>
      withLockFile(`${path}.lock`, { leaseMs, ...lock }, work),
  };
}

function parse(text: string): StoredSession {
  try {
    const stored = readStored(JSON.parse(text));
    // The version becomes part of a file's name.
    if (/^[\w-]+$/.test(stored.version)) return stored;
  } catch {
    // Nothing of the content is repeated: it may contain tokens.
  }
  throw new Error('The file contains something else than a session');
}
