import type {
  ClientFault,
  RefreshFault,
  SessionFault,
} from './session-error.ts';
import type { SessionRecord, StoredSession } from '../stores/token-store.ts';
import { dueAt, type SessionTokens } from '../stores/tokens.ts';

/** Tokens that arrived and are not known to be stored. */
export interface Unsaved {
  readonly tokens: SessionTokens;
  /** The access token of the record that they replace; null when they belong into an empty store. */
  readonly replaces: string | null;
  /** Whether they may be handed out although they are not stored, because the store failed. */
  readonly usable: boolean;
}

/** Where the one run of work that a session has at a time stands. */
export type Step =
  | { readonly name: 'idle' }
  /** Reads the store for the first time, without the lock. */
  | { readonly name: 'reading' }
  | { readonly name: 'locking' }
  /** Reads the store under the lock. */
  | { readonly name: 'loading' }
  /** Stores tokens that arrived. With a fault, only a refresh token did, and the run ends with the fault. */
  | { readonly name: 'saving'; readonly fault?: SessionFault }
  /** Stores that the refresh token is about to be sent. */
  | { readonly name: 'marking'; readonly record: SessionRecord }
  | {
      readonly name: 'sending';
      readonly version: string;
      readonly record: SessionRecord;
    }
  /** Stores that the refresh token was not used after all. */
  | {
      readonly name: 'unmarking';
      readonly record: SessionRecord;
      readonly fault: SessionFault;
    }
  /** Looks, after a rejection, whether somebody else has newer tokens. */
  | {
      readonly name: 'rechecking' | 'clearing';
      readonly refused: string;
      readonly fault: ClientFault;
    };

/** One run of work: from a call that needs it to a result that all waiting callers share. */
export interface Run {
  readonly step: Step;
  /** Names the attempt that this run may make. */
  readonly id: string;
  /** Whether the caller asked to send a refresh token again whose outcome is unknown. */
  readonly retryUnknown: boolean;
  /** The attempt that may be repeated, as seen before the lock was asked for. */
  readonly repeats: string | undefined;
  readonly locked: boolean;
  /** The state's epoch when the run started. */
  readonly epoch: number;
  /** Whether tokens arrived in this run. They are handed out even if they end at once. */
  readonly fresh: boolean;
}

/** All that a session knows. Plain data; `advance` makes the next one. */
export interface SessionState {
  readonly earlyMs: number;
  readonly run: Run;
  /** Counts sign-ins and sign-outs. What a run of an earlier epoch finds is no longer wanted. */
  readonly epoch: number;
  /** What the store held when it was last read or written; undefined before. */
  readonly stored: StoredSession | undefined;
  readonly unsaved: Unsaved | undefined;
  /** A refresh token that was rejected or signed out. It is never sent, should the store still hold it. */
  readonly refused: string | undefined;
  /** An access token that a server refused. */
  readonly invalid: string | undefined;
  /** An attempt of this session that is known not to have reached the server, whatever the store says. */
  readonly unsent: string | undefined;
  /** Failures in a row; they space the background refreshes out. */
  readonly failures: number;
  /** No background refresh before this moment, in Unix milliseconds. */
  readonly backoffUntil: number;
  /** Why nothing is sent for a while, even if there is no usable token: the server asked for a pause, or refused. */
  readonly hold: Hold | undefined;
  readonly rejected: boolean;
}

/** A pause in which calls fail at once. */
export interface Hold {
  readonly fault: RefreshFault;
  /** Both in Unix milliseconds. */
  readonly since: number;
  readonly until: number;
}

export const IDLE: Run = {
  step: { name: 'idle' },
  id: '',
  retryUnknown: false,
  repeats: undefined,
  locked: false,
  epoch: 0,
  fresh: false,
};

/** A session that has not looked into its store. `seed` is for an empty store. */
export function initialState(
  earlyMs: number,
  seed: SessionTokens | undefined,
): SessionState {
  return {
    earlyMs,
    run: IDLE,
    epoch: 0,
    stored: undefined,
    unsaved:
      seed === undefined
        ? undefined
        : { tokens: seed, replaces: null, usable: false },
    refused: undefined,
    invalid: undefined,
    unsent: undefined,
    failures: 0,
    backoffUntil: 0,
    hold: undefined,
    rejected: false,
  };
}

/** The tokens that may be handed out, used up or not. */
export function currentTokens(state: SessionState): SessionTokens | undefined {
  if (state.unsaved?.usable === true) return state.unsaved.tokens;
  const tokens = state.stored?.record?.tokens;
  return tokens?.refresh_token === state.refused ? undefined : tokens;
}

export function isUsable(
  state: SessionState,
  tokens: SessionTokens,
  now: number,
): boolean {
  return now < tokens.expiresAt && tokens.access_token !== state.invalid;
}

export function isDue(
  state: SessionState,
  tokens: SessionTokens,
  now: number,
): boolean {
  return (
    now >= dueAt(tokens, state.earlyMs) || tokens.access_token === state.invalid
  );
}

/** What a call gets, and whether it starts work. Without tokens and without a fault, it waits for the run. */
export function decide(
  state: SessionState,
  now: number,
): {
  readonly tokens: SessionTokens | undefined;
  readonly start: boolean;
  readonly fault?: SessionFault;
} {
  const idle = state.run.step.name === 'idle';
  const tokens = currentTokens(state);
  if (tokens === undefined || !isUsable(state, tokens, now)) {
    const fault = idle ? heldBy(state, now) : undefined;
    return fault === undefined
      ? { tokens: undefined, start: idle }
      : { tokens: undefined, start: false, fault };
  }
  const due = isDue(state, tokens, now) || state.unsaved !== undefined;
  return { tokens, start: idle && due && now >= state.backoffUntil };
}

/** Why nothing may be sent yet, with the time left. A clock that was set back ends the pause. */
export function heldBy(
  { hold }: SessionState,
  now: number,
): SessionFault | undefined {
  return hold === undefined || now < hold.since || now >= hold.until
    ? undefined
    : { ...hold.fault, retryAfterMs: hold.until - now };
}

/**
 * The user signed in or out: what the session knew no longer counts, and a run that is under way is superseded. A refresh
 * token of before the sign-out is refused, should the store fail to forget it.
 */
export function supersede(
  state: SessionState,
  stored: StoredSession | undefined,
  refused: string | undefined,
): SessionState {
  return {
    ...initialState(state.earlyMs, undefined),
    run: state.run,
    epoch: state.epoch + 1,
    stored,
    refused,
  };
}
