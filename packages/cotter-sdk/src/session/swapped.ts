import { refreshIfDue } from './loaded.ts';
import { giveUp, giveUpRejected } from './run-end.ts';
import type { SessionState, Step } from './state.ts';
import type {
  SessionRecord,
  StoredSession,
  SwapResult,
} from './token-store.ts';
import { end, go, type Transition } from './transition.ts';

/** The store was written, or, without a result, held something else than expected. */
export function swapped(
  before: SessionState,
  record: SessionRecord | null,
  result: SwapResult,
  now: number,
): Transition {
  const { step } = before.run;
  if (step.name === 'unmarking') {
    const stored =
      result === undefined
        ? before.stored
        : { version: result.version, record };
    return giveUp({ ...before, stored }, step.fault, now);
  }
  if (result === undefined) {
    const next: Step =
      step.name === 'clearing'
        ? { ...step, name: 'rereading' }
        : { name: 'loading' };
    return go(before, next, { type: 'load' });
  }
  const stored: StoredSession = { version: result.version, record };
  const state: SessionState = { ...before, stored };
  switch (step.name) {
    case 'marking': {
      const { tokens } = step.record;
      return go(
        state,
        { name: 'sending', version: result.version, record: step.record },
        { type: 'send', refreshToken: tokens.refresh_token },
        [{ type: 'refresh.start' }],
      );
    }
    case 'saving': {
      const saved: SessionState = { ...state, unsaved: undefined };
      return step.fault === undefined
        ? refreshIfDue(saved, stored, now)
        : giveUp(saved, step.fault, now);
    }
    case 'clearing':
      return giveUpRejected(state, step.fault, now);
    default:
      return end(state, { type: 'again' });
  }
}
