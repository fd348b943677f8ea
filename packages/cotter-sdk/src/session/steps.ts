import type { RefreshedTokens } from '@org/cotter-types';
import type {
  SessionRecord,
  StoredSession,
  SwapResult,
} from '../stores/token-store.ts';
import type { SessionTokens } from '../stores/tokens.ts';
import type { Outcome } from './faults.ts';
import { type Pause, backoffMs } from './pause.ts';
import type { ClientFault, SessionFault, StoreFault } from './session-error.ts';
import type { SessionEvent } from './session-event.ts';
import {
  IDLE,
  type Run,
  type SessionState,
  type Step,
  currentTokens,
  isUsable,
} from './state.ts';

/** What has just happened to the run that is under way. */
export type SessionInput =
  | {
      readonly type: 'started';
      readonly id: string;
      readonly retryUnknown: boolean;
    }
  | {
      readonly type: 'locked';
      /** What the store held when the lock was taken, if it said so. */
      readonly stored?: StoredSession;
    }
  | { readonly type: 'paused' }
  | { readonly type: 'store_read'; readonly stored: StoredSession }
  | {
      readonly type: 'store_written';
      readonly record: SessionRecord | null;
      readonly result: SwapResult;
    }
  | { readonly type: 'refreshed'; readonly answer: RefreshedTokens }
  | {
      readonly type: 'refresh_failed';
      readonly outcome: Outcome;
      readonly fault: ClientFault;
      /** The next refresh token, if the failure brought one. */
      readonly replacement?: string;
    }
  | { readonly type: 'store_failed'; readonly fault: StoreFault };

/** The one thing to do next. */
export type Effect =
  | { readonly type: 'lock' }
  | { readonly type: 'load' }
  /** Do nothing for so many milliseconds. */
  | { readonly type: 'pause'; readonly ms: number }
  | {
      readonly type: 'swap';
      readonly version: string;
      readonly record: SessionRecord | null;
    }
  | { readonly type: 'send'; readonly refreshToken: string }
  | { readonly type: 'done'; readonly result: RunResult };

/** What a run yields to all who wait for it; `again` when they must look once more. */
export type RunResult =
  | { readonly type: 'tokens'; readonly tokens: SessionTokens }
  | { readonly type: 'fault'; readonly fault: SessionFault }
  | { readonly type: 'again' };

export interface Transition {
  readonly state: SessionState;
  readonly effect: Effect;
  readonly events: readonly SessionEvent[];
}

/** Takes the run to its next step. */
export function go(
  state: SessionState,
  step: Step,
  effect: Effect,
  events: readonly SessionEvent[] = [],
): Transition {
  const run: Run = { ...state.run, step };
  return { state: { ...state, run }, effect, events };
}

/** Ends the run. */
export function end(
  state: SessionState,
  result: RunResult,
  events: readonly SessionEvent[] = [],
): Transition {
  return {
    state: { ...state, run: IDLE },
    effect: { type: 'done', result },
    events,
  };
}

/** Ends the run after the refresh token was rejected. */
export function giveUpRejected(
  state: SessionState,
  fault: ClientFault,
  now: number,
  events: readonly SessionEvent[] = [],
): Transition {
  const rejected: SessionState = { ...state, rejected: true };
  const { requestId } = fault;
  const cause: SessionFault = {
    ...signedOut(rejected),
    ...(requestId !== undefined && { requestId }),
  };
  return giveUp(rejected, cause, now, [
    ...events,
    { type: 'refresh.rejected', ...fault },
  ]);
}

/** Why there is nothing to give: no tokens, or none that Cotter still takes. */
export function signedOut(state: SessionState): SessionFault {
  const reason = state.rejected ? 'rejected' : 'no_tokens';
  return { code: 'signed_out', reason };
}

/** Ends the run with tokens. */
export function success(
  state: SessionState,
  tokens: SessionTokens,
): Transition {
  const good: SessionState = {
    ...state,
    failures: 0,
    backoffUntil: 0,
    pause: undefined,
    rejected: false,
  };
  return end(
    good,
    { type: 'tokens', tokens },
    state.run.fresh
      ? [{ type: 'refresh.rotated', expiresAt: tokens.expiresAt }]
      : [],
  );
}

/** Ends the run after a failure. Callers still get tokens that can be used. */
export function giveUp(
  before: SessionState,
  fault: SessionFault,
  now: number,
  events: readonly SessionEvent[] = [],
  pause?: Pause,
): Transition {
  const failures = before.failures + 1;
  const state: SessionState = {
    ...before,
    failures,
    backoffUntil: Math.max(now + backoffMs(failures), pause?.until ?? 0),
    pause,
  };
  return endWith(state, fault, now, events);
}

/** Ends the run with tokens if there are any to use, and otherwise with the fault. */
export function endWith(
  state: SessionState,
  fault: SessionFault,
  now: number,
  events: readonly SessionEvent[] = [],
): Transition {
  const tokens = currentTokens(state);
  const { fresh } = state.run;
  if (tokens !== undefined && (fresh || isUsable(state, tokens, now))) {
    const rotated: SessionEvent[] = fresh
      ? [{ type: 'refresh.rotated', expiresAt: tokens.expiresAt }]
      : [];
    return end(state, { type: 'tokens', tokens }, [...events, ...rotated]);
  }
  return end(state, { type: 'fault', fault }, events);
}
