import type {
  SessionRecord,
  StoredSession,
  SwapResult,
} from '../stores/token-store.ts';
import type { SessionTokens } from '../stores/tokens.ts';
import { nextPause, waitFor, withAttempt, withoutAttempt } from './attempt.ts';
import { type Pause, faultOfPause, laterPause } from './pause.ts';
import { onResponse, save } from './response.ts';
import type { StoreFault } from './session-error.ts';
import type { SessionEvent } from './session-event.ts';
import {
  IDLE,
  type SessionState,
  type Step,
  type Unsaved,
  currentTokens,
  isDue,
} from './state.ts';
import {
  type SessionInput,
  type Transition,
  end,
  endWith,
  giveUp,
  giveUpRejected,
  go,
  signedOut,
  success,
} from './steps.ts';

/**
 * When to try again to save tokens that arrived, in milliseconds. Nobody else has them: should this process end before
 * they are saved, or another session send the old refresh token, the user is signed out.
 */
const SAVE_AGAIN_AFTER_MS = [100, 900];

/**
 * The whole behaviour of a session, without input or output: from what the session knows and what has just happened, it
 * returns what the session knows now and what to do next.
 *
 * Before a refresh token is sent, the store is made to say so, in one step that only one session can take. So a token
 * is sent once, even where a lock fails or a process dies; what is left over tells that the outcome is unknown.
 */
export function advance(
  state: SessionState,
  input: SessionInput,
  now: number,
): Transition {
  const { run } = state;
  if (input.type === 'started') {
    const { id, retryUnknown } = input;
    // A session that has nothing need not lock a store that may have nothing either, and one that pauses sends nothing.
    const reads =
      retryUnknown ||
      currentTokens(state) === undefined ||
      faultOfPause(state.pause, now) !== undefined;
    return go(
      { ...state, run: { ...IDLE, epoch: state.epoch, id, retryUnknown } },
      { name: reads ? 'reading' : 'locking' },
      { type: reads ? 'load' : 'lock' },
    );
  }
  if (run.epoch !== state.epoch) return end(state, { type: 'again' });
  switch (input.type) {
    case 'locked': {
      const locked = {
        ...run,
        locked: true,
        step: { name: 'loading' },
      } as const;
      return input.stored === undefined
        ? go({ ...state, run: locked }, locked.step, { type: 'load' })
        : onStoreRead({ ...state, run: locked }, input.stored, now);
    }
    case 'paused':
      return onPaused(state, now);
    case 'store_read':
      return onStoreRead(state, input.stored, now);
    case 'store_written':
      return onStoreWritten(state, input.record, input.result, now);
    case 'refreshed':
    case 'refresh_failed':
      return run.step.name === 'sending'
        ? onResponse(state, run.step, input, now)
        : end(state, { type: 'again' });
    case 'store_failed':
      return onStoreFailed(state, input.fault, now);
  }
}

function onStoreFailed(
  before: SessionState,
  fault: StoreFault,
  now: number,
): Transition {
  const events: SessionEvent[] = [{ type: 'store.failed', ...fault }];
  const { step, id, failedSaves } = before.run;
  const ms = SAVE_AGAIN_AFTER_MS[failedSaves];
  if (before.unsaved !== undefined && before.run.locked && ms !== undefined) {
    const run = { ...before.run, failedSaves: failedSaves + 1 };
    return go({ ...before, run }, { name: 'waiting' }, { type: 'pause', ms });
  }
  if (step.name === 'closing') {
    return giveUp(before, step.fault, now, events, step.pause);
  }
  if (step.name === 'rechecking' || step.name === 'clearing') {
    return giveUpRejected(before, step.fault, now, events);
  }
  let state = before;
  // The store may have kept the mark although it failed; this session knows better.
  if (step.name === 'marking') state = { ...state, unsent: id };
  if (state.unsaved !== undefined) {
    state = { ...state, unsaved: { ...state.unsaved, usable: true } };
  }
  return giveUp(state, { code: 'store_failed', ...fault }, now, events);
}

/** The store was read: decides whether what it holds is enough. */
function onStoreRead(
  before: SessionState,
  stored: StoredSession,
  now: number,
): Transition {
  const { step } = before.run;
  const { record, version } = stored;
  if (
    step.name === 'rechecking' &&
    record?.tokens.refresh_token === step.refused &&
    // The response to an earlier attempt with the same token may have come meanwhile.
    before.unsaved === undefined
  ) {
    return go(
      { ...before, stored },
      { ...step, name: 'clearing' },
      { type: 'swap', version, record: null },
    );
  }
  const { unsaved } = before;
  const known = unsaved?.tokens ?? before.stored?.record?.tokens;
  let state: SessionState = { ...before, stored };
  if (unsaved !== undefined) {
    // A save that seemed to fail may have gone through.
    const saved = areSame(record?.tokens, unsaved.tokens);
    if (!saved && isReplacedBy(unsaved, record)) {
      return save(state, version, unsaved.tokens);
    }
    const fresh = state.run.fresh && saved;
    state = { ...state, unsaved: undefined, run: { ...state.run, fresh } };
  }
  const tokens = currentTokens(state);
  const events: SessionEvent[] = [];
  if (
    tokens !== undefined &&
    known !== undefined &&
    tokens.access_token !== known.access_token
  ) {
    events.push({ type: 'refresh.adopted', expiresAt: tokens.expiresAt });
    // It was about the tokens of before.
    state = { ...state, pause: undefined };
  }
  if (step.name === 'reading') {
    const repeats = record?.attempt?.id;
    state = { ...state, run: { ...state.run, repeats } };
  }
  const next = refreshIfDue(state, stored, now);
  return { ...next, events: [...events, ...next.events] };
}

/** Whether the store still holds what the tokens replace. A refresh may have brought only a refresh token. */
function isReplacedBy(
  { replaces }: Unsaved,
  record: SessionRecord | null,
): boolean {
  return replaces === null
    ? record === null
    : areSame(record?.tokens, replaces);
}

function areSame(a: SessionTokens | undefined, b: SessionTokens): boolean {
  return (
    a?.access_token === b.access_token && a.refresh_token === b.refresh_token
  );
}

/** Ends the run with what the store holds, or goes on towards a refresh. */
function refreshIfDue(
  before: SessionState,
  { record, version }: StoredSession,
  now: number,
): Transition {
  const tokens = currentTokens(before);
  if (record === null || tokens === undefined) {
    return giveUp(before, signedOut(before), now);
  }
  const { config, run } = before;
  const { attempt } = record;
  const pending = attempt !== undefined && attempt.id !== before.unsent;
  const repeat = run.retryUnknown && pending && attempt.id === run.repeats;
  const enough = run.fresh || !isDue(before, tokens, now);
  if (enough && !repeat) return success(before, tokens);
  // The sign-in brought none, so the session ends with its access token.
  if (tokens.refresh_token === '')
    return giveUp(before, signedOut(before), now);
  // Another session's pause counts too, or each new session would send a request.
  const pause = laterPause(before.pause, record.pause as Pause | undefined);
  const paused = faultOfPause(pause, now);
  if (paused !== undefined && !(repeat && paused.code === 'refresh_unknown')) {
    const backoffUntil = now + paused.retryAfterMs;
    return endWith({ ...before, pause, backoffUntil }, paused, now);
  }
  // Whose attempt it is shows only under the lock.
  if (!run.locked) return go(before, { name: 'locking' }, { type: 'lock' });
  const wait = pending ? waitFor(attempt, run.wait, config, now) : undefined;
  const state: SessionState = { ...before, run: { ...run, wait } };
  if (wait !== undefined) {
    const ms = nextPause(wait, now);
    return go(state, { name: 'waiting' }, { type: 'pause', ms });
  }
  if (pending && !repeat && !config.retriesUnknown) {
    return giveUp(state, { code: 'refresh_unknown' }, now, [
      { type: 'refresh.unknown' },
    ]);
  }
  return go(
    state,
    // What the store goes back to if the token is not sent after all.
    { name: 'marking', record: pending ? record : withoutAttempt(record) },
    {
      type: 'swap',
      version,
      record: withAttempt(record, run.id, config, now),
    },
  );
}

/** The pause before the next look at another session's attempt is over. */
function onPaused(before: SessionState, now: number): Transition {
  const { wait } = before.run;
  const after = wait && { ...wait, leftMs: wait.leftMs - nextPause(wait, now) };
  const state = { ...before, run: { ...before.run, wait: after } };
  return go(state, { name: 'loading' }, { type: 'load' });
}

/** The store was written, or, without a result, held something else than expected. */
function onStoreWritten(
  before: SessionState,
  record: SessionRecord | null,
  result: SwapResult,
  now: number,
): Transition {
  const { step } = before.run;
  if (step.name === 'closing') {
    const stored =
      result === undefined
        ? before.stored
        : { version: result.version, record };
    return giveUp({ ...before, stored }, step.fault, now, [], step.pause);
  }
  if (result === undefined) {
    const next: Step =
      step.name === 'clearing'
        ? { ...step, name: 'rechecking' }
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
