import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { kill, pid } from 'node:process';
import { StateError } from './saved-state.ts';

/** What this process has locked. Another container may have the same process id. */
const locked = new Set<string>();

/**
 * Locks a file for this process. A lock whose process is gone is replaced.
 *
 * @param name what to call the file in a message
 * @returns what unlocks it
 * @throws {StateError} if it is locked
 */
export function lockFile(path: string, name: string): () => void {
  const lock = `${path}.lock`;
  try {
    writeFileSync(lock, String(pid), { flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const owner = ownerOf(lock);
    // One without an owner is just being written.
    if (locked.has(path) || owner === undefined || isAlive(owner))
      throw new StateError(
        `The state file ${name} is in use by process ${String(owner ?? 'unknown')}. If that is not a mock, delete ${name}.lock.`,
      );
    rmSync(lock, { force: true });
    return lockFile(path, name);
  }
  locked.add(path);
  return () => {
    locked.delete(path);
    rmSync(lock, { force: true });
  };
}

function ownerOf(lock: string): number | undefined {
  try {
    const text = readFileSync(lock, 'utf8');
    return /^\d{1,10}$/.test(text) ? Number(text) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether another process has this id. This one does not count: what it has locked is known. */
function isAlive(owner: number): boolean {
  if (owner === pid) return false;
  try {
    return kill(owner, 0);
  } catch (error) {
    // There is one, of another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
