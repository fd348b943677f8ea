import type { RefreshedTokens } from '@org/cotter-types';
import type { Outcome } from './fault.ts';
import type { ClientFault, SessionFault, StoreFault } from './session-error.ts';
import type { SessionEvent } from './session-event.ts';
import {
  currentTokens,
  IDLE,
  isDue,
  isUsable,
  type Run,
  type SessionState,
  type Step,
} from './state.ts';
import type {
  SessionRecord,
  StoredSession,
  SwapResult,
} from './token-store.ts';
import { isToken, receiveTokens, type SessionTokens } from './tokens.ts';

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

/** The wait after the first failure of a background refresh, doubled at each further one. */
const FIRST_QUIET_MS = 1000;
const MAX_QUIET_MS = 60_000;

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

function loaded(
  before: SessionState,
  stored: StoredSession,
  now: number,
): Transition {
  const { step } = before.run;
  const { record, version } = stored;
  if (
    step.name === 'rereading' &&
    record?.tokens.refresh_token === step.refused
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

function save(
  state: SessionState,
  version: string,
  tokens: SessionTokens,
): Transition {
  const effect: Effect = { type: 'swap', version, record: { tokens } };
  return go(state, { name: 'saving' }, effect);
}

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

function swapped(
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

function answered(
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
    return isToken(answer.refresh_token)
      ? replaced(before, answer.refresh_token, fault)
      : failed(before, 'unknown', fault, now);
  }
  const state: SessionState = {
    ...before,
    run: { ...before.run, fresh: true },
    unsaved: { tokens, replaces: used.access_token, handedOn: false },
    invalid: undefined,
  };
  return save(state, step.version, tokens);
}

/** The next refresh token arrived without an access token that can be used: it goes into the place of the one sent. */
function replaced(
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
      unsaved: { tokens, replaces: used.access_token, handedOn: false },
    },
    { name: 'saving', fault: { code: 'refresh_replaced', ...fault } },
    { type: 'swap', version: step.version, record: { tokens } },
    [{ type: 'refresh.replaced', ...fault }],
  );
}

function failed(
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
        { name: 'rereading', refused, fault },
        { type: 'load' },
      );
    }
    case 'unknown':
      return giveUp(state, { code: 'refresh_unknown', ...fault }, now, [
        { type: 'refresh.unknown', ...fault },
      ]);
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

function giveUpRejected(
  state: SessionState,
  fault: ClientFault,
  now: number,
  events: readonly SessionEvent[] = [],
): Transition {
  const rejected: SessionState = { ...state, rejected: true };
  return giveUp(rejected, signedOut(rejected), now, [
    ...events,
    { type: 'refresh.rejected', ...fault },
  ]);
}

function signedOut(state: SessionState): SessionFault {
  const reason = state.rejected ? 'rejected' : 'no_tokens';
  return { code: 'signed_out', reason };
}

function success(state: SessionState, tokens: SessionTokens): Transition {
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
function giveUp(
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

/** The run takes too long. Callers stop waiting; the run goes on, so that nothing that it still receives is lost. */
export function overdue(state: SessionState): Transition {
  const { step } = state.run;
  const { unsaved } = state;
  if (step.name === 'saving' && step.fault !== undefined) {
    const { fault } = step;
    return {
      state,
      effect: { type: 'done', result: { type: 'fault', fault } },
      events: [],
    };
  }
  if (unsaved !== undefined) {
    const { tokens } = unsaved;
    return {
      state: { ...state, unsaved: { ...unsaved, handedOn: true } },
      effect: { type: 'done', result: { type: 'tokens', tokens } },
      events: [{ type: 'store.failed', operation: 'save' }],
    };
  }
  const fault: SessionFault =
    step.name === 'sending'
      ? { code: 'refresh_unknown', clientCode: 'timeout' }
      : {
          code: 'store_failed',
          operation: step.name === 'locking' ? 'lock' : 'load',
        };
  return {
    state,
    effect: { type: 'done', result: { type: 'fault', fault } },
    events: [],
  };
}

function go(
  state: SessionState,
  step: Step,
  effect: Effect,
  events: readonly SessionEvent[] = [],
): Transition {
  const run: Run = { ...state.run, step };
  return { state: { ...state, run }, effect, events };
}

function end(
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
