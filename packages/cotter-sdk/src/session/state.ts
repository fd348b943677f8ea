import type { AttemptWait } from './attempt.ts';
import type { MachineConfig } from './machine-config.ts';
import type { Pause } from './pause.ts';
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
  /** The tokens of the record that they replace; null when they belong into an empty store. */
  readonly replaces: SessionTokens | null;
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
  /** Waits, under the lock: for another session's attempt that may still be running, or to save once more. */
  | { readonly name: 'waiting' }
  /** Stores that the refresh token is about to be sent. */
  | { readonly name: 'marking'; readonly record: SessionRecord }
  | {
      readonly name: 'sending';
      readonly version: string;
      readonly record: SessionRecord;
    }
  /** Stores how the attempt ended that brought no tokens. */
  | {
      readonly name: 'closing';
      readonly fault: RefreshFault;
      readonly pause: Pause | undefined;
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
  /** The attempt that the caller asked to repeat, as seen before the lock was asked for. */
  readonly repeats: string | undefined;
  /** The attempt of another session that this run waits for, or has waited for. */
  readonly wait: AttemptWait | undefined;
  readonly locked: boolean;
  /** The state's epoch when the run started. */
  readonly epoch: number;
  /** How often tokens that arrived could not be saved. */
  readonly failedSaves: number;
  /** Whether tokens arrived in this run. They are handed out even if they end at once. */
  readonly fresh: boolean;
}

/** All that a session knows. Plain data; `advance` makes the next one. */
export interface SessionState {
  readonly config: MachineConfig;
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
  /** An attempt of this session that is known not to have reached the server, even if the store says otherwise. */
  readonly unsent: string | undefined;
  /** Failed runs in a row; they space the background refreshes out. */
  readonly failures: number;
  /** No background refresh before this moment, in Unix milliseconds. */
  readonly backoffUntil: number;
  /** Why nothing is sent for a while, even if there is no usable token. */
  readonly pause: Pause | undefined;
  readonly rejected: boolean;
}

export const IDLE: Run = {
  step: { name: 'idle' },
  id: '',
  retryUnknown: false,
  repeats: undefined,
  wait: undefined,
  locked: false,
  epoch: 0,
  failedSaves: 0,
  fresh: false,
};

/** A session that has not looked into its store. `seed` is for an empty store. */
export function initialState(
  config: MachineConfig,
  seed: SessionTokens | undefined,
): SessionState {
  return {
    config,
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
    pause: undefined,
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
    now >= dueAt(tokens, state.config.earlyMs) ||
    tokens.access_token === state.invalid
  );
}

/** What a call gets, and whether it starts work. Without tokens, it waits for the run. */
export function decide(
  state: SessionState,
  now: number,
): { readonly tokens: SessionTokens | undefined; readonly start: boolean } {
  const idle = state.run.step.name === 'idle';
  const tokens = currentTokens(state);
  if (tokens === undefined || !isUsable(state, tokens, now)) {
    return { tokens: undefined, start: idle };
  }
  const due = isDue(state, tokens, now) || state.unsaved !== undefined;
  return { tokens, start: idle && due && now >= state.backoffUntil };
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
    ...initialState(state.config, undefined),
    run: state.run,
    epoch: state.epoch + 1,
    stored,
    refused,
  };
}
