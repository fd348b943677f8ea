// What callers of a session see while its database is down or answers nothing, and afterwards.
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  createSessions,
  type Sessions,
  type TokenStore,
} from '@org/cotter-sdk/session';
import {
  hasPostgres,
  hasRedis,
  startPostgres,
  startRedis,
  type Server,
} from '@org/servers';
import { createTable, postgresTokenStores } from './postgres/index.ts';
import { redisTokenStores } from './redis/index.ts';
import { connectPool, needPostgres } from './testing/postgres-pools.fixture.ts';
import { oldRecord, rotatingClient } from './testing/records.fixture.ts';
import { needRedis } from './testing/redis-clients.fixture.ts';

const HOUR_MS = 3_600_000;
const LEASE_MS = 500;

interface Database {
  readonly server: Server;
  readonly stores: (id: string) => TokenStore;
  readonly close: () => Promise<unknown>;
}

async function openRedis(): Promise<Database | undefined> {
  if (!hasRedis()) return undefined;
  const server = await startRedis({ lasting: true });
  const client = new Redis(server.url);
  client.on('error', () => undefined);
  return {
    server,
    stores: redisTokenStores({ client, leaseMs: LEASE_MS }),
    close: () => {
      client.disconnect();
      return server.stop();
    },
  };
}

async function openPostgres(): Promise<Database | undefined> {
  if (!hasPostgres()) return undefined;
  const server = await startPostgres();
  const { pool, close } = connectPool(server);
  await createTable(pool);
  return {
    server,
    stores: postgresTokenStores({ pool, leaseMs: LEASE_MS }),
    close: async () => {
      await close();
      await server.stop();
    },
  };
}

describe.each([
  ['Redis', openRedis, needRedis],
  ['Postgres', openPostgres, needPostgres],
])('while %s', (_, open, need) => {
  let opened: Database | undefined;
  let sessions: Sessions;
  let now = 0;
  let world: ReturnType<typeof rotatingClient>;

  beforeEach(async (context) => {
    need(context);
    opened = await open();
    now = Date.now();
    world = rotatingClient();
    const { stores } = database();
    sessions = createSessions({
      stores,
      client: world.client,
      refreshTimeoutMs: 300,
      lockTimeoutMs: 1000,
      now: () => now,
    });
    await sessions.of('ann').signIn(oldRecord.tokens);
  });

  afterEach(async () => {
    await opened?.close();
    opened = undefined;
  });

  function database(): Database {
    if (opened === undefined) throw new Error('The server was not started');
    return opened;
  }

  it.each(['is down', 'answers nothing'])(
    '%s, tokens that are valid are handed out, and other calls fail; then all is well',
    async (what) => {
      const { server } = database();
      const ann = sessions.of('ann');
      expect(await ann.getAccessToken()).toBe('eyJCANARYaccess');
      if (what === 'is down') await server.kill();
      else server.freeze();
      try {
        // Long before its end, and when it should be refreshed.
        for (const passed of [0, HOUR_MS - 60_000]) {
          now += passed;
          expect(await ann.getAccessToken()).toBe('eyJCANARYaccess');
        }
        now += HOUR_MS;
        const failure = { code: 'store_failed', action: 'retry' };
        await expect(ann.getAccessToken()).rejects.toMatchObject(failure);
        await expect(sessions.of('bob').getAccessToken()).rejects.toMatchObject(
          failure,
        );
        await expect(
          sessions.of('cid').signIn(oldRecord.tokens),
        ).rejects.toMatchObject(failure);
        expect(world.refreshes()).toBe(0);
      } finally {
        if (what === 'is down') await server.start();
        else server.thaw();
      }
      await expect
        .poll(() => ann.getAccessToken().catch(() => ''), { timeout: 20_000 })
        .toBe('access-1');
      await sessions.of('cid').signIn(oldRecord.tokens);
      await expect(sessions.of('bob').getAccessToken()).rejects.toMatchObject({
        code: 'signed_out',
      });
      expect(world.refreshes()).toBe(1);
    },
  );
});
