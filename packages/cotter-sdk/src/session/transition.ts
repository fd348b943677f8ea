import type { RefreshedTokens } from '@org/cotter-types';
import type { Outcome } from './fault.ts';
import type { ClientFault, SessionFault, StoreFault } from './session-error.ts';
import type { SessionEvent } from './session-event.ts';
import { IDLE, type Run, type SessionState, type Step } from './state.ts';
import type {
  SessionRecord,
  StoredSession,
  SwapResult,
} from './token-store.ts';
import type { SessionTokens } from './tokens.ts';

/** What has just happened to the run that is under way. */
export type Happened =
  | {
      readonly type: 'started';
      readonly id: string;
      readonly retryUnknown: boolean;
    }
  | { readonly type: 'locked' }
  | { readonly type: 'loaded'; readonly stored: StoredSession }
  | {
      readonly type: 'swapped';
      readonly record: SessionRecord | null;
      readonly result: SwapResult;
    }
  | { readonly type: 'answered'; readonly answer: RefreshedTokens }
  | {
      readonly type: 'failed';
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
