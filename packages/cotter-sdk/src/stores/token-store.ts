import type { SessionTokens } from './tokens.ts';

/** What a store keeps of a session: plain data that survives `JSON.stringify`. It holds secrets. */
export interface SessionRecord {
  /** The tokens, all of them. */
  readonly tokens: SessionTokens;
  /**
   * Written before the refresh token is sent, and gone once the answer is stored. Where it is left over, the refresh
   * token may have been used without anyone having seen the answer.
   */
  readonly attempt?:
    | {
        /** Names the attempt; random. */
        readonly id: string;
      }
    | undefined;
}

/** The content of a store at one moment. */
export interface StoredSession {
  /** Names the content. Opaque; it never comes back once the content was replaced. */
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

/**
 * Where a session lives. Sessions that share a store, in one process or many, share their tokens. `tokenStoreContract`
 * checks an implementation.
 *
 * A method that fails rejects, with any error: the session takes nothing but a system code (`ENOSPC`) from it.
 */
export interface TokenStore {
  /**
   * What is stored now; never what a cache remembers. Rejects if it cannot be read. Stop when `signal` fires: the session
   * has given up waiting.
   */
  load(options?: StoreCallOptions): Promise<StoredSession>;

  /**
   * Replaces the content in one step, if its version is still the expected one. Once it has resolved, the new content
   * survives a crash as far as the store can promise. It works inside and outside of `withLock`. Rejects if
   * it is not known to be stored. Stop when `signal` fires: the session has given up waiting.
   */
  compareAndSwap(
    expectedVersion: string,
    next: SessionRecord | null,
    options?: StoreCallOptions,
  ): Promise<SwapResult>;

  /**
   * Runs `work` while no other user of the store runs theirs, and settles as it does. Rejects, without having run it,
   * once `signal` fires while it waits. A lock whose holder died must come free by itself. The lock makes others wait;
   * that tokens stay right rests on `compareAndSwap` alone.
   */
  withLock<T>(
    work: () => Promise<T>,
    options: { readonly signal: AbortSignal },
  ): Promise<T>;
}
