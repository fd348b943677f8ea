import { readFile } from 'node:fs/promises';
import { readInteger, refuseUnknownNames } from '../options/read-option.ts';
import { hasCode, withLockFile } from './lock-file.ts';
import { replacePrivateFile } from './private-file.ts';
import { randomId } from './random-id.ts';
import { readStored } from './read-stored.ts';
import type {
  StoreCallOptions,
  StoredSession,
  TokenStore,
} from './token-store.ts';

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

/** A swap takes milliseconds. Whoever takes longer was frozen, and must not be overtaken easily: a swap is not renewed. */
const SWAP_LEASE_MS = 10_000;

/** No version that is ever written. */
const EMPTY: StoredSession = { version: 'empty', record: null };

/**
 * Keeps a session in a file, which all processes of one machine that are given its path share. The folder must exist,
 * on a disk of that machine. Only the owner may read the file (mode 0600); the tokens in it are not encrypted. Beside it
 * stand, for moments, files with the same name and an ending: `.lock`, `.swap`, `.next`.
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
  return {
    leaseMs,
    load: (call) => load(path, call),
    compareAndSwap: (expectedVersion, next, { signal } = {}) =>
      withLockFile(
        `${path}.swap`,
        {
          leaseMs: SWAP_LEASE_MS,
          maxHoldMs: 0,
          signal: signal ?? AbortSignal.timeout(2 * SWAP_LEASE_MS),
        },
        async () => {
          const { version } = await load(path);
          if (version !== expectedVersion) return undefined;
          signal?.throwIfAborted();
          const written = { version: randomId(), record: next };
          await replacePrivateFile(path, JSON.stringify(written));
          return { version: written.version };
        },
      ),
    withLock: (work, lock) =>
      withLockFile(`${path}.lock`, { leaseMs, ...lock }, work),
  };
}

async function load(
  path: string,
  { signal }: StoreCallOptions = {},
): Promise<StoredSession> {
  let text: string;
  try {
    text = await readFile(path, { encoding: 'utf8', signal });
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return EMPTY;
    throw error;
  }
  try {
    return readStored(JSON.parse(text));
  } catch {
    // Nothing of the content is repeated: it may contain tokens.
    throw new Error('The file contains something else than a session');
  }
}
