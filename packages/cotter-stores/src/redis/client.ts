import { setTimeout as wait } from 'node:timers/promises';
import { codeOf, storeFailure, unlessAborted } from '../failure.ts';

/** What the stores need of node-redis (`redis`, version 4 or later): a client, a cluster or a pool. */
export interface NodeRedisClient {
  /** Runs a script. Rejects if the server or the connection fails. */
  eval(
    script: string,
    options: { keys: string[]; arguments: string[] },
  ): Promise<unknown>;
  /** Tells it from the clients below, which name it differently. It is not called; it rejects as `eval`. */
  evalSha(
    sha1: string,
    options: { keys: string[]; arguments: string[] },
  ): Promise<unknown>;
  /** Whether `connect` was called, and `close` was not. */
  readonly isOpen?: boolean;
  /** Whether it is connected now. */
  readonly isReady?: boolean;
}

/** What the stores need of `ioredis` (version 5) and `iovalkey`: a client or a cluster. */
export interface IoRedisClient {
  /** Runs a script. Rejects if the server or the connection fails. */
  eval(
    script: string,
    numberOfKeys: number,
    ...keysAndArguments: string[]
  ): Promise<unknown>;
  /** `ready` while it is connected. */
  readonly status: string;
}

/** A client that is connected, or connecting. */
export type RedisClient = IoRedisClient | NodeRedisClient;

/** Runs a script in one step of the server. Rejects once `signal` fires. */
export type Evaluate = (
  script: string,
  keys: readonly string[],
  args: readonly string[],
  signal?: AbortSignal,
) => Promise<unknown>;

/** How often a client that is connecting is looked at, in milliseconds. */
const READY_POLL_MS = 25;

/** @throws TypeError for what is no client */
export function evaluateWith(client: RedisClient): Evaluate {
  const given = Object(client) as Partial<IoRedisClient & NodeRedisClient>;
  const isNodeRedis = typeof given.evalSha === 'function';
  if (
    typeof given.eval !== 'function' ||
    !(isNodeRedis || typeof given.status === 'string')
  )
    throw new TypeError(
      'client must be a client of redis, ioredis or iovalkey',
    );
  const send = (
    script: string,
    keys: readonly string[],
    args: readonly string[],
  ): Promise<unknown> =>
    isNodeRedis
      ? (client as NodeRedisClient).eval(script, {
          keys: [...keys],
          arguments: [...args],
        })
      : (client as IoRedisClient).eval(script, keys.length, ...keys, ...args);
  return async (script, keys, args, signal) => {
    signal?.throwIfAborted();
    try {
      await connected(client, signal);
      return await unlessAborted(send(script, keys, args), signal);
    } catch (error) {
      signal?.throwIfAborted();
      throw storeFailure('Redis', codeOf(error) ?? replyCode(error));
    }
  };
}

/**
 * Waits while the client reconnects. In the client's own queue, a command could be sent long after the session gave up
 * waiting for it.
 */
async function connected(
  client: RedisClient,
  signal: AbortSignal | undefined,
): Promise<void> {
  while (isReconnecting(client))
    await wait(READY_POLL_MS, undefined, { ...(signal && { signal }) });
}

function isReconnecting(client: RedisClient): boolean {
  if ('evalSha' in client)
    return client.isOpen === true && client.isReady === false;
  return ['connecting', 'connect', 'reconnecting'].includes(client.status);
}

/** The word that an error reply of Redis begins with: `READONLY`. */
function replyCode(error: unknown): string | undefined {
  return error instanceof Error
    ? /^[A-Z]{3,20}(?= )/.exec(error.message)?.[0]
    : undefined;
}
