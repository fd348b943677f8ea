import type { Services } from '../handlers/services.ts';
import type { SavedState, StateChange } from './saved-state.ts';

/** The services that have something to keep. */
export type Kept = Pick<Services, 'clock' | 'inputKey' | 'keys' | 'sessions'>;

/** What the mock keeps between two starts. */
export function saveState({
  clock,
  inputKey,
  keys,
  sessions,
}: Kept): SavedState {
  return {
    version: 1,
    clocks: clock.save(),
    inputKey: inputKey.save(),
    signingKeys: keys.save(),
    ...sessions.save(),
  };
}

/** Replaces the state of the mock. */
export function restoreState(
  { clock, inputKey, keys, sessions }: Kept,
  saved: SavedState,
): void {
  // First what may throw.
  keys.restore(saved.signingKeys);
  inputKey.restore(saved.inputKey);
  clock.restore(saved.clocks);
  sessions.restore(saved);
}

/** Does what was done to the same state by an earlier process, or by another one. */
export function applyChange(
  { clock, keys, sessions }: Kept,
  change: StateChange,
): void {
  if (change.signingKeys !== undefined) keys.restore(change.signingKeys);
  if (change.clocks !== undefined) clock.restore(change.clocks);
  if (change.clock !== undefined) clock.apply(change.clock);
  if (change.cleared !== undefined)
    sessions.forget(change.cleared ?? undefined);
  if (change.session !== undefined) sessions.put(change.session);
}
