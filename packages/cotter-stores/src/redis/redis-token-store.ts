import type {
  LeaseLock,
  StoredSession,
  TokenStore,
} from '@org/cotter-sdk/session';
import { EMPTY_VERSION, newVersion, readContent } from '../content.ts';
import {
  DEFAULT_TTL_MS,
  MAX_TTL_MS,
  readLeaseMs,
  readMilliseconds,
  readName,
  refuseUnknownOptions,
} from '../options.ts';
import { evaluateWith, type Evaluate, type RedisClient } from './client.ts';
import { storeOf, type StoreSteps } from '../steps.ts';
import { ACQUIRE, LOAD, RELEASE, RENEW, SWAP } from './scripts.ts';

/** What all Redis stores take. */
export interface RedisStoreOptions {
  /**
   * A client of `redis` (node-redis), `ioredis` or `iovalkey`, for one server, a pool or a cluster. You connect it, listen
   * to its `error` events and close it.
   */
  readonly client: RedisClient;
  /**
   * How long the lock of a process that died stays locked, in milliseconds. A process that lives renews its lock. Use the
   * same value in all processes. From 100 to 600000. Default: 10000.
   */
  readonly leaseMs?: number | undefined;
  /**
   * How long a session is kept after it was written last, in milliseconds. A shorter time signs out users who do not come
   * back for so long. From 60000. Default: 31 days, one more than a refresh token lives.
   */
  readonly ttlMs?: number | undefined;
}

/** Options of a `redisTokenStore`. */
export interface RedisTokenStoreOptions extends RedisStoreOptions {
  /**
   * The key of the session. What it holds in braces decides on the slot of a cluster; a key without braces is put into
   * some: `session:42` becomes `{session:42}`, with the lock beside it in `{session:42}:lock`.
   */
  readonly key: string;
}

/** Options of `redisTokenStores`. */
export interface RedisTokenStoresOptions extends RedisStoreOptions {
  /** What the keys begin with: the session of the id `42` is in `cotter:session:{42}`. Default: `cotter:session:`. */
  readonly prefix?: string | undefined;
}

const SHARED_OPTIONS = ['client', 'leaseMs', 'ttlMs'];
const DEFAULT_PREFIX = 'cotter:session:';

/** Signed out: the version is still needed by those who read it a moment ago. One day. */
const SIGNED_OUT_TTL_MS = 24 * 3_600_000;

/**
 * Keeps a session in Redis or Valkey, which all processes and machines share. The tokens are not encrypted; see
 * `encrypted`.
 *
 * A store rejects with an `Error` whose `code` is that of the failure (`ECONNREFUSED`, `READONLY`), and which holds
 * nothing of the command.
 *
 * @throws TypeError for an option that is missing, unknown or not usable
 */
export function redisTokenStore(options: RedisTokenStoreOptions): TokenStore {
  refuseUnknownOptions(options, [...SHARED_OPTIONS, 'key']);
  return storeMaker(options)(taggedKey(readName('key', options.key)));
}

/**
 * Returns a function that gives the store of each id, such as the id of a user or of a login. It makes no request.
 *
 * @throws TypeError for an option that is missing, unknown or not usable
 */
export function redisTokenStores(
  options: RedisTokenStoresOptions,
): (id: string) => TokenStore {
  refuseUnknownOptions(options, [...SHARED_OPTIONS, 'prefix']);
  const make = storeMaker(options);
  const prefix = readName('prefix', options.prefix ?? DEFAULT_PREFIX);
  if (/[{}]/.test(prefix))
    throw new TypeError('prefix must not contain braces, which are for the id');
  return (id) => make(`${prefix}{${encodeURIComponent(readName('id', id))}}`);
}

function storeMaker({
  client,
  leaseMs,
  ttlMs = DEFAULT_TTL_MS,
}: RedisStoreOptions): (key: string) => TokenStore {
  const settings: RedisSettings = {
    evaluate: evaluateWith(client),
    leaseMs: readLeaseMs(leaseMs),
    ttlMs: readMilliseconds('ttlMs', ttlMs, 60_000, MAX_TTL_MS),
  };
  return (key) => storeOf(redisSteps(key, settings));
}

/** What the keys of a store go by. */
export interface RedisSettings {
  readonly evaluate: Evaluate;
  readonly leaseMs: number;
  readonly ttlMs: number;
}

/** The steps of the store that keeps its record at a key, and its lock beside it. */
export function redisSteps(
  key: string,
  { evaluate, leaseMs, ttlMs }: RedisSettings,
): StoreSteps {
  const keys = [key, `${key}:lock`];
  const lease = String(leaseMs);
  const lock: LeaseLock = {
    leaseMs,
    async acquire(owner, signal) {
      const found = await evaluate(ACQUIRE, keys, [owner, lease], signal);
      return found === null ? undefined : { stored: storedIn(found) };
    },
    renew: async (owner) => (await evaluate(RENEW, keys, [owner, lease])) === 1,
    async release(owner, signal) {
      await evaluate(RELEASE, keys, [owner], signal);
    },
  };
  return {
    lock,
    load: async ({ signal } = {}) =>
      storedIn(await evaluate(LOAD, keys, [], signal)),
    async compareAndSwap(expected, record, { signal } = {}) {
      const version = newVersion();
      const keptMs =
        record === null ? Math.min(SIGNED_OUT_TTL_MS, ttlMs) : ttlMs;
      const args = [
        EMPTY_VERSION,
        expected,
        version,
        JSON.stringify(record),
        String(keptMs),
      ];
      const swapped = await evaluate(SWAP, keys, args, signal);
      return swapped === 1 ? { version } : undefined;
    },
  };
}

function storedIn(reply: unknown): StoredSession {
  const [version, record] = Array.isArray(reply) ? (reply as unknown[]) : [];
  return readContent(version, record);
}

/** A key whose neighbours are in the same slot of a cluster. */
function taggedKey(key: string): string {
  const tagged = /\{[^}]+\}/.test(key) ? key : `{${key}}`;
  if (!/\{[^}]+\}/.test(tagged))
    throw new TypeError('key must not begin with a closing brace');
  return tagged;
}
