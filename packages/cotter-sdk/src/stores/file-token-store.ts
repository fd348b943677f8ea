import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { OAuthTokensSchema } from '@org/cotter-types';
import { z } from 'zod';
import { refuseUnknownNames } from '../options/read-option.ts';
import { hasCode, withLockFile } from './lock-file.ts';
import { replacePrivateFile } from './private-file.ts';
import type {
  StoreCallOptions,
  StoredSession,
  TokenStore,
} from './token-store.ts';

/** Options of a `fileTokenStore`. */
export interface FileTokenStoreOptions {
  /**
   * After how long a lock counts as left over from a process that died, in milliseconds; the same for all who share the
   * file, and longer than a refresh takes. Default: 30000.
   */
  readonly leaseMs?: number | undefined;
}

const DEFAULT_LEASE_MS = 30_000;

/** A swap takes milliseconds. */
const SWAP_LEASE_MS = 10_000;

const ContentSchema: z.ZodType<StoredSession> = z.object({
  version: z.string().min(1),
  record: z
    .object({
      tokens: OAuthTokensSchema.extend({ expiresAt: z.number() }),
      attempt: z.object({ id: z.string() }).exactOptional(),
    })
    .nullable(),
});

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
  if (!Number.isInteger(leaseMs) || leaseMs < 1) {
    throw new TypeError('leaseMs must be an integer of at least 1');
  }
  return {
    load: (call) => load(path, call),
    compareAndSwap: (expectedVersion, next, { signal } = {}) =>
      withLockFile(
        `${path}.swap`,
        SWAP_LEASE_MS,
        AbortSignal.any([
          AbortSignal.timeout(2 * SWAP_LEASE_MS),
          ...(signal === undefined ? [] : [signal]),
        ]),
        async () => {
          const { version } = await load(path);
          if (version !== expectedVersion) return undefined;
          const written = { version: randomUUID(), record: next };
          await replacePrivateFile(path, JSON.stringify(written));
          return { version: written.version };
        },
      ),
    withLock: (work, { signal }) =>
      withLockFile(`${path}.lock`, leaseMs, signal, work),
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
  const content = ContentSchema.safeParse(parse(text));
  if (content.success) return content.data;
  // Nothing of the content is repeated: it may hold tokens.
  throw new Error('The file holds something else than a session');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
