import {
  closeSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { dirname, resolve } from 'node:path';
import { lockFile } from './lock-file.ts';
import { readStateFile, type ReadState } from './read-state.ts';
import {
  StateError,
  type SavedState,
  type StateChange,
} from './saved-state.ts';

/** A file with more bytes of changes than this, and than the state has, is written again. */
const COMPACT_BYTES = 8_388_608;

/** A file that holds the state: a line with all of it, then a line for each change. */
export interface StateFile {
  /** The state that the file held; `undefined` if there was none. */
  readonly saved: ReadState | undefined;
  /** Writes the whole state in place of all lines. Call it once before `append`. */
  write(state: SavedState): void;
  /**
   * Adds a change. It is in the file when this returns, even if the process then dies.
   *
   * @throws the system's error if the line cannot be written; the file is as it was then
   */
  append(change: StateChange): void;
  close(): void;
}

/**
 * Opens a state file, only for this process. It is made, with its folder, if it does not exist. Only its owner can read
 * it, because it holds private keys.
 *
 * @param current returns the state to write when the file has grown too long
 * @throws {StateError} if the file is not a state file, cannot be read or written, or is in use
 */
export function openStateFile(
  name: string,
  current: () => SavedState,
): StateFile {
  const path = resolve(name);
  let file: number | undefined;
  let written = 0;
  let stateBytes = 0;
  const release = usable(name, () => {
    mkdirSync(dirname(path), { recursive: true });
    return lockFile(path, name);
  });
  const write = (state: SavedState): void => {
    const text = `${JSON.stringify(state)}\n`;
    // Windows replaces no open file.
    if (file !== undefined) closeSync(file);
    file = undefined;
    try {
      replaceFile(path, text);
      written = stateBytes = Buffer.byteLength(text);
    } finally {
      file = openSync(path, 'a');
    }
  };
  try {
    return {
      saved: readStateFile(name),
      write: (state) => {
        usable(name, () => {
          write(state);
        });
      },
      append(change) {
        if (file === undefined) throw new Error('The state file is closed.');
        // Before the change: the state has every change but this one.
        if (written - stateBytes > Math.max(COMPACT_BYTES, stateBytes))
          write(current());
        const line = Buffer.from(`${JSON.stringify(change)}\n`);
        try {
          for (let done = 0; done < line.length;)
            done += writeSync(file, line, done);
        } catch (error) {
          // Half a line would spoil the next one.
          ftruncateSync(file, written);
          throw error;
        }
        written += line.length;
      },
      close() {
        if (file !== undefined) closeSync(file);
        file = undefined;
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

/** Writes a file that only its owner can read, whole or not at all. */
export function replaceFile(path: string, text: string): void {
  const draft = `${path}.new`;
  try {
    writeFileSync(draft, text, { mode: 0o600, flush: true });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
}

/** @throws {StateError} that names the file, for every other error */
export function usable<Result>(name: string, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (error instanceof StateError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StateError(
      `The file ${name} cannot be used: ${reason.replace(/\.$/, '')}.`,
    );
  }
}
