import { randomUUID } from 'node:crypto';
import type { InspectOptions } from 'node:util';
import type { OAuthTokens } from '@org/cotter-types';
import { CotterAbortError } from '../errors/abort-error.ts';
import { storeFault } from './fault.ts';
import {
  advance,
  overdue,
  type Effect,
  type RunResult,
  type Transition,
} from './machine.ts';
import { carryOut, type RunTools } from './run.ts';
import { CotterSessionError } from './session-error.ts';
import type { SessionEvent } from './session-event.ts';
import {
  readSessionOptions,
  readTokens,
  type SessionConfig,
  type SessionOptions,
} from './session-options.ts';
import {
  currentTokens,
  decide,
  initialState,
  overtake,
  type SessionState,
} from './state.ts';
import type { SessionRecord, StoredSession } from './token-store.ts';
import { withoutRefreshToken, type CurrentTokens } from './tokens.ts';

/** Options of one call of a session. */
export interface SessionCallOptions {
  /**
   * Ends the wait of this call alone, with a `CotterAbortError`. A refresh that is under way goes on for the others, and
   * so that its answer is stored.
   */
  readonly signal?: AbortSignal | undefined;
}

/** How often a sign-in or a sign-out looks again when others write to the store at the same moment. */
const MAX_SWAPS = 20;

/**
 * Keeps the tokens of one user fresh: any number of callers, in any number of processes that share a store, cause one
 * refresh where one is due. It holds no timer; a refresh is set off by a call. It can be logged; it shows no token.
 */
export class Session {
  readonly #config: SessionConfig;
  #state: SessionState;
  #run: Promise<RunResult> = Promise.resolve({ type: 'again' });

  /** @throws TypeError for an option that is missing, unknown or not usable; it names the option, never its value. */
  constructor(options: SessionOptions) {
    this.#config = readSessionOptions(options);
    const { earlyMs, seed } = this.#config;
    this.#state = initialState(earlyMs, seed);
  }

  /**
   * The access token. Near its end it is refreshed in the background; after its end, the call waits for the new one.
   *
   * Rejects with a `CotterSessionError`, or with a `CotterAbortError` once `signal` fires.
   */
  async getAccessToken(options?: SessionCallOptions): Promise<string> {
    return (await this.getTokens(options)).access_token;
  }

  /** The id token that came with the access token; otherwise as `getAccessToken`. */
  async getIdToken(options?: SessionCallOptions): Promise<string> {
    return (await this.getTokens(options)).id_token;
  }

  /** All tokens but the refresh token, which stays inside; otherwise as `getAccessToken`. */
  getTokens(options: SessionCallOptions = {}): Promise<CurrentTokens> {
    return this.#tokens(options.signal, false);
  }

  /**
   * Sends a refresh token once more although it may have been used, after a `refresh_unknown`. A server that detects
   * reuse may end the session for it (RFC 9700 section 4.14.2), so ask only where signing in again is the only other way
   * out. Where other callers or processes have solved it meanwhile, nothing is sent. Rejects as `getAccessToken`.
   */
  retryUnknown(options: SessionCallOptions = {}): Promise<CurrentTokens> {
    return this.#tokens(options.signal, true);
  }

  /**
   * Says that a server refused this very access token. The next call gets another one. Nothing happens if the session
   * has moved on to a newer token, so that any number of refused requests cause one refresh.
   */
  invalidate(accessToken: string): void {
    if (currentTokens(this.#state)?.access_token !== accessToken) return;
    this.#state = { ...this.#state, invalid: accessToken };
  }

  /**
   * Replaces whatever the session and its store hold by the tokens of a new sign-in.
   *
   * Rejects with a `CotterSessionError` `store_failed` if they could not be stored, and with a TypeError for tokens that
   * are not usable.
   */
  async signIn(tokens: OAuthTokens): Promise<void> {
    const received = readTokens(tokens, this.#config.now());
    const stored = await this.#replace({ tokens: received });
    this.#state = overtake(this.#state, stored, undefined);
  }

  /**
   * Forgets the tokens, here and in the store, and tells Cotter if the client has a `signOut`.
   *
   * Rejects with a `CotterSessionError` `store_failed` if the store may still hold tokens, and with the client's error
   * if Cotter could not be told; here they are forgotten in any case.
   */
  async signOut(options: SessionCallOptions = {}): Promise<void> {
    const { signal } = options;
    if (signal?.aborted === true) throw new CotterAbortError();
    const old =
      this.#state.unsaved?.tokens ?? this.#state.stored?.record?.tokens;
    this.#state = overtake(this.#state, undefined, old?.refresh_token);
    const stored = await this.#replace(null);
    this.#state = overtake(this.#state, stored, this.#state.refused);
    await this.#config.client.signOut?.(signal === undefined ? {} : { signal });
  }

  async #tokens(
    signal: AbortSignal | undefined,
    retryUnknown: boolean,
  ): Promise<CurrentTokens> {
    let wish = retryUnknown;
    for (;;) {
      if (signal?.aborted === true) throw new CotterAbortError();
      const { tokens, start } = decide(this.#state, this.#config.now());
      const starts = start || (wish && this.#state.run.step.name === 'idle');
      if (starts) this.#start(wish);
      if (tokens !== undefined && !retryUnknown) {
        return withoutRefreshToken(tokens);
      }
      const result = await unlessAborted(this.#run, signal);
      // What this call waited for was another's run; its own wish is still open.
      if (wish && !starts) continue;
      wish = false;
      if (result.type === 'fault') throw new CotterSessionError(result.fault);
      if (
        result.type === 'tokens' &&
        result.tokens.access_token !== this.#state.invalid
      ) {
        return withoutRefreshToken(result.tokens);
      }
    }
  }

  #start(retryUnknown: boolean): void {
    const { client, store, lockTimeoutMs, refreshTimeoutMs } = this.#config;
    const tools: RunTools = {
      client,
      store,
      lockTimeoutMs,
      refreshTimeoutMs,
      tell: (happened) =>
        this.#apply(advance(this.#state, happened, this.#config.now())),
      unlockFailed: (fault) => {
        this.#emit({ type: 'store.failed', ...fault });
      },
    };
    const id = randomUUID();
    const first = tools.tell({ type: 'started', id, retryUnknown });
    this.#run = this.#withDeadline(carryOut(tools, first));
  }

  /** Lets callers go when a client or a store neither settles nor heeds its signal. */
  #withDeadline(run: Promise<RunResult>): Promise<RunResult> {
    const { lockTimeoutMs, refreshTimeoutMs } = this.#config;
    return new Promise((resolve) => {
      const timer = setTimeout(
        () => {
          const effect = this.#apply(overdue(this.#state));
          if (effect.type === 'done') resolve(effect.result);
        },
        lockTimeoutMs + 2 * refreshTimeoutMs,
      );
      void run.then((result) => {
        clearTimeout(timer);
        resolve(result);
      });
    });
  }

  #apply({ state, effect, events }: Transition): Effect {
    this.#state = state;
    for (const event of events) this.#emit(event);
    return effect;
  }

  #emit(event: SessionEvent): void {
    this.#config.onEvent(event);
  }

  /** Writes over whatever the store holds. */
  async #replace(record: SessionRecord | null): Promise<StoredSession> {
    const { store } = this.#config;
    let operation: 'load' | 'save' = 'load';
    let failure: unknown;
    try {
      for (let swaps = 0; swaps < MAX_SWAPS; swaps += 1) {
        operation = 'load';
        const { record: old, version } = await store.load();
        if (record === null && old !== null) this.#refuse(old);
        operation = 'save';
        const result = await store.compareAndSwap(version, record);
        if (result !== undefined) return { version: result.version, record };
      }
    } catch (error) {
      failure = error;
    }
    const fault = storeFault(operation, failure);
    this.#emit({ type: 'store.failed', ...fault });
    throw new CotterSessionError({ code: 'store_failed', ...fault });
  }

  /** What is signed out stays so, even if the store fails to forget it. */
  #refuse(record: SessionRecord): void {
    const refused = record.tokens.refresh_token;
    this.#state = { ...this.#state, refused };
  }

  #shown(): Record<string, unknown> {
    const tokens = currentTokens(this.#state);
    return {
      step: this.#state.run.step.name,
      tokens: tokens === undefined ? 'none' : '[redacted]',
      ...(tokens === undefined
        ? {}
        : { expiresAt: new Date(tokens.expiresAt).toISOString() }),
    };
  }

  /** For logs: no token. */
  toJSON(): Record<string, unknown> {
    return this.#shown();
  }

  /** What `console.log` shows: no token. */
  [Symbol.for('nodejs.util.inspect.custom')](
    _depth: number,
    options: InspectOptions,
    inspect: (value: unknown, options: InspectOptions) => string,
  ): string {
    return `Session ${inspect(this.#shown(), options)}`;
  }
}

/**
 * Makes a session.
 *
 * @throws TypeError for an option that is missing, unknown or not usable; it names the option, never its value.
 */
export function createSession(options: SessionOptions): Session {
  return new Session(options);
}

/** Waits for what all wait for, and leaves when the caller's own signal fires. */
function unlessAborted<T>(
  shared: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (signal === undefined) return shared;
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      reject(new CotterAbortError());
    };
    signal.addEventListener('abort', onAbort, { once: true });
    void shared.then((result) => {
      signal.removeEventListener('abort', onAbort);
      resolve(result);
    });
  });
}
