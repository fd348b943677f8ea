import type { OAuthTokens, RefreshedTokens } from '@org/cotter-types';
import {
  readInteger,
  readListener,
  refuseUnknownNames,
} from '../options/read-option.ts';
import { readClock } from '../options/clock.ts';
import { memoryTokenStore } from '../stores/memory-token-store.ts';
import { sharedStore } from '../stores/shared-store.ts';
import type { SessionEvent } from './session-event.ts';
import type { MachineConfig } from './machine-config.ts';
import { randomId } from '../stores/random-id.ts';
import type { TokenStore } from '../stores/token-store.ts';
import {
  isLifetime,
  isToken,
  receiveTokens,
  type SessionTokens,
} from '../stores/tokens.ts';

/** What a session needs of a client. `CotterClient` is one. */
export interface RefreshClient {
  /**
   * Sends a refresh token, once. It may reject with anything: an error with an `outcome` of `not_sent` says that the
   * token was not used, `rejected` that it is no longer valid; any other error counts as `unknown`.
   */
  refresh(
    refreshToken: string,
    options?: { readonly signal?: AbortSignal; readonly timeoutMs?: number },
  ): Promise<RefreshedTokens>;
  /**
   * Has Cotter clear the http-only cookie of a browser. Called in browsers only; what it rejects with is reported as
   * `sign_out.failed`.
   */
  signOut?(options?: { readonly signal?: AbortSignal }): Promise<unknown>;
  /** How long its calls may take, in milliseconds. The default of `refreshTimeoutMs`. */
  readonly timeoutMs?: number;
}

/** Options of `createSession`. */
export interface SessionOptions {
  /** Sends the refresh token: a `CotterClient`, or another object with the same `refresh` method. */
  readonly client: RefreshClient;
  /**
   * The tokens of a new sign-in. They are stored if the store is empty. Otherwise the session uses the tokens in the
   * store, which are newer if the process was started again. To replace those, call `signIn`. Default: none.
   */
  readonly tokens?: OAuthTokens | undefined;
  /**
   * Where the session is stored. Default: the memory of this process. Sessions of one client with the same `tokens`
   * then share them, until one of them signs in again.
   */
  readonly store?: TokenStore | undefined;
  /**
   * How long before the end of the access token it is refreshed in the background, in seconds; at most half of its
   * lifetime counts. Default: 300.
   */
  readonly refreshEarlySeconds?: number | undefined;
  /**
   * The longest wait for another session's refresh, in milliseconds. It must be longer than the store's `leaseMs` and at
   * least twice `refreshTimeoutMs`. To limit the wait of one call, pass a `signal` to the call. Default: 5000 more than
   * the longer of the two.
   */
  readonly lockTimeoutMs?: number | undefined;
  /** The longest time for one refresh, in milliseconds. Default: the client's `timeoutMs`, or 10000. */
  readonly refreshTimeoutMs?: number | undefined;
  /**
   * Whether a refresh token is sent once more after its response was lost. The process may have died, or the connection
   * broke. Nobody has the new tokens, so the user is signed out anyway unless the token still works.
   *
   * If false, calls fail with `refresh_unknown` until the application calls `retryUnknown` or the user signs in.
   *
   * Default: true.
   */
  readonly retryUnknown?: boolean | undefined;
  /** The time, in Unix milliseconds. Default: `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** Hears what happens, at once and in order. What it throws is ignored. Default: none. */
  readonly onEvent?: ((event: SessionEvent) => void) | undefined;
}

/** The options after they were checked, with defaults filled in. */
export interface SessionConfig {
  readonly client: RefreshClient;
  readonly store: TokenStore;
  /** Whether the application gave no store. */
  readonly isStoreOurs: boolean;
  readonly seed: SessionTokens | undefined;
  readonly machine: MachineConfig;
  readonly lockTimeoutMs: number;
  readonly refreshTimeoutMs: number;
  readonly now: () => number;
  readonly onEvent: (event: SessionEvent) => void;
}

/** The names of all options. */
export const SESSION_OPTION_NAMES = [
  'client',
  'tokens',
  'store',
  'refreshEarlySeconds',
  'lockTimeoutMs',
  'refreshTimeoutMs',
  'retryUnknown',
  'now',
  'onEvent',
];

const DEFAULT_EARLY_SECONDS = 300;
const DEFAULT_REFRESH_TIMEOUT_MS = 10_000;

/** Ten minutes. */
const MAX_REFRESH_TIMEOUT_MS = 600_000;

/** Far below the longest time that a timer can wait, so that sums stay below it too. An hour. */
const MAX_LOCK_TIMEOUT_MS = 3_600_000;

/** How much longer a session waits for a lock than a dead process keeps it. In milliseconds. */
const LOCK_MARGIN_MS = 5000;

/** @throws TypeError that names the option and never its value. */
export function readSessionOptions(options: SessionOptions): SessionConfig {
  refuseUnknownNames(options, SESSION_OPTION_NAMES);
  const {
    client,
    tokens,
    refreshEarlySeconds: early = DEFAULT_EARLY_SECONDS,
    retryUnknown = true,
    onEvent,
  } = options;
  const clock = readClock({ now: options.now });
  const now = () => clock.now();
  if (
    typeof (client as Partial<RefreshClient> | null | undefined)?.refresh !==
    'function'
  ) {
    throw new TypeError('client must have a method refresh');
  }
  const seed = tokens === undefined ? undefined : readTokens(tokens, now());
  const {
    // Null is not taken for a default: a store that was not found must not become one in memory.
    store = seed === undefined || seed.refresh_token === ''
      ? memoryTokenStore()
      : sharedStore(client, seed.refresh_token),
  } = options;
  if (!isStore(store)) {
    throw new TypeError(
      'store must have the methods load, compareAndSwap and withLock',
    );
  }
  if (!isLifetime(early)) {
    throw new TypeError('refreshEarlySeconds must be a number from 0');
  }
  if (typeof retryUnknown !== 'boolean') {
    throw new TypeError('retryUnknown must be true or false');
  }
  const times = readTimes(options, client, store);
  return {
    client,
    store,
    isStoreOurs: options.store === undefined,
    seed,
    machine: {
      earlyMs: early * 1000,
      attemptMs: 2 * times.refreshTimeoutMs,
      retriesUnknown: retryUnknown,
      owner: randomId(),
    },
    ...times,
    now,
    onEvent: readListener(onEvent),
  };
}

/**
 * Reads the times, which depend on each other: a session that stops waiting before a lock can come free, or before the
 * refresh of another session can be over, would fail although nothing is wrong.
 *
 * @throws TypeError that names the options.
 */
function readTimes(
  options: SessionOptions,
  { timeoutMs = DEFAULT_REFRESH_TIMEOUT_MS }: RefreshClient,
  { leaseMs = 0 }: TokenStore,
): Pick<SessionConfig, 'lockTimeoutMs' | 'refreshTimeoutMs'> {
  const {
    refreshTimeoutMs = Math.min(timeoutMs, MAX_REFRESH_TIMEOUT_MS),
    lockTimeoutMs = Math.max(leaseMs, 2 * refreshTimeoutMs) + LOCK_MARGIN_MS,
  } = options;
  readInteger('refreshTimeoutMs', refreshTimeoutMs, 1, MAX_REFRESH_TIMEOUT_MS);
  readInteger('lockTimeoutMs', lockTimeoutMs, 1, MAX_LOCK_TIMEOUT_MS);
  const attemptMs = 2 * refreshTimeoutMs;
  if (lockTimeoutMs <= leaseMs) {
    throw new TypeError(
      `lockTimeoutMs is ${String(lockTimeoutMs)}, but must be longer than the store's leaseMs, ${String(leaseMs)}: the lock of a process that died comes free only after leaseMs. Increase lockTimeoutMs, or leave it out`,
    );
  }
  if (lockTimeoutMs < attemptMs) {
    throw new TypeError(
      `lockTimeoutMs is ${String(lockTimeoutMs)}, but must be at least twice refreshTimeoutMs, ${String(attemptMs)}: the refresh of another process may take that long. Increase lockTimeoutMs, or leave it out`,
    );
  }
  return { lockTimeoutMs, refreshTimeoutMs };
}

function isStore(store: Partial<TokenStore> | null): boolean {
  return (
    typeof store?.load === 'function' &&
    typeof store.compareAndSwap === 'function' &&
    typeof store.withLock === 'function'
  );
}

/** @throws TypeError that repeats nothing of the tokens. */
export function readTokens(tokens: OAuthTokens, now: number): SessionTokens {
  const received = receiveTokens(tokens, undefined, now);
  if (
    received === undefined ||
    !(tokens.refresh_token === '' || isToken(tokens.refresh_token)) ||
    !isLifetime(tokens.expires_in)
  ) {
    throw new TypeError(
      'tokens must hold an access_token and a refresh_token of visible ASCII characters (the refresh_token may be empty) and an expires_in of at least 0 seconds',
    );
  }
  return received;
}
