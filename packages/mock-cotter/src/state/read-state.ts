import { readFileSync } from 'node:fs';
import {
  checkedChange,
  checkedState,
  StateError,
  type SavedState,
  type StateChange,
} from './saved-state.ts';

/** A state, and what changed since. */
export interface ReadState {
  readonly state: SavedState;
  readonly changes: readonly StateChange[];
}

/**
 * Reads a state from a file: an exported document, or a state file, which has a line with the state and a line for each
 * change since. A last line without its end was not written completely, so nobody got an answer for it; it is ignored.
 *
 * @returns `undefined` if there is no such file, or if it is empty
 * @throws {StateError} that names the file and the line
 */
export function readStateFile(name: string): ReadState | undefined {
  let text;
  try {
    text = readFileSync(name, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new StateError(`${name} cannot be read: ${String(error)}`);
  }
  if (text.trim() === '') return undefined;
  const document = parsed(text);
  if (document !== undefined)
    return { state: located(name, () => checkedState(document)), changes: [] };
  const [first = '', ...lines] = text
    .slice(0, text.lastIndexOf('\n'))
    .split('\n');
  const state = located(`${name}, line 1`, () => checkedState(parsed(first)));
  const changes = lines.map((line, index) =>
    located(`${name}, line ${String(index + 2)}`, () =>
      checkedChange(parsed(line)),
    ),
  );
  return { state, changes };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** @throws {StateError} that says where */
function located<Result>(where: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    throw new StateError(
      `${where} cannot be used: ${error.message}. Delete the file to start without a state.`,
    );
  }
}
