import { giveUp, signedOut, success } from './run-end.ts';
import type { SessionEvent } from './session-event.ts';
import { currentTokens, isDue, type SessionState } from './state.ts';
import type { SessionRecord, StoredSession } from './token-store.ts';
import type { SessionTokens } from './tokens.ts';
import { go, type Effect, type Transition } from './transition.ts';

/** The store was read: decides whether what it holds is enough. */
export function loaded(
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

/** Stores tokens that arrived. */
export function save(
  state: SessionState,
  version: string,
  tokens: SessionTokens,
): Transition {
  const effect: Effect = { type: 'swap', version, record: { tokens } };
  return go(state, { name: 'saving' }, effect);
}

/** Ends the run with what the store holds, or goes on towards a refresh. */
export function refreshIfDue(
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
