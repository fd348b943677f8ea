import type { Jwks, paths } from '@org/cotter-types';
import { type Clock, type ClockOptions, readClock } from '../options/clock.ts';
import {
  readFlag,
  readInteger,
  readListener,
  refuseUnknownNames,
} from '../options/read-option.ts';
import {
  PRODUCTION_BASE_URL,
  readBaseUrl,
  readJwksUrl,
} from '../options/urls.ts';
import type { VerifierEventListener } from './events.ts';
import { callForKeys } from './keys/call-for-keys.ts';
import { fetchKeySet } from './keys/fetch-key-set.ts';
import { readKeySet } from './keys/key-set.ts';
import { type KeySource, givenKeys, remoteKeys } from './keys/key-source.ts';

const JWKS_PATH = '/api/v0/token/jwks' satisfies keyof paths;

/** What access and id tokens are verified against. */
export interface TokenVerifierOptions extends ClockOptions {
  /** Your API key id: the `aud` that tokens must have. */
  readonly apiKeyId: string;
  /**
   * The host whose signing keys are used, as for the client: the keys are fetched from its `/api/v0/token/jwks`. It must
   * be https, except on `localhost`, `127.0.0.0/8` and `[::1]`. Default: `https://www.cotter.app`.
   */
  readonly baseUrl?: string | undefined;
  /**
   * The signing keys, in place of `baseUrl`:
   *
   * - a URL of a key set (RFC 7517), which must be https as `baseUrl`. It is not fetched before the first token.
   * - a function that gets the key set, within 15 seconds, such as `(options) => client.fetchJwks(options)`, which uses
   *   the client's proxy and certificates. It is called when a URL would be fetched.
   * - a key set. It is never renewed, so tokens of a key that Cotter withdrew would still be accepted.
   *
   * Default: the keys of `baseUrl`.
   */
  readonly jwks?:
    | string
    | URL
    | Jwks
    | ((options: { readonly signal: AbortSignal }) => Promise<Jwks>)
    | undefined;
  /**
   * Accepts `http://` for any host, such as `http://mock-cotter:4010` in Docker Compose. Anyone on the network between
   * can replace the keys and forge tokens: use it only in closed networks. Default: false.
   */
  readonly dangerouslyAllowHttp?: boolean | undefined;
  /** The `iss` that tokens must have. Default: `https://www.cotter.app`. */
  readonly issuer?: string | undefined;
  /**
   * How many verified tokens to remember, from 0 to 100000. A token that is remembered is not decoded and its signature
   * not checked; its claims are checked again, and it is forgotten with its key. Tokens are kept in memory. Default: 0.
   */
  readonly cacheSize?: number | undefined;
  /** Receives an event for each fetch of the key set. What it throws is ignored. Default: none. */
  readonly onEvent?: VerifierEventListener | undefined;
}

/** The options after they were checked, with defaults filled in. */
export interface VerifierConfig {
  readonly apiKeyId: string;
  readonly issuer: string;
  readonly keys: KeySource;
  readonly cacheSize: number;
  readonly clock: Clock;
}

const MAX_CACHE_SIZE = 100_000;

/** @throws TypeError that names the option. */
export function readVerifierOptions(
  options: TokenVerifierOptions,
): VerifierConfig {
  refuseUnknownNames(options, [
    'apiKeyId',
    'baseUrl',
    'jwks',
    'dangerouslyAllowHttp',
    'issuer',
    'clockToleranceSeconds',
    'now',
    'cacheSize',
    'onEvent',
  ]);
  const { apiKeyId, cacheSize = 0, onEvent } = options;
  const clock = readClock(options);
  return {
    apiKeyId: readApiKeyId(apiKeyId),
    issuer: readIssuer(options.issuer),
    keys: readKeys(options, clock, readListener(onEvent)),
    cacheSize: readInteger('cacheSize', cacheSize, 0, MAX_CACHE_SIZE),
    clock,
  };
}

/** @throws TypeError that names the option. */
export function readIssuer(issuer: unknown = PRODUCTION_BASE_URL): string {
  if (typeof issuer !== 'string' || issuer === '') {
    throw new TypeError('issuer must be a string that is not empty');
  }
  return issuer;
}

/** In milliseconds. */
const FETCH_TIMEOUT_MS = 5000;

/** In milliseconds; more than a client's own default of 10 seconds, whose error says more. */
const FUNCTION_TIMEOUT_MS = 15_000;

function readKeys(
  options: TokenVerifierOptions,
  clock: Clock,
  onEvent: VerifierEventListener,
): KeySource {
  const { jwks, baseUrl = PRODUCTION_BASE_URL } = options;
  const allowHttp = readFlag(options, 'dangerouslyAllowHttp');
  const remote = (fetchKeys: Parameters<typeof remoteKeys>[0]) =>
    remoteKeys(fetchKeys, () => clock.now(), onEvent);
  const fetched = (url: URL) =>
    remote(() => fetchKeySet(url, FETCH_TIMEOUT_MS));
  // Null is not taken for the default, which would trust production's keys.
  if (jwks === undefined) {
    const host = readBaseUrl(baseUrl, allowHttp);
    return fetched(new URL(JWKS_PATH, host));
  }
  if (options.baseUrl !== undefined) {
    throw new TypeError(
      'Only one of baseUrl and jwks can be given: jwks says itself where the keys come from',
    );
  }
  if (typeof jwks === 'function') {
    return remote(() => callForKeys(jwks, FUNCTION_TIMEOUT_MS));
  }
  if (typeof jwks === 'string' || jwks instanceof URL) {
    return fetched(readJwksUrl(jwks, allowHttp));
  }
  const keys = readKeySet(jwks);
  if (keys === undefined) {
    throw new TypeError(
      'jwks must be a URL, a function, or a key set with a key for ES256, and at most 32 keys',
    );
  }
  return givenKeys(keys);
}

/** What the API's description allows, in characters. */
const MAX_LENGTH = 128;

/** @throws TypeError that names the option. */
export function readApiKeyId(value: unknown): string {
  if (typeof value !== 'string' || value === '' || value.length > MAX_LENGTH) {
    throw new TypeError(
      `apiKeyId must be a string of 1 to ${String(MAX_LENGTH)} characters`,
    );
  }
  return value;
}
