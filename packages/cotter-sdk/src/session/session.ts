import type { InspectOptions } from 'node:util';
import type { OAuthTokens } from '@org/cotter-types';
import { CotterAbortError } from '../errors/client-errors.ts';
import { readSignal } from '../options/call-options.ts';
import { refuseUnknownNames } from '../options/read-option.ts';
import { clientFailure } from './faults.ts';
import { overwrite } from './store-access.ts';
import { isBrowser } from '../runtime/browser.ts';
import { Runner } from './run.ts';
import { CotterSessionError, type SessionFault } from './session-error.ts';
import {
  readSessionOptions,
  readTokens,
  type SessionConfig,
  type SessionOptions,
} from './session-options.ts';
import { currentTokens, decide, supersede } from './state.ts';
import { memoryTokenStore } from '../stores/memory-token-store.ts';
import type { SessionRecord, StoredSession } from '../stores/token-store.ts';
import { withoutRefreshToken, type CurrentTokens } from '../stores/tokens.ts';
import { unlessAborted } from './wait.ts';

/** Options of one call of a session. */
export interface SessionCallOptions {
  /**
   * Ends the wait of this call, with a `CotterAbortError`. A refresh in progress continues for other callers, and its
   * response is stored. Default: none.
   */
  readonly signal?: AbortSignal | undefined;
}

/** Whether a session has no work under way, and no tokens that only it knows. */
export let isSettled: (session: Session) => boolean;

/**
 * Keeps the tokens of one user fresh. Any number of callers, in any number of processes that share a store, cause only
 * one refresh. A call starts a refresh, never a timer. You can log a session: it shows no token.
 */
export class Session {
  static {
    isSettled = (session) =>
      session.#runner.isIdle && session.#runner.state.unsaved === undefined;
  }

  readonly #runner: Runner;

  /** @throws TypeError for an option that is missing, unknown or not usable; it names the option, never its value. */
  constructor(options: SessionOptions) {
    this.#runner = new Runner(readSessionOptions(options));
  }

  /**
   * Returns the access token. Shortly before it expires, it is refreshed in the background. After it has expired, the call
   * waits for the new one.
   *
   * Rejects with a `CotterSessionError`, or with a `CotterAbortError` once `signal` fires.
   */
  async getAccessToken(options?: SessionCallOptions): Promise<string> {
    return (await this.getTokens(options)).access_token;
  }

  /** The id token that came with the access token. Waits and rejects as `getAccessToken`. */
  async getIdToken(options?: SessionCallOptions): Promise<string> {
    return (await this.getTokens(options)).id_token;
  }

  /** Returns all tokens except for the refresh token. Waits and rejects as `getAccessToken`. */
  getTokens(options: SessionCallOptions = {}): Promise<CurrentTokens> {
    return this.#tokens(options, false);
  }

  /**
   * Sends a refresh token once more after a `refresh_unknown`, and does not wait for the pause after it. A session that
   * was made with `retryUnknown: false` sends it only then. If another caller or process has new tokens meanwhile,
   * nothing is sent. If Cotter has used the token already, the outcome is `signed_out`: a server that detects reuse ends
   * the session (RFC 9700 section 4.14.2). Rejects as `getAccessToken`; it may first wait for
   * another call's work, so it takes up to twice as long.
   */
  retryUnknown(options: SessionCallOptions = {}): Promise<CurrentTokens> {
    return this.#tokens(options, true);
  }

  /**
   * Says that a server refused this very access token. The next call gets another one. Nothing happens if the session
   * has moved on to a newer token, so that any number of refused requests cause one refresh. Never throws.
   */
  invalidate(accessToken: string): void {
    const current = currentTokens(this.#runner.state);
    // A session that has not read its store yet remembers the token for when it has.
    if (current !== undefined && current.access_token !== accessToken) return;
    this.#runner.state = { ...this.#runner.state, invalid: accessToken };
  }

  /**
   * Replaces the content of the session and its store with the tokens of a new sign-in.
   *
   * Rejects with a `CotterSessionError` `store_failed` if they could not be stored, and with a TypeError for tokens that
   * are not usable.
   */
  async signIn(tokens: OAuthTokens): Promise<void> {
    const received = readTokens(tokens, this.#config.now());
    // A store that was made here may be shared with sessions of the user who was signed in before.
    if (this.#config.isStoreOurs) {
      this.#runner.config = { ...this.#config, store: memoryTokenStore() };
    }
    const stored = await this.#replace({ tokens: received });
    this.#runner.state = supersede(this.#runner.state, stored, undefined);
  }

  /**
   * Forgets the tokens, here and in the store. In a browser it also has Cotter clear the http-only cookie, if the client
   * has a `signOut`; a failure of that is reported to `onEvent` only. On a server, Cotter keeps the refresh token valid
   * until it expires: the API has no call that revokes it.
   *
   * Rejects with a `CotterSessionError` `store_failed` if the store may still hold tokens.
   */
  async signOut(options: SessionCallOptions = {}): Promise<void> {
    const signal = readOptions(options);
    throwIfAborted(signal);
    const old =
      this.#runner.state.unsaved?.tokens ??
      this.#runner.state.stored?.record?.tokens;
    this.#runner.state = supersede(
      this.#runner.state,
      undefined,
      old?.refresh_token,
    );
    const stored = await this.#replace(null);
    this.#runner.state = supersede(
      this.#runner.state,
      stored,
      this.#runner.state.refused,
    );
    if (!isBrowser()) return;
    try {
      await this.#config.client.signOut?.(
        signal === undefined ? {} : { signal },
      );
    } catch (error) {
      const { fault } = clientFailure(error);
      this.#config.onEvent({ type: 'sign_out.failed', ...fault });
    }
  }

  async #tokens(
    options: SessionCallOptions,
    retryUnknown: boolean,
  ): Promise<CurrentTokens> {
    const signal = readOptions(options);
    throwIfAborted(signal);
    if (retryUnknown) {
      this.#runner.retryWanted = true;
      // A run that is under way began without it. The next run repeats the refresh; any caller may start it.
      await unlessAborted(this.#runner.result, signal);
    }
    for (let needsRun = retryUnknown; ; needsRun = false) {
      throwIfAborted(signal);
      const { tokens, start } = decide(this.#runner.state, this.#config.now());
      if (start || (needsRun && this.#runner.isIdle)) this.#runner.start();
      if (tokens !== undefined && !needsRun) return withoutRefreshToken(tokens);
      const result = await unlessAborted(this.#runner.result, signal);
      if (result.type === 'fault') throw this.#error(result.fault);
      if (
        result.type === 'tokens' &&
        result.tokens.access_token !== this.#runner.state.invalid
      ) {
        return withoutRefreshToken(result.tokens);
      }
    }
  }

  get #config(): SessionConfig {
    return this.#runner.config;
  }

  /**
   * Overwrites the content of the store. What is signed out with it stays refused, even if the store fails to forget it.
   */
  async #replace(record: SessionRecord | null): Promise<StoredSession> {
    const { store, lockTimeoutMs } = this.#config;
    const written = await overwrite(store, record, lockTimeoutMs, (old) => {
      const refused = old.tokens.refresh_token;
      if (record === null)
        this.#runner.state = { ...this.#runner.state, refused };
    });
    if (!('fault' in written)) return written;
    const { fault } = written;
    this.#config.onEvent({ type: 'store.failed', ...fault });
    throw this.#error({ code: 'store_failed', ...fault });
  }

  #error(fault: SessionFault): CotterSessionError {
    return new CotterSessionError(fault, this.#config.machine.retriesUnknown);
  }

  #inspectable(): Record<string, unknown> {
    const tokens = currentTokens(this.#runner.state);
    return {
      step: this.#runner.state.run.step.name,
      tokens: tokens === undefined ? 'none' : '[redacted]',
      ...(tokens === undefined
        ? {}
        : { expiresAt: new Date(tokens.expiresAt).toISOString() }),
    };
  }

  /** For logs: no token. Never throws. */
  toJSON(): Record<string, unknown> {
    return this.#inspectable();
  }

  /** What `console.log` shows: no token. */
  [Symbol.for('nodejs.util.inspect.custom')](
    _depth: number,
    options: InspectOptions,
    inspect: (value: unknown, options: InspectOptions) => string,
  ): string {
    return `Session ${inspect(this.#inspectable(), options)}`;
  }
}

/** @throws CotterAbortError */
function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new CotterAbortError();
}

/** @throws TypeError that names the option. */
function readOptions(options: SessionCallOptions): AbortSignal | undefined {
  refuseUnknownNames(options, ['signal']);
  return readSignal(options.signal);
}

/**
 * Makes a session.
 *
 * @throws TypeError for an option that is missing, unknown or not usable; it names the option, never its value.
 */
export function createSession(options: SessionOptions): Session {
  return new Session(options);
}
