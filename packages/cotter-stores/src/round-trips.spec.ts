// How often a session asks its database.
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import {
  createSessions,
  type Sessions,
  type TokenStore,
} from '@org/cotter-sdk/session';
import { createTable, postgresTokenStores } from './postgres/index.ts';
import { redisTokenStores, type IoRedisClient } from './redis/index.ts';
import { connectPglite } from './testing/postgres-pools.fixture.ts';
import { oldRecord, rotatingClient } from './testing/records.fixture.ts';
import { needRedis, redisForTest } from './testing/redis-clients.fixture.ts';

const HOUR_MS = 3_600_000;

let asked = 0;

beforeEach(() => {
  asked = 0;
});

async function countingRedis(): Promise<(id: string) => TokenStore> {
  const redis = await redisForTest();
  const client: IoRedisClient = {
    get status() {
      return redis.status;
    },
    eval: (...args) => {
      asked += 1;
      return redis.eval(...args);
    },
  };
  return redisTokenStores({ client });
}

async function countingPostgres(): Promise<(id: string) => TokenStore> {
  const { pool, close } = await connectPglite();
  onTestFinished(async () => {
    await close();
  });
  await createTable(pool);
  return postgresTokenStores({
    pool: {
      query: (...args) => {
        asked += 1;
        return pool.query(...args);
      },
    },
  });
}

/** Sessions of a user who is signed in, and a way to let time pass. */
async function signedIn(stores: (id: string) => TokenStore): Promise<{
  readonly sessions: () => Sessions;
  readonly pass: (ms: number) => void;
}> {
  let now = Date.now();
  const { client } = rotatingClient();
  const sessions = () => createSessions({ client, stores, now: () => now });
  await sessions().of('ann').signIn(oldRecord.tokens);
  asked = 0;
  return {
    sessions,
    pass: (ms) => {
      now += ms;
    },
  };
}

describe.each([
  ['Redis', countingRedis, needRedis],
  ['Postgres', countingPostgres, () => undefined],
])('%s is asked', (_, connect, need) => {
  beforeEach(need);

  it('once by a process that does not know the session yet, and then not at all', async () => {
    const { sessions } = await signedIn(await connect());
    const here = sessions();
    for (let i = 0; i < 100; i += 1) {
      expect(await here.of('ann').getAccessToken()).toBe('eyJCANARYaccess');
    }
    expect(asked).toBe(1);
  });

  it('four times by a refresh, however many wait for it', async () => {
    const { sessions, pass } = await signedIn(await connect());
    const here = sessions();
    await here.of('ann').getAccessToken();
    for (let n = 1; n <= 3; n += 1) {
      asked = 0;
      pass(2 * HOUR_MS);
      const tokens = await Promise.all(
        Array.from({ length: 25 }, () => here.of('ann').getAccessToken()),
      );
      expect(new Set(tokens)).toEqual(new Set([`access-${String(n)}`]));
      expect(asked).toBe(4);
    }
  });
});
