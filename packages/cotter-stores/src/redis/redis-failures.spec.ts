// What becomes of a store when Redis is down, slow, read-only or restarted, and what it keeps for how long.
import { randomUUID } from 'node:crypto';
import { createClient } from 'redis';
import { Redis } from 'ioredis';
import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  onTestFinished,
  vi,
} from 'vitest';
import type { TokenStore } from '@org/cotter-sdk/session';
import { hasRedis, startRedis, type Server } from '@org/servers';
import { oldRecord } from '../testing/records.fixture.ts';
import { CLIENTS, needRedis } from '../testing/redis-clients.fixture.ts';
import type { RedisClient } from './client.ts';
import { redisTokenStore, redisTokenStores } from './redis-token-store.ts';

let running: Server | undefined;

beforeAll(async () => {
  if (hasRedis()) running = await startRedis({ lasting: true });
}, 60_000);

afterAll(async () => {
  await running?.stop();
});

beforeEach(needRedis);

function server(): Server {
  if (running === undefined) throw new Error('The server was not started');
  return running;
}

async function connect(name: string): Promise<RedisClient> {
  const { client, close } = await (
    CLIENTS[name] ??
    (() => {
      throw new Error(name);
    })
  )(server());
  onTestFinished(() => {
    close();
  });
  return client;
}

/** A plain connection that sees what is stored. */
function look(): Redis {
  const redis = new Redis(server().url);
  onTestFinished(() => {
    redis.disconnect();
  });
  return redis;
}

async function write(
  store: TokenStore,
  record = oldRecord as typeof oldRecord | null,
) {
  const { version } = await store.load();
  const result = await store.compareAndSwap(version, record);
  expect(result).toBeDefined();
}

/** What it rejects with, as text and with all of its fields. */
async function failureOf(promise: Promise<unknown>) {
  const failure: unknown = await promise.then(
    () => 'did not fail',
    (error: unknown) => error,
  );
  const { code } = failure as { code?: unknown };
  const text = JSON.stringify([
    String(failure),
    Object.getOwnPropertyNames(Object(failure)).map(
      (name) => (failure as Record<string, unknown>)[name],
    ),
  ]);
  expect(text).not.toContain('CANARY');
  return { code, text };
}

describe.each(Object.keys(CLIENTS))('with %s', (name) => {
  it('a restarted server keeps the session, and the store works again by itself', async () => {
    const store = redisTokenStore({
      client: await connect(name),
      key: randomUUID(),
    });
    await write(store);
    await server().restart();
    const signal = AbortSignal.timeout(20_000);
    await expect
      .poll(() => store.load({ signal }).catch(() => undefined), {
        timeout: 20_000,
      })
      .toMatchObject({ record: oldRecord });
    await write(store, null);
  });

  it.each(['is down', 'is frozen'])(
    'a call ends with the reason of its signal while the server %s',
    async (what) => {
      const client = await connect(name);
      const store = redisTokenStore({ client, key: randomUUID() });
      const { version } = await store.load();
      if (what === 'is down') await server().kill();
      else server().freeze();
      try {
        // What was under way when a server died fails at once; what comes later waits for it.
        await vi.waitFor(() =>
          expect(
            store.load({ signal: AbortSignal.timeout(50) }),
          ).rejects.toMatchObject({ name: 'TimeoutError' }),
        );
        const signal = () => AbortSignal.timeout(100);
        const work = () => Promise.resolve();
        for (const call of [
          store.load({ signal: signal() }),
          store.compareAndSwap(version, oldRecord, { signal: signal() }),
          store.withLock(work, { signal: signal(), maxHoldMs: 1000 }),
        ])
          await expect(call).rejects.toMatchObject({ name: 'TimeoutError' });
      } finally {
        if (what === 'is down') await server().start();
        else server().thaw();
      }
    },
  );

  it('an error of the server shows its code, and nothing of the command', async () => {
    const key = randomUUID();
    const redis = look();
    await redis.set(`{${key}}`, 'CANARY of another program');
    const store = redisTokenStore({ client: await connect(name), key });
    for (const call of [store.load(), store.compareAndSwap('empty', oldRecord)])
      expect((await failureOf(call)).code).toBe('WRONGTYPE');
    await redis.del(`{${key}}`);
    await redis.hset(`{${key}}`, 'version', 'a', 'record', 'CANARY');
    expect((await failureOf(store.load())).text).toContain(
      'The store holds something else than a session',
    );
  });
});

it('a server that is not there is named by the code of the connection', async () => {
  const client = createClient({
    url: 'redis://127.0.0.1:1',
    socket: { reconnectStrategy: false },
  });
  client.on('error', () => undefined);
  await client.connect().catch(() => undefined);
  const store = redisTokenStore({ client, key: 'a' });
  await expect(store.load()).rejects.toThrow('Redis failed');
  const other = new Redis('redis://127.0.0.1:1', {
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  other.on('error', () => undefined);
  await expect(
    redisTokenStore({ client: other, key: 'a' }).load(),
  ).rejects.toThrow('Redis failed');
});

describe('keys', () => {
  it('stand for an id each, whatever is in it, and are gone when the time is over', async () => {
    const client = await connect('redis');
    const redis = look();
    const ids = ['42', 'a}b', '}', '{x}', 'a b'];
    const prefix = `${randomUUID()}:`;
    const stores = redisTokenStores({ client, prefix, ttlMs: 60_000 });
    const { signal } = new AbortController();
    for (const id of ids) {
      await stores(id).withLock(() => write(stores(id)), {
        signal,
        maxHoldMs: 1000,
      });
      await stores(id).withLock(
        async () => {
          const keys = await redis.keys(
            `${prefix}{${encodeURIComponent(id)}}*`,
          );
          expect(keys).toHaveLength(2);
        },
        { signal, maxHoldMs: 1000 },
      );
      const left = await redis.pttl(`${prefix}{${encodeURIComponent(id)}}`);
      expect(left).toBeGreaterThan(0);
      expect(left).toBeLessThanOrEqual(60_000);
    }
  });

  it('are kept for 31 days by default, and for a day after a sign-out', async () => {
    const key = randomUUID();
    const store = redisTokenStore({ client: await connect('redis'), key });
    const day = 24 * 3_600_000;
    await write(store);
    const kept = await look().pttl(`{${key}}`);
    expect(kept).toBeGreaterThan(30 * day);
    expect(kept).toBeLessThanOrEqual(31 * day);
    await write(store, null);
    expect(await look().pttl(`{${key}}`)).toBeLessThanOrEqual(day);
  });

  it('with braces are taken as they are', async () => {
    const key = `app:{${randomUUID()}}:session`;
    await write(redisTokenStore({ client: await connect('redis'), key }));
    expect(await look().exists(key)).toBe(1);
  });
});

describe('options', () => {
  const client = new Redis({ lazyConnect: true });

  it.each([
    [{ client, key: '' }, 'key must be a string that is not empty'],
    [{ client }, 'key must be a string that is not empty'],
    [{ client, key: '}a' }, 'key must not begin with a closing brace'],
    [{ client, key: 'a', ttl: 5 }, 'There is no option ttl'],
    [{ client, key: 'a', ttlMs: 5 }, 'ttlMs must be an integer from 60000'],
    [{ client, key: 'a', leaseMs: 5 }, 'leaseMs must be an integer from 100'],
    [{ client: {}, key: 'a' }, 'client must be a client of redis'],
    [{ client: undefined, key: 'a' }, 'client must be a client of redis'],
    [undefined, 'The options must be an object'],
  ])('%j are refused', (options, message) => {
    expect(() => redisTokenStore(options as never)).toThrow(TypeError);
    expect(() => redisTokenStore(options as never)).toThrow(message);
  });

  it('of many stores are refused as well, and so is an id that is none', () => {
    expect(() => redisTokenStores({ client, prefix: 'a{b}' })).toThrow(
      'prefix must not contain braces',
    );
    expect(() => redisTokenStores({ client })('')).toThrow(
      'id must be a string that is not empty',
    );
    expect(redisTokenStores({ client, leaseMs: 500 })('a').leaseMs).toBe(500);
  });
});
