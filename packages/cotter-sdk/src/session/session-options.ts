import type { OAuthTokens, RefreshedTokens } from '@org/cotter-types';
import {
  readInteger,
  readListener,
  refuseUnknownNames,
} from '../options/read-option.ts';
import { readClock } from '../options/clock.ts';
import { memoryTokenStore } from '../stores/memory-token-store.ts';
import type { SessionEvent } from './session-event.ts';
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
}

/** What a session is made of. */
export interface SessionOptions {
  /** Sends the refresh token; a `CotterClient`, or anything with its `refresh`. */
  readonly client: RefreshClient;
  /**
   * The tokens of a sign-in that has just input. They are stored if the store is empty; otherwise the store's are
   * used, which are newer if the process was started again. To replace those, call `signIn`. Default: none.
   */
  readonly tokens?: OAuthTokens | undefined;
  /** Where the session is kept. Default: a `memoryTokenStore` of its own. */
  readonly store?: TokenStore | undefined;
  /**
   * How long before the end of the access token it is refreshed in the background, in seconds; at most half of its
   * lifetime counts. Default: 300.
   */
  readonly refreshEarlySeconds?: number | undefined;
  /** The longest wait for the store's lock, in milliseconds. Default: 35000, more than the lease of a lock file. */
  readonly lockTimeoutMs?: number | undefined;
  /** The longest time for one refresh, in milliseconds. Default: 10000. */
  readonly refreshTimeoutMs?: number | undefined;
  /** The time, in Unix milliseconds. Default: `Date.now`. */
  readonly now?: (() => number) | undefined;
  /** Hears what happens, at once and in order. What it throws is ignored. Default: none. */
  readonly onEvent?: ((event: SessionEvent) => void) | undefined;
}

/** The options after they were checked, with defaults filled in. */
export interface SessionConfig {
  readonly client: RefreshClient;
  readonly store: TokenStore;
  readonly seed: SessionTokens | undefined;
  readonly earlyMs: number;
  readonly lockTimeoutMs: number;
  readonly refreshTimeoutMs: number;
  readonly now: () => number;
  readonly onEvent: (event: SessionEvent) => void;
}

const NAMES = [
  'client',
  'tokens',
  'store',
  'refreshEarlySeconds',
  'lockTimeoutMs',
  'refreshTimeoutMs',
  'now',
  'onEvent',
];

const DEFAULT_EARLY_SECONDS = 300;
const DEFAULT_LOCK_TIMEOUT_MS = 35_000;
const DEFAULT_REFRESH_TIMEOUT_MS = 10_000;

/** Far below the longest time that a timer can wait, so that sums stay below it too. An hour. */
const MAX_TIMEOUT_MS = 3_600_000;

/** @throws TypeError that names the option and never its value. */
export function readSessionOptions(options: SessionOptions): SessionConfig {
  refuseUnknownNames(options, NAMES);
  // Null is not taken for a default: a store that was not found must not become one in memory.
  const {
    client,
    tokens,
    store = memoryTokenStore(),
    refreshEarlySeconds: early = DEFAULT_EARLY_SECONDS,
    lockTimeoutMs = DEFAULT_LOCK_TIMEOUT_MS,
    refreshTimeoutMs = DEFAULT_REFRESH_TIMEOUT_MS,
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
  if (!isStore(store)) {
    throw new TypeError(
      'store must have the methods load, compareAndSwap and withLock',
    );
  }
  if (!isLifetime(early)) {
    throw new TypeError('refreshEarlySeconds must be a number from 0');
  }
  return {
    client,
    store,
    seed: tokens === undefined ? undefined : readTokens(tokens, now()),
    earlyMs: early * 1000,
    lockTimeoutMs: readInteger(
      'lockTimeoutMs',
      lockTimeoutMs,
      1,
      MAX_TIMEOUT_MS,
    ),
    refreshTimeoutMs: readInteger(
      'refreshTimeoutMs',
      refreshTimeoutMs,
      1,
      MAX_TIMEOUT_MS,
    ),
    now,
    onEvent: readListener(onEvent),
  };
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
    !isToken(received.refresh_token) ||
    !isLifetime(tokens.expires_in)
  ) {
    throw new TypeError(
      'tokens must hold an access_token and a refresh_token of visible ASCII characters and an expires_in of at least 0 seconds',
    );
  }
  return received;
}
