import { open, readFile, stat, unlink, utimes } from 'node:fs/promises';
import { withLease } from './lease.ts';
import type { HeldLock, LockOptions } from './token-store.ts';

/** How a lock is taken and kept. */
export interface LockFileOptions extends LockOptions {
  /** A lock that was not renewed for so long is left over from a process that died, in milliseconds. */
  readonly leaseMs: number;
}

/**
 * Runs `work` while a lock file of this name exists that nobody else could make, and settles as it does.
 *
 * The lock is renewed while the work runs, until `maxHoldMs` is over. A file that is older than `leaseMs` is taken over.
 * All who use the file must agree on the lease. `signal` ends the wait, not the work.
 */
export function withLockFile<T>(
  path: string,
  { leaseMs, ...options }: LockFileOptions,
  work: (lock: HeldLock) => Promise<T>,
): Promise<T> {
  const lock = {
    leaseMs,
    async acquire(owner: string) {
      if (await create(path, owner)) return {};
      const left = await leftOver(path, leaseMs);
      const taken =
        left !== undefined &&
        (await remove(path, left, leaseMs)) &&
        (await create(path, owner));
      return taken ? {} : undefined;
    },
    renew: (owner: string) => renew(path, owner),
    async release(owner: string) {
      await remove(path, owner, leaseMs);
    },
  };
  return withLease(lock, work, options);
}

/** Makes the lock as good as new; false if it is no longer this owner's. */
async function renew(path: string, owner: string): Promise<boolean> {
  try {
    if ((await readOwner(path)) !== owner) return false;
    const now = new Date();
    await utimes(path, now, now);
    return true;
  } catch (error) {
    // Any other fault may pass before the lease is over.
    return !hasCode(error, 'ENOENT');
  }
}

/** Whether the file was made. Only one process makes it, which the flag `x` (O_EXCL) guarantees. */
async function create(path: string, owner: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      await file.writeFile(owner);
    } catch (error) {
      await erase(path);
      throw error;
    } finally {
      await file.close();
    }
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** The owner of a lock whose lease is over; empty if its owner died before it could write its name. */
async function leftOver(
  path: string,
  leaseMs: number,
): Promise<string | undefined> {
  try {
    const { mtimeMs } = await stat(path);
    // A clock that was set back makes a lock that seems to come from the future.
    if (Math.abs(Date.now() - mtimeMs) <= leaseMs) return undefined;
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/**
 * Removes the lock, if it is still that owner's. Only the maker of a second file, named after the owner, may: between
 * reading a lock and removing it, another waiter could have removed it and a third made a new one.
 */
async function remove(
  path: string,
  owner: string,
  leaseMs: number,
): Promise<boolean> {
  const removal = `${path}.${owner === '' ? 'unnamed' : owner}`;
  if (!(await create(removal, owner))) {
    // Left over only if a process died in the midst of these few lines.
    if ((await leftOver(removal, leaseMs)) !== undefined) await erase(removal);
    return false;
  }
  try {
    const held = await readOwner(path);
    // A lock without a name may have been made just now, by somebody who is about to write it.
    const same =
      held === owner &&
      (owner !== '' || (await leftOver(path, leaseMs)) !== undefined);
    if (same) await erase(path);
    return same;
  } finally {
    await erase(removal);
  }
}

async function readOwner(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

async function erase(path: string): Promise<void> {
  try {
    await unlink(path);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
  }
}

/** Whether it is a fault of the file system with this name. */
export function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
