import type { SessionRecord } from '../stores/token-store.ts';
import {
  type SessionTokens,
  nextRefreshToken,
  receiveTokens,
  replaceRefreshToken,
} from '../stores/tokens.ts';
import type { Outcome } from './faults.ts';
import { failuresSoFar, pauseAfter } from './pause.ts';
import type { ClientFault } from './session-error.ts';
import type { SessionState, Step } from './state.ts';
import { type SessionInput, type Transition, go } from './steps.ts';

/** How a refresh came out. */
export type Response = Extract<
  SessionInput,
  { readonly type: 'refreshed' | 'refresh_failed' }
>;

type Sending = Extract<Step, { readonly name: 'sending' }>;

/**
 * What a response brings: tokens, with a fault if only the refresh token of them is new; or none, and what became of the
 * one that was sent.
 */
export type Received =
  | { readonly tokens: SessionTokens; readonly fault?: ClientFault }
  | { readonly outcome: Outcome; readonly fault: ClientFault };

/** @param used the tokens whose refresh token was sent */
export function readResponse(
  response: Response,
  used: SessionTokens,
  now: number,
): Received {
  if (response.type === 'refresh_failed') {
    const { replacement, outcome, fault } = response;
    return replacement === undefined
      ? { outcome, fault }
      : { tokens: replaceRefreshToken(used, replacement, now), fault };
  }
  const tokens = receiveTokens(response.answer, used, now);
  if (tokens !== undefined) return { tokens };
  const fault = { clientCode: 'invalid_response' };
  const next = nextRefreshToken(response.answer);
  return next === undefined
    ? { outcome: 'unknown', fault }
    : { tokens: replaceRefreshToken(used, next, now), fault };
}

/** The response to the refresh token that was sent has come. */
export function onResponse(
  before: SessionState,
  sending: Sending,
  response: Response,
  now: number,
): Transition {
  const used = sending.record.tokens;
  const received = readResponse(response, used, now);
  if ('outcome' in received) {
    return onNoTokens(before, sending, received.outcome, received.fault, now);
  }
  const { tokens, fault } = received;
  const state = {
    ...before,
    unsaved: { tokens, replaces: used, usable: false },
  };
  if (fault === undefined) {
    const run = { ...before.run, fresh: true };
    return save({ ...state, run, invalid: undefined }, sending.version, tokens);
  }
  return go(
    state,
    { name: 'saving', fault: { code: 'refresh_replaced', ...fault } },
    { type: 'swap', version: sending.version, record: { tokens } },
    [{ type: 'refresh.replaced', ...fault }],
  );
}

function onNoTokens(
  state: SessionState,
  { record, version }: Sending,
  outcome: Outcome,
  fault: ClientFault,
  now: number,
): Transition {
  if (outcome === 'rejected') {
    const refused = record.tokens.refresh_token;
    return go(
      { ...state, refused },
      { name: 'rechecking', refused, fault },
      { type: 'load' },
    );
  }
  const code = `refresh_${outcome}` as const;
  const isOpen = outcome === 'unknown';
  const failures = failuresSoFar(state.pause, record.pause) + 1;
  const pause = pauseAfter({ code, ...fault }, failures, now);
  const { pause: _, ...rest } = record;
  const attempt = state.stored?.record?.attempt;
  const closed: SessionRecord = {
    ...rest,
    // Nobody waits for the response any more.
    ...(isOpen && attempt && { attempt: { ...attempt, endsAt: now } }),
    ...(pause && { pause }),
  };
  return go(
    isOpen ? state : { ...state, unsent: state.run.id },
    { name: 'closing', fault: { code, ...fault }, pause },
    { type: 'swap', version, record: closed },
    [{ type: `refresh.${outcome}`, ...fault }],
  );
}

/** Stores tokens that arrived. */
export function save(
  state: SessionState,
  version: string,
  tokens: SessionTokens,
): Transition {
  return go(
    state,
    { name: 'saving' },
    { type: 'swap', version, record: { tokens } },
  );
}
