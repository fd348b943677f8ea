import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
  if (!locked.has(path) && !isAlive(ownerOf(lock)))
    rmSync(lock, { force: true });
  const own = `${lock}.${String(pid)}`;
  writeFileSync(own, String(pid));
  try {
    // With its content at once, so that nobody takes it for one without an owner.
    linkSync(own, lock);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new StateError(
      `The state file ${name} is in use by process ${String(ownerOf(lock) ?? 'unknown')}. If that is not a mock, delete ${name}.lock.`,
    );
  } finally {
    rmSync(own, { force: true });
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
function isAlive(owner: number | undefined): boolean {
  if (owner === undefined || owner === pid) return false;
  try {
    return kill(owner, 0);
  } catch (error) {
    // There is one, of another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
