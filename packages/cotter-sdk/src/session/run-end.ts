import type { ClientFault, SessionFault } from './session-error.ts';
import type { SessionEvent } from './session-event.ts';
import { currentTokens, isUsable, type SessionState } from './state.ts';
import type { SessionTokens } from './tokens.ts';
import { end, type Transition } from './transition.ts';

/** The wait after the first failure of a background refresh, doubled at each further one. */
const FIRST_QUIET_MS = 1000;
const MAX_QUIET_MS = 60_000;

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
    quietUntil: 0,
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
): Transition {
  const quiet = Math.min(FIRST_QUIET_MS * 2 ** before.failures, MAX_QUIET_MS);
  const asked = 'retryAfterMs' in fault ? (fault.retryAfterMs ?? 0) : 0;
  const state: SessionState = {
    ...before,
    failures: before.failures + 1,
    quietUntil: now + Math.max(quiet, asked),
  };
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
