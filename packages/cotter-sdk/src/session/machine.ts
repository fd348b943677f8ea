import { answered, failed, replaced } from './answered.ts';
import { loaded } from './loaded.ts';
import { giveUp, giveUpRejected } from './run-end.ts';
import type { SessionFault, StoreFault } from './session-error.ts';
import type { SessionEvent } from './session-event.ts';
import { currentTokens, IDLE, type SessionState, type Step } from './state.ts';
import { swapped } from './swapped.ts';
import {
  end,
  go,
  type Happened,
  type RunResult,
  type Transition,
} from './transition.ts';

/**
 * The whole of a session's behaviour, without any input or output: what it knows and what happened give what it knows
 * then and what it does next.
 *
 * Before a refresh token is sent, the store is made to say so, in one step that only one session can take. So a token
 * is sent once, even where a lock fails or a process dies; what is left over tells that the outcome is unknown.
 */
export function advance(
  state: SessionState,
  happened: Happened,
  now: number,
): Transition {
  const { run } = state;
  if (happened.type === 'started') {
    const { id, retryUnknown } = happened;
    // A session that has nothing need not lock a store that may have nothing either.
    const reads = retryUnknown || currentTokens(state) === undefined;
    return go(
      { ...state, run: { ...IDLE, id, retryUnknown } },
      { name: reads ? 'reading' : 'locking' },
      { type: reads ? 'load' : 'lock' },
    );
  }
  if (run.overtaken) return end(state, { type: 'again' });
  switch (happened.type) {
    case 'locked':
      return go(
        { ...state, run: { ...run, locked: true } },
        { name: 'loading' },
        { type: 'load' },
      );
    case 'loaded':
      return loaded(state, happened.stored, now);
    case 'swapped':
      return swapped(state, happened.record, happened.result, now);
    case 'answered':
      return answered(state, happened.answer, now);
    case 'failed':
      return happened.replacement === undefined
        ? failed(state, happened.outcome, happened.fault, now)
        : replaced(state, happened.replacement, happened.fault);
    case 'store_failed':
      return storeFailed(state, happened.fault, now);
  }
}

function storeFailed(
  before: SessionState,
  fault: StoreFault,
  now: number,
): Transition {
  const events: SessionEvent[] = [{ type: 'store.failed', ...fault }];
  const { step, id } = before.run;
  if (step.name === 'unmarking') return giveUp(before, step.fault, now, events);
  if (step.name === 'rereading' || step.name === 'clearing') {
    return giveUpRejected(before, step.fault, now, events);
  }
  let state = before;
  // The store may have kept the mark although it failed; this session knows better.
  if (step.name === 'marking') state = { ...state, unsent: id };
  if (state.unsaved !== undefined) {
    state = { ...state, unsaved: { ...state.unsaved, handedOn: true } };
  }
  return giveUp(state, { code: 'store_failed', ...fault }, now, events);
}

/** The run takes too long. Callers stop waiting; the run goes on, so that nothing that it still receives is lost. */
export function overdue(state: SessionState): {
  readonly state: SessionState;
  readonly result: RunResult;
  readonly events: readonly SessionEvent[];
} {
  const { unsaved } = state;
  const { step } = state.run;
  if (unsaved !== undefined && !(step.name === 'saving' && step.fault)) {
    const { tokens } = unsaved;
    return {
      state: { ...state, unsaved: { ...unsaved, handedOn: true } },
      result: { type: 'tokens', tokens },
      events: [{ type: 'store.failed', operation: 'save' }],
    };
  }
  const result: RunResult = { type: 'fault', fault: lateness(step) };
  return { state, result, events: [] };
}

/** What is missing so long. */
function lateness(step: Step): SessionFault {
  switch (step.name) {
    case 'saving':
      return step.fault ?? { code: 'store_failed', operation: 'save' };
    case 'sending':
      return { code: 'refresh_unknown', clientCode: 'timeout' };
    case 'locking':
      return { code: 'store_failed', operation: 'lock' };
    default:
      return { code: 'store_failed', operation: 'load' };
  }
}
