import { failuresSoFar, pauseAfter } from './pause.ts';
import { readResponse } from './response.ts';
import type { SessionFault } from './session-error.ts';
import type { SessionEvent } from './session-event.ts';
import {
  IDLE,
  type Run,
  type SessionState,
  type Step,
  isUsable,
} from './state.ts';
import type { Effect, RunResult, SessionInput, Transition } from './steps.ts';

/**
 * The run takes too long, and is given up: callers stop waiting, and a later call starts again. What the run still receives
 * goes to `advanceLate`, so that no token is lost.
 */
export function overdue(
  before: SessionState,
  now: number,
): {
  readonly state: SessionState;
  readonly result: RunResult;
  readonly events: readonly SessionEvent[];
} {
  const { unsaved } = before;
  const { step, id } = before.run;
  const state: SessionState = {
    ...before,
    run: IDLE,
    // If the mark is stored after all, it says nothing: this run sends no token any more.
    ...(step.name === 'marking' && { unsent: id }),
  };
  if (
    unsaved !== undefined &&
    (before.run.fresh || isUsable(before, unsaved.tokens, now))
  ) {
    const { tokens } = unsaved;
    return {
      state: { ...state, unsaved: { ...unsaved, usable: true } },
      result: { type: 'tokens', tokens },
      events: [{ type: 'store.failed', operation: 'save' }],
    };
  }
  const result: RunResult = { type: 'fault', fault: overdueFault(step) };
  if (step.name !== 'sending') return { state, result, events: [] };
  const failures = failuresSoFar(before.pause, step.record.pause) + 1;
  const pause = pauseAfter(LOST, failures, now);
  return { state: { ...state, pause }, result, events: [] };
}

/** Something happened to a run that was given up. */
export function advanceLate(
  state: SessionState,
  run: Run,
  input: SessionInput,
  now: number,
): Transition {
  const done: Effect = { type: 'done', result: { type: 'again' } };
  const nothing: Transition = { state, effect: done, events: [] };
  const { step } = run;
  // Should a sign-out fail, the store still holds what it could not forget.
  if (run.epoch !== state.epoch) return nothing;
  if (step.name === 'marking') {
    if (input.type !== 'store_written' || input.result === undefined)
      return nothing;
    const { version } = input.result;
    const { record } = step;
    return { ...nothing, effect: { type: 'swap', version, record } };
  }
  if (step.name !== 'sending') return nothing;
  const used = step.record.tokens;
  // Other tokens have come meanwhile: by another sign-in, or because the token was sent again.
  const known = state.unsaved?.tokens ?? state.stored?.record?.tokens;
  if (known?.refresh_token !== used.refresh_token) return nothing;
  if (input.type !== 'refreshed' && input.type !== 'refresh_failed')
    return nothing;
  const received = readResponse(input, used, now);
  if ('outcome' in received) {
    return received.outcome === 'not_sent' || received.outcome === 'refused'
      ? { ...nothing, state: { ...state, unsent: run.id } }
      : nothing;
  }
  const { tokens, fault } = received;
  const unsaved = {
    tokens,
    replaces: used,
    usable: fault === undefined,
  };
  return {
    ...nothing,
    state: { ...state, unsaved, invalid: undefined, pause: undefined },
  };
}

/** What a request is called whose response does not come. */
const LOST = { code: 'refresh_unknown', clientCode: 'timeout' } as const;

/** What is missing so long. */
function overdueFault(step: Step): SessionFault {
  switch (step.name) {
    case 'saving':
      return step.fault ?? { code: 'store_failed', operation: 'save' };
    case 'sending':
      return LOST;
    case 'locking':
    case 'waiting':
      return { code: 'store_failed', operation: 'lock' };
    case 'marking':
    case 'clearing':
      return { code: 'store_failed', operation: 'save' };
    case 'closing':
      return step.fault;
    default:
      return { code: 'store_failed', operation: 'load' };
  }
}
