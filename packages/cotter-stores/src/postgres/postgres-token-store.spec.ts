import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tokenStoreContract, type TokenStore } from '@org/cotter-sdk/session';
import type { Server } from '@org/servers';
import {
  connectPglite,
  connectPool,
  needPostgres,
  startIfThere,
  type Connected,
} from '../testing/postgres-pools.fixture.ts';
import { oldRecord } from '../testing/records.fixture.ts';
import {
  postgresTokenStore,
  postgresTokenStores,
} from './postgres-token-store.ts';
import { createTable, createTableSql, deleteIdleSessions } from './table.ts';

/** Short, because the contract waits for locks to expire; long enough for a busy machine to renew them. */
const LEASE_MS = 2000;

let server: Server | undefined;
const pools: Partial<Record<string, Connected>> = {};

beforeAll(async () => {
  const pglite = await connectPglite();
  pools['PGlite'] = pglite;
  await createTable(pglite.pool);
  server = await startIfThere();
  if (server === undefined) return;
  const pg = connectPool(server);
  pools['a pool of pg'] = pg;
  await createTable(pg.pool);
}, 60_000);

afterAll(async () => {
  for (const pool of Object.values(pools)) await pool?.close();
  await server?.stop();
});

function poolOf(name: string): Connected['pool'] {
  const connected = pools[name];
  if (connected === undefined) throw new Error('The server was not started');
  return connected.pool;
}

describe.concurrent.each(['PGlite', 'a pool of pg'])(
  'a store with %s',
  (name) => {
    const open = (): Promise<() => TokenStore> => {
      const pool = poolOf(name);
      const stores = postgresTokenStores({ pool, leaseMs: LEASE_MS });
      const id = `${randomUUID()} '"%/é`;
      return Promise.resolve(() => stores(id));
    };

    it.for(
      tokenStoreContract(open).map(({ name, run }) => [name, run] as const),
    )('%s', async ([, run], context) => {
      if (name !== 'PGlite') needPostgres(context);
      await context.expect(run()).resolves.toBeUndefined();
    });
  },
);

describe('the table', () => {
  it('is made once, by any number of processes at once', async (context) => {
    needPostgres(context);
    const pool = poolOf('a pool of pg');
    const table = 'Sessions_2';
    await Promise.all(
      Array.from({ length: 8 }, () => createTable(pool, { table })),
    );
    const store = postgresTokenStore({ pool, table, key: 'a' });
    expect((await store.load()).record).toBeNull();
  });

  it('may be in a schema, and is made by the SQL as well', async () => {
    const pool = poolOf('PGlite');
    const table = 'app.sessions';
    await pool.query('CREATE SCHEMA app', []);
    await pool.query(createTableSql(table), []);
    const store = postgresTokenStore({ pool, table, key: 'a' });
    const { version } = await store.load();
    expect(await store.compareAndSwap(version, oldRecord)).toBeDefined();
    expect((await store.load()).record).toEqual(oldRecord);
  });

  it.each(['', 'a b', 'a"b', 'a.b.c', "a';--", 5])(
    'has a plain name, not %j',
    (table) => {
      const given = table as string;
      expect(() => createTableSql(given)).toThrow(
        'table must be a name of letters, digits and underscores',
      );
      expect(() =>
        postgresTokenStores({ pool: poolOf('PGlite'), table: given }),
      ).toThrow(TypeError);
    },
  );

  it('that is not there is named, with what to do', async () => {
    const pool = poolOf('PGlite');
    const store = postgresTokenStore({ pool, table: 'nowhere', key: 'a' });
    await expect(store.load()).rejects.toMatchObject({
      code: '42P01',
      message:
        'Postgres failed with 42P01: there is no table nowhere; create it once with createTable',
    });
  });

  it('loses the sessions that nobody came back to, and no others', async () => {
    const pool = poolOf('PGlite');
    const table = 'idle';
    await createTable(pool, { table });
    const stores = postgresTokenStores({ pool, table });
    for (const id of ['old', 'locked', 'new']) {
      const { version } = await stores(id).load();
      await stores(id).compareAndSwap(version, oldRecord);
    }
    await pool.query(
      `UPDATE idle SET updated_at = clock_timestamp() - interval '32 days' WHERE key <> 'new'`,
      [],
    );
    const { signal } = new AbortController();
    await stores('locked').withLock(
      async () => {
        expect(await deleteIdleSessions(pool, { table })).toBe(1);
      },
      { signal, maxHoldMs: 10_000 },
    );
    expect((await stores('old').load()).record).toBeNull();
    expect((await stores('locked').load()).record).toEqual(oldRecord);
    expect(await deleteIdleSessions(pool, { table })).toBe(1);
    expect((await stores('new').load()).record).toEqual(oldRecord);
    await expect(
      deleteIdleSessions(pool, { table, idleMs: 5 }),
    ).rejects.toThrow('idleMs must be an integer from 60000');
  });
});
