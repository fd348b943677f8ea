import { env } from 'node:process';
import type { ApiKey } from './handlers/world.ts';
import type { Rotation } from './state/sessions.ts';

/** Where the mock listens, how it behaves and what it tells. */
export interface MockCotterOptions {
  /**
   * The API keys that strict mode knows, and of which the first is used wherever none is given. Default: one pair,
   * `mock-api-key-id` and `mock-api-secret-key`.
   */
  readonly apiKeys?: readonly ApiKey[];
  /**
   * Starts though `NODE_ENV` is `production`. Default: false, because a mock that issues tokens to everyone has no place
   * there.
   */
  readonly allowProduction?: boolean;
  /**
   * What callers of the control API below `/__mock` must send as `Authorization: Bearer`. Default: none; then programs
   * on this machine are let in if `host` is this machine, and otherwise nobody is.
   */
  readonly controlToken?: string;
  /** The address to listen on. Default: `127.0.0.1`, so that only this machine can reach it. */
  readonly host?: string;
  /** The `iss` of access and id tokens, whatever the address. Default: production's, `https://www.cotter.app`. */
  readonly issuer?: string;
  /** Takes one line for each fault of the mock itself and each warning; no line holds a key or a token. Default: they are dropped. */
  readonly log?: (line: string) => void;
  /** How many of the latest requests are remembered. Default: 1000. */
  readonly maxRequests?: number;
  /** How many refreshable sessions are remembered; one more, and the oldest is forgotten. Default: 100,000. */
  readonly maxSessions?: number;
  /** Where the clock stands still from the start: a date, or milliseconds since 1970. Default: it runs with the system's. */
  readonly now?: Date | number;
  /** The port to listen on, 0 to 65535; 0 takes a free one. Default: 0. */
  readonly port?: number;
  /** What a refresh does to the refresh token that was used. Default: `strict`. */
  readonly rotation?: Rotation;
  /**
   * What keys, ids and refresh tokens follow from, so that the same requests in the same order, with the same `now`, are
   * answered with the same bytes. Default: none; then they are random.
   */
  readonly seed?: string;
  /**
   * Whether identity and event tokens must be signed by the mock's key and be fresh, and API keys known. Default:
   * false, so that the documented examples work as printed, with a warning in the log and in the header
   * `Cotter-Mock-Warning`.
   */
  readonly strict?: boolean;
}

/** Options with their defaults; only the clock's start, the control token and the seed may be missing. */
export type CheckedOptions = Required<
  Omit<MockCotterOptions, 'allowProduction' | 'controlToken' | 'now' | 'seed'>
> &
  Pick<MockCotterOptions, 'now'> & {
    readonly controlToken: string | undefined;
    readonly seed: string | undefined;
  } & { readonly apiKey: ApiKey };

const DEFAULT_API_KEY: ApiKey = {
  id: 'mock-api-key-id',
  secret: 'mock-api-secret-key',
};

/** @throws {TypeError} that says what an option must be */
export function checkedOptions(options: MockCotterOptions): CheckedOptions {
  const {
    allowProduction = false,
    controlToken,
    apiKeys = [DEFAULT_API_KEY],
    host = '127.0.0.1',
    issuer = 'https://www.cotter.app',
    log = () => undefined,
    maxRequests = 1000,
    maxSessions = 100_000,
    now,
    port = 0,
    rotation = 'strict',
    seed,
    strict = false,
  } = options;
  must(
    typeof allowProduction === 'boolean',
    'allowProduction must be true or false.',
  );
  if (env['NODE_ENV'] === 'production' && !allowProduction)
    throw new Error(
      'A mock issues tokens to everyone, so it does not start where NODE_ENV is production; allowProduction makes it.',
    );
  must(
    controlToken === undefined ||
      (typeof controlToken === 'string' &&
        /^[\x21-\x7e]{8,}$/.test(controlToken)),
    'controlToken must be 8 or more printable ASCII characters without spaces.',
  );
  must(isText(host), 'host must be a non-empty string, such as 127.0.0.1.');
  must(
    Number.isInteger(port) && port >= 0 && port <= 65_535,
    'port must be an integer from 0 to 65535.',
  );
  must(typeof log === 'function', 'log must be a function that takes a line.');
  must(isText(issuer), 'issuer must be a non-empty string.');
  must(typeof strict === 'boolean', 'strict must be true or false.');
  must(
    Number.isSafeInteger(maxSessions) && maxSessions > 0,
    'maxSessions must be an integer from 1 up.',
  );
  must(
    Number.isSafeInteger(maxRequests) && maxRequests > 0,
    'maxRequests must be an integer from 1 up.',
  );
  must(
    isRotation(rotation),
    "rotation must be 'strict', 'none' or { graceMs } with a number from 0 up.",
  );
  must(seed === undefined || isText(seed), 'seed must be a non-empty string.');
  must(
    now === undefined || !Number.isNaN(new Date(now).getTime()),
    'now must be a date or a number of milliseconds since 1970.',
  );
  // What a caller without types passes may be no list at all.
  const given: readonly ApiKey[] = Array.isArray(apiKeys) ? apiKeys : [];
  const [apiKey] = given;
  if (apiKey === undefined || !given.every(isApiKey))
    throw new TypeError(
      'apiKeys must be a list of at least one { id, secret }, both non-empty strings.',
    );
  return {
    apiKey,
    apiKeys: given,
    controlToken,
    host,
    issuer,
    log,
    maxRequests,
    maxSessions,
    port,
    rotation,
    seed,
    strict,
    ...(now === undefined ? {} : { now }),
  };
}

function isText(value: unknown): boolean {
  return typeof value === 'string' && value !== '';
}

function isApiKey(key: Partial<ApiKey> | null): boolean {
  return isText(key?.id) && isText(key?.secret);
}

function isRotation(rotation: unknown): boolean {
  if (typeof rotation !== 'object' || rotation === null)
    return rotation === 'strict' || rotation === 'none';
  const { graceMs } = rotation as { graceMs?: unknown };
  return typeof graceMs === 'number' && graceMs >= 0;
}

function must(holds: boolean, message: string): void {
  if (!holds) throw new TypeError(message);
}
