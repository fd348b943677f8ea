import { readFileSync } from 'node:fs';
import {
  checkedChange,
  checkedState,
  StateError,
  type SavedClock,
  type SavedSession,
  type SavedState,
} from './saved-state.ts';

/**
 * Reads a state from a file: an exported document, or a state file, which has a line with the state and a line for each
 * change since. A last line without its end was not written completely, so nobody got an answer for it; it is ignored.
 *
 * @returns `undefined` if there is no such file, or if it is empty
 * @throws {StateError} that names the file and the line
 */
export function readStateFile(name: string): SavedState | undefined {
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
    return located(name, () => checkedState(document));
  const [first = '', ...lines] = text
    .slice(0, text.lastIndexOf('\n'))
    .split('\n');
  const state = located(`${name}, line 1`, () => checkedState(parsed(first)));
  return withChanges(state, name, lines);
}

function withChanges(
  state: SavedState,
  name: string,
  lines: readonly string[],
): SavedState {
  let { signingKeys, nextSession } = state;
  const sessions = new Map(
    state.sessions.map((session) => [session.number, session]),
  );
  let clocks = clocksById(state.clocks);
  for (const [index, line] of lines.entries()) {
    const change = located(`${name}, line ${String(index + 2)}`, () =>
      checkedChange(parsed(line)),
    );
    if (change.signingKeys !== undefined) ({ signingKeys } = change);
    if (change.clocks !== undefined) clocks = clocksById(change.clocks);
    if (change.clock !== undefined)
      clocks.set(change.clock.apiKeyId, change.clock);
    if (change.cleared !== undefined) forget(sessions, change.cleared);
    if (change.session !== undefined) {
      const { number } = change.session;
      // Last, so that the ended ones are in the order in which they ended.
      sessions.delete(number);
      sessions.set(number, change.session);
      nextSession = Math.max(nextSession, number + 1);
    }
  }
  return {
    ...state,
    signingKeys,
    nextSession,
    sessions: [...sessions.values()],
    clocks: [...clocks.values()],
  };
}

function clocksById(
  clocks: readonly SavedClock[],
): Map<string | undefined, SavedClock> {
  return new Map(clocks.map((clock) => [clock.apiKeyId, clock]));
}

function forget(
  sessions: Map<number, SavedSession>,
  apiKeyId: string | null,
): void {
  for (const [number, { subject }] of sessions)
    if (apiKeyId === null || subject.apiKeyId === apiKeyId)
      sessions.delete(number);
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
