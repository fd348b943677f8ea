import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import { fileTokenStore } from '@org/cotter-sdk/file-store';
import {
  createSession,
  memoryTokenStore,
  type TokenStore,
} from '@org/cotter-sdk/session';
import { createTable, postgresTokenStore } from '@org/cotter-stores/postgres';
import { redisTokenStore } from '@org/cotter-stores/redis';
import { hasPostgres, hasRedis, startPostgres, startRedis } from '@org/servers';
import type { Benchmark } from '../benchmark.ts';
import { issued } from '../issued-tokens.ts';
import { interleave } from '../rounds.ts';
import { workspace } from '../workspace.ts';

const REFRESHES = 200;
const CALLS = 20_000;
const HOUR_MS = 3_600_000;
const AT_ONCE = 1000;
const USERS = [1e3, 1e5];

/** What one session costs over a store, in microseconds. */
async function measure(
  store: TokenStore,
): Promise<{ readonly refresh: number; readonly cached: number }> {
  let now = Date.now();
  let count = 0;
  const session = createSession({
    store,
    client: {
      refresh: () => {
        count += 1;
        return Promise.resolve(issued(String(count)));
      },
    },
    now: () => now,
  });
  await session.signIn(issued('0'));
  const timed = async (times: number, passedMs: number): Promise<number> => {
    const startedAt = performance.now();
    for (let i = 0; i < times; i += 1) {
      now += passedMs;
      await session.getAccessToken();
    }
    return ((performance.now() - startedAt) * 1000) / times;
  };
  const refresh = await timed(REFRESHES, 2 * HOUR_MS);
  if (count !== REFRESHES) throw new Error('Not each call refreshed.');
  return { refresh, cached: await timed(CALLS, 0) };
}

/** How long many users wait whose tokens expire at once, in milliseconds. */
async function refreshMany(
  storeOf: (user: string) => TokenStore,
): Promise<{ readonly ms: number }> {
  let now = Date.now();
  let count = 0;
  const client = {
    refresh: () => {
      count += 1;
      return Promise.resolve(issued(String(count)));
    },
  };
  const sessions = Array.from({ length: AT_ONCE }, (_, user) =>
    createSession({
      store: storeOf(String(user)),
      client,
      now: () => now,
      // The last of them waits for all others.
      refreshTimeoutMs: 60_000,
      lockTimeoutMs: 120_000,
    }),
  );
  await Promise.all(sessions.map((session) => session.signIn(issued('0'))));
  now += 2 * HOUR_MS;
  const startedAt = performance.now();
  await Promise.all(sessions.map((session) => session.getAccessToken()));
  if (count !== AT_ONCE) throw new Error('Not each session refreshed once.');
  return { ms: performance.now() - startedAt };
}

const GROWTH = 'a token at hand, 100,000 users over 1,000';
const cached = (kind: string) => `a token at hand, ${kind} over memory`;
const refreshed = (kind: string) => `a refresh, ${kind} over memory`;
const bytes = (users: number) =>
  `heap of a session, ${users.toLocaleString('en-US')} in one process`;

/** What it costs to keep a session in a database. */
export const stores: Benchmark = {
  name: 'stores',
  title: 'Stores of sessions',
  goals: [
    { finding: bytes(1e5), atMost: 4096 },
    { finding: GROWTH, atMost: 1.25 },
  ],
  async run({ rounds, progress, children }) {
    if (!hasRedis() || !hasPostgres())
      return { skipped: 'This machine lacks redis-server or postgresql.' };
    const folder = await mkdtemp(join(tmpdir(), 'benchmark-stores-'));
    await using redisServer = await startRedis({ lasting: true });
    await using postgresServer = await startPostgres();
    const client = new Redis(redisServer.url);
    const pool = new Pool({ connectionString: postgresServer.url });
    pool.on('error', () => undefined);
    try {
      await createTable(pool);
      progress('memory, file, Redis, Postgres');
      const samples = await interleave(rounds, {
        memory: () => measure(memoryTokenStore()),
        file: () => measure(fileTokenStore(join(folder, 'session.json'))),
        Redis: () => measure(redisTokenStore({ client, key: 'a' })),
        Postgres: () => measure(postgresTokenStore({ pool, key: 'a' })),
      });
      progress('1,000 users at once');
      const crowd = await interleave(rounds, {
        memory: () => refreshMany(() => memoryTokenStore()),
        Redis: () => refreshMany((key) => redisTokenStore({ client, key })),
        Postgres: () => refreshMany((key) => postgresTokenStore({ pool, key })),
      });
      const kinds = ['file', 'Redis', 'Postgres'] as const;
      const script = workspace('tools/benchmarks/dist/processes/users.js');
      const users = await interleave(
        rounds,
        Object.fromEntries(
          USERS.map((count) => [
            String(count),
            async () => {
              progress(`${count.toLocaleString('en-US')} users`);
              return JSON.parse(
                await children.run(process.execPath, [
                  '--expose-gc',
                  script,
                  String(count),
                ]),
              ) as { readonly bytes: number; readonly us: number };
            },
          ]),
        ),
      );
      return {
        findings: [
          ...kinds.flatMap((kind) => [
            samples.ratio(cached(kind), kind, 'memory', 'cached'),
            samples.ratio(refreshed(kind), kind, 'memory', 'refresh'),
          ]),
          ...(['memory', ...kinds] as const).map((kind) =>
            samples.finding(`a refresh, ${kind}`, 'µs', kind, 'refresh'),
          ),
          ...(['memory', 'Redis', 'Postgres'] as const).map((kind) =>
            crowd.finding(
              `1,000 users refreshed at once, ${kind}`,
              'ms',
              kind,
              'ms',
            ),
          ),
          ...USERS.map((count) =>
            users.finding(bytes(count), 'B', String(count), 'bytes'),
          ),
          users.ratio(GROWTH, '100000', '1000', 'us'),
        ],
        notes: [
          'The server that refreshes answers at once, so that only the store is measured. Redis runs with `appendfsync always`, Postgres with its defaults; both on the same machine.',
        ],
      };
    } finally {
      client.disconnect();
      await pool.end();
      await rm(folder, { recursive: true });
    }
  },
};
