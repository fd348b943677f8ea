import type { SessionTokens } from './tokens.ts';

/**
 * Marks that a refresh token is being sent. The mark is written before the request and removed with the response. If it
 * remains, the process died or the response was lost, and the refresh token may have been used.
 */
export interface RefreshAttempt {
  /** Names the attempt; random. */
  readonly id: string;
  /** Names the session that made the attempt; random, and different in each process. */
  readonly owner: string;
  /** When the attempt began, in Unix milliseconds. */
  readonly startedAt: number;
  /** When the attempt is over, in Unix milliseconds. Until then its owner may still store the response. */
  readonly endsAt: number;
}

/** A pause that a failed refresh asks for. All sessions that share the store observe it. */
export interface RefreshPause {
  /** Why: the `code`, `status` and the like of the error. It contains no secret. */
  readonly fault: {
    /** The `code` of the error. */
    readonly code: string;
  };
  /** How many refreshes in a row have failed. */
  readonly failures: number;
  /** When the refresh failed, in Unix milliseconds. */
  readonly since: number;
  /** When the next refresh may be sent, in Unix milliseconds. */
  readonly until: number;
}

/** What a store keeps of a session: plain data that survives `JSON.stringify`. It contains secrets. */
export interface SessionRecord {
  /** The tokens, including the refresh token, and when they expire. */
  readonly tokens: SessionTokens;
  /** The attempt whose response is not stored, if there is one. */
  readonly attempt?: RefreshAttempt | undefined;
  /** The pause after a failed refresh, if there is one. */
  readonly pause?: RefreshPause | undefined;
}

/** The content of a store at one moment. */
export interface StoredSession {
  /**
   * Names the content. Opaque. A version never comes back once the content was replaced, and an empty store keeps the
   * same version until something is written.
   */
  readonly version: string;
  /** Null when nobody is signed in. */
  readonly record: SessionRecord | null;
}

/** The version that was written, or undefined where the store held another version than the expected one. */
export type SwapResult =
  | {
      /** The version that was written. */
      readonly version: string;
    }
  | undefined;

/** Options of one call of a store. */
export interface StoreCallOptions {
  /** Fires when the session no longer waits for the call. Default: none. */
  readonly signal?: AbortSignal | undefined;
}

/** Options of one call of `withLock`. */
export interface LockOptions {
  /** Ends the wait for the lock. It does not end the work. */
  readonly signal: AbortSignal;
  /** The longest time that the work may keep the lock, in milliseconds. Renew the lease until then. */
  readonly maxHoldMs: number;
}

/** A lock that is held. */
export interface HeldLock {
  /** Fires when the lock was lost although the work has not ended: the lease was not renewed in time, or `maxHoldMs` is over. */
  readonly signal: AbortSignal;
  /** What was stored when the lock was taken, if the store found out in the same step. It saves one `load`. */
  readonly stored?: StoredSession | undefined;
}

/**
 * Where a session lives. Sessions that share a store, in one process or many, share their tokens. `tokenStoreContract`
 * checks an implementation.
 *
 * A method that fails rejects, with any error. The session reads only a system code (`ENOSPC`) from it.
 *
 * A store may forget a record after `tokens.refreshTokenExpiresAt`, and must not forget it earlier.
 */
export interface TokenStore {
  /**
   * How long the lock of a process that died stays locked, in milliseconds. A session requires a longer `lockTimeoutMs`.
   * Default: unknown.
   */
  readonly leaseMs?: number | undefined;

  /**
   * Returns what is stored now, never a cached copy. Rejects if it cannot be read. Stop when `signal` fires: the session
   * has given up waiting.
   */
  load(options?: StoreCallOptions): Promise<StoredSession>;

  /**
   * Replaces the content in one step, if its version is still the expected one. Once it has resolved, the new content
   * survives a crash as far as the store can promise. It works inside and outside of `withLock`. Rejects if
   * it is not known to be stored. Write nothing after `signal` has fired: the session has given up waiting.
   */
  compareAndSwap(
    expectedVersion: string,
    next: SessionRecord | null,
    options?: StoreCallOptions,
  ): Promise<SwapResult>;

  /**
   * Runs `work` while no other user of the store runs theirs, and settles as `work` does. Rejects without running `work`
   * if `signal` fires during the wait.
   *
   * Keep the lock while the work runs, up to `maxHoldMs`: a store with leases renews them. The lock of a process that
   * died must come free without help. Release only your own lock. The lock saves needless refreshes; that tokens
   * stay correct depends on `compareAndSwap` only.
   */
  withLock<T>(
    work: (lock: HeldLock) => Promise<T>,
    options: LockOptions,
  ): Promise<T>;
}
