import type { Jwks, paths } from '@org/cotter-types';
import { type Clock, type ClockOptions, readClock } from '../options/clock.ts';
import {
  readInteger,
  readListener,
  refuseUnknownNames,
} from '../options/read-option.ts';
import { PRODUCTION_BASE_URL, readJwksUrl } from '../options/urls.ts';
import type { VerifierEventListener } from './events.ts';
import { readKeySet } from './keys/key-set.ts';
import { type KeySource, givenKeys, remoteKeys } from './keys/key-source.ts';

const JWKS_PATH = '/api/v0/token/jwks' satisfies keyof paths;

/** What access and id tokens are verified against. */
export interface TokenVerifierOptions extends ClockOptions {
  /** Your API key id: the `aud` that tokens must have. */
  readonly apiKeyId: string;
  /**
   * The signing keys: the URL of a key set, or a key set (RFC 7517). A URL must be https, except on `localhost`,
   * `127.0.0.0/8` and `[::1]`; it is not fetched before the first token. A key set that is given is never renewed, so
   * tokens of a key that Cotter withdrew would still pass. Default: `https://www.cotter.app/api/v0/token/jwks`.
   */
  readonly jwks?: string | URL | Jwks | undefined;
  /** The `iss` that tokens must have. Default: `https://www.cotter.app`. */
  readonly issuer?: string | undefined;
  /**
   * How many verified tokens to remember, from 0 to 100000. A token that is remembered is not decoded and its signature
   * not checked; its claims are checked again, and it is forgotten with its key. Tokens are kept in memory. Default: 0.
   */
  readonly cacheSize?: number | undefined;
  /** Is told about fetches of the key set. What it throws is ignored. Default: none. */
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
    'jwks',
    'issuer',
    'clockToleranceSeconds',
    'now',
    'cacheSize',
    'onEvent',
  ]);
  // Null is not taken for the default, which would trust production's keys.
  const {
    apiKeyId,
    jwks = PRODUCTION_BASE_URL + JWKS_PATH,
    cacheSize = 0,
    onEvent,
  } = options;
  const clock = readClock(options);
  return {
    apiKeyId: readApiKeyId(apiKeyId),
    issuer: readIssuer(options.issuer),
    keys: readKeys(jwks, clock, readListener(onEvent)),
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

function readKeys(
  jwks: string | URL | Jwks,
  clock: Clock,
  onEvent: VerifierEventListener,
): KeySource {
  if (typeof jwks === 'string' || jwks instanceof URL) {
    return remoteKeys(readJwksUrl(jwks), () => clock.now(), onEvent);
  }
  const keys = readKeySet(jwks);
  if (keys === undefined) {
    throw new TypeError(
      'jwks must be a URL or a key set with a key for ES256, and at most 32 keys',
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
