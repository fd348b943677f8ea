import { randomUUID } from 'node:crypto';
import { open, readFile, stat, unlink } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

/** How often a lock that somebody holds is tried again, in milliseconds; a random part keeps waiters apart. */
const POLL_MS = 20;

/**
 * Runs `work` while a lock file of this name exists that nobody else could make, and settles as it does.
 *
 * A file that is older than `leaseMs` is left over from a process that died, and is taken over. So the work must be
 * done within the lease, and all who use the file must agree on it. `signal` ends the wait, not the work.
 */
export async function withLockFile<T>(
  path: string,
  leaseMs: number,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  const owner = randomUUID();
  for (;;) {
    signal.throwIfAborted();
    if (await create(path, owner)) break;
    const left = await leftOver(path, leaseMs);
    if (left !== undefined && (await remove(path, left, leaseMs))) continue;
    await wait(POLL_MS * (1 + Math.random()), undefined, { signal });
  }
  try {
    return await work();
  } finally {
    await remove(path, owner, leaseMs);
  }
}

/** Whether the file was made. It is made by one alone, which the flag `x` (O_EXCL) guarantees. */
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
    if (Date.now() - mtimeMs <= leaseMs) return undefined;
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
