import type { RefreshedTokens } from '@org/cotter-types';
import type {
  SessionRecord,
  StoredSession,
  SwapResult,
} from '../stores/token-store.ts';
import {
  type SessionTokens,
  nextRefreshToken,
  receiveTokens,
} from '../stores/tokens.ts';
import type { Outcome } from './faults.ts';
import type { ClientFault, StoreFault } from './session-error.ts';
import type { SessionEvent } from './session-event.ts';
import {
  IDLE,
  type SessionState,
  type Step,
  currentTokens,
  isDue,
} from './state.ts';
import {
  type Effect,
  type SessionInput,
  type Transition,
  end,
  giveUp,
  giveUpRejected,
  go,
  signedOut,
  success,
} from './steps.ts';

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
    // A session that has nothing need not lock a store that may have nothing either.
    const reads = retryUnknown || currentTokens(state) === undefined;
    return go(
      { ...state, run: { ...IDLE, epoch: state.epoch, id, retryUnknown } },
      { name: reads ? 'reading' : 'locking' },
      { type: reads ? 'load' : 'lock' },
    );
  }
  if (run.epoch !== state.epoch) return end(state, { type: 'again' });
  switch (input.type) {
    case 'locked':
      return go(
        { ...state, run: { ...run, locked: true } },
        { name: 'loading' },
        { type: 'load' },
      );
    case 'store_read':
      return onStoreRead(state, input.stored, now);
    case 'store_written':
      return onStoreWritten(state, input.record, input.result, now);
    case 'refreshed':
      return onRefreshed(state, input.answer, now);
    case 'refresh_failed':
      return input.replacement === undefined
        ? onRefreshFailed(state, input.outcome, input.fault, now)
        : onTokenReplaced(state, input.replacement, input.fault);
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
  const { step, id } = before.run;
  if (step.name === 'unmarking') return giveUp(before, step.fault, now, events);
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
    if (!saved && (record?.tokens.access_token ?? null) === unsaved.replaces) {
      return save(state, version, unsaved.tokens);
    }
    const fresh = state.run.fresh && saved;
    state = { ...state, unsaved: undefined, run: { ...state.run, fresh } };
  }
  const tokens = currentTokens(state);
  const events: SessionEvent[] =
    tokens !== undefined &&
    known !== undefined &&
    tokens.access_token !== known.access_token
      ? [{ type: 'refresh.adopted', expiresAt: tokens.expiresAt }]
      : [];
  if (step.name === 'reading') {
    const repeats = record?.attempt?.id;
    state = { ...state, run: { ...state.run, repeats } };
  }
  const next = refreshIfDue(state, stored, now);
  return { ...next, events: [...events, ...next.events] };
}

function areSame(a: SessionTokens | undefined, b: SessionTokens): boolean {
  return (
    a?.access_token === b.access_token && a.refresh_token === b.refresh_token
  );
}

/** Stores tokens that arrived. */
function save(
  state: SessionState,
  version: string,
  tokens: SessionTokens,
): Transition {
  const effect: Effect = { type: 'swap', version, record: { tokens } };
  return go(state, { name: 'saving' }, effect);
}

/** Ends the run with what the store holds, or goes on towards a refresh. */
function refreshIfDue(
  state: SessionState,
  { record, version }: StoredSession,
  now: number,
): Transition {
  const tokens = currentTokens(state);
  if (record === null || tokens === undefined) {
    return giveUp(state, signedOut(state), now);
  }
  const { fresh, id, locked, repeats, retryUnknown } = state.run;
  const attempt = record.attempt?.id;
  const pending = attempt !== undefined && attempt !== state.unsent;
  const repeat = retryUnknown && pending && attempt === repeats;
  const enough = fresh || !isDue(state, tokens, now);
  if (enough && !repeat) return success(state, tokens);
  // Whose attempt it is shows only under the lock: outside, it may be one that is under way.
  if (!locked) return go(state, { name: 'locking' }, { type: 'lock' });
  if (pending && !repeat) {
    return giveUp(state, { code: 'refresh_unknown' }, now, [
      { type: 'refresh.unknown' },
    ]);
  }
  const marked: SessionRecord = { tokens, attempt: { id } };
  return go(
    state,
    { name: 'marking', record },
    { type: 'swap', version, record: marked },
  );
}

/** The refresh succeeded. */
function onRefreshed(
  before: SessionState,
  answer: RefreshedTokens,
  now: number,
): Transition {
  const { step } = before.run;
  if (step.name !== 'sending') return end(before, { type: 'again' });
  const used = step.record.tokens;
  const tokens = receiveTokens(answer, used.refresh_token, now);
  if (tokens === undefined) {
    const fault: ClientFault = { clientCode: 'invalid_response' };
    const next = nextRefreshToken(answer);
    return next === undefined
      ? onRefreshFailed(before, 'unknown', fault, now)
      : onTokenReplaced(before, next, fault);
  }
  const state: SessionState = {
    ...before,
    run: { ...before.run, fresh: true },
    unsaved: { tokens, replaces: used.access_token, usable: false },
    invalid: undefined,
  };
  return save(state, step.version, tokens);
}

/** The next refresh token arrived without an access token that can be used: it goes into the place of the one sent. */
function onTokenReplaced(
  before: SessionState,
  refreshToken: string,
  fault: ClientFault,
): Transition {
  const { step } = before.run;
  if (step.name !== 'sending') return end(before, { type: 'again' });
  const used = step.record.tokens;
  const tokens: SessionTokens = { ...used, refresh_token: refreshToken };
  return go(
    {
      ...before,
      unsaved: { tokens, replaces: used.access_token, usable: false },
    },
    { name: 'saving', fault: { code: 'refresh_replaced', ...fault } },
    { type: 'swap', version: step.version, record: { tokens } },
    [{ type: 'refresh.replaced', ...fault }],
  );
}

/** The refresh failed. */
function onRefreshFailed(
  state: SessionState,
  outcome: Outcome,
  fault: ClientFault,
  now: number,
): Transition {
  const { step } = state.run;
  if (step.name !== 'sending') return end(state, { type: 'again' });
  const { record, version } = step;
  switch (outcome) {
    case 'not_sent':
    case 'refused': {
      const unmarking: Step = {
        name: 'unmarking',
        record,
        fault: { code: `refresh_${outcome}`, ...fault },
      };
      const { tokens } = record;
      return go(
        { ...state, unsent: state.run.id },
        unmarking,
        { type: 'swap', version, record: { tokens } },
        [{ type: `refresh.${outcome}`, ...fault }],
      );
    }
    case 'rejected': {
      const refused = record.tokens.refresh_token;
      return go(
        { ...state, refused },
        { name: 'rechecking', refused, fault },
        { type: 'load' },
      );
    }
    case 'unknown':
      return giveUp(state, { code: 'refresh_unknown', ...fault }, now, [
        { type: 'refresh.unknown', ...fault },
      ]);
  }
}

/** The store was written, or, without a result, held something else than expected. */
function onStoreWritten(
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
