// `INTERLEAVINGS=100000 npx vitest run src/interleavings.spec.ts` plays as many.
import process from 'node:process';
import { expect, it, onTestFinished } from 'vitest';
import { hasPostgres } from '@org/servers';
import { createTable } from './postgres/index.ts';
import { postgresSteps } from './postgres/postgres-token-store.ts';
import { evaluateWith } from './redis/client.ts';
import { redisSteps } from './redis/redis-token-store.ts';
import {
  playInterleaving,
  playInterleavings,
  type FreshStore,
} from './testing/interleavings.fixture.ts';
import {
  connectPglite,
  connectPool,
  startIfThere,
} from './testing/postgres-pools.fixture.ts';
import { needRedis, redisForTest } from './testing/redis-clients.fixture.ts';

const count = Number(process.env['INTERLEAVINGS'] ?? 2000);
/** A statement takes longer than a script, and much longer in WebAssembly. */
const countOfPostgres = Math.ceil(count / (hasPostgres() ? 4 : 100));

/** Longer than a test takes. */
const LEASE_MS = 600_000;

const timeout = 60_000 + count * 5;

async function openRedis(): Promise<(seed: number) => FreshStore> {
  const client = await redisForTest();
  const settings = {
    evaluate: evaluateWith(client),
    leaseMs: LEASE_MS,
    ttlMs: 60_000,
  };
  return (seed) => ({
    steps: redisSteps(`{${String(seed)}}`, settings),
    expire: () => client.pexpire(`{${String(seed)}}:lock`, 0),
  });
}

it(
  `steps of Redis have the outcome of a model, in any of ${String(count)} orders`,
  { timeout },
  async (context) => {
    needRedis(context);
    const open = await openRedis();
    await expect(playInterleavings(count, 50, open)).resolves.toBeUndefined();
  },
);

it(
  `and so have those of Postgres, in ${String(countOfPostgres)}`,
  { timeout },
  async () => {
    const server = await startIfThere();
    const { pool, close } =
      server === undefined ? await connectPglite() : connectPool(server);
    onTestFinished(async () => {
      await close();
      await server?.stop();
    });
    await createTable(pool);
    const steps = postgresSteps({ pool, leaseMs: LEASE_MS });
    const open = (seed: number): FreshStore => ({
      steps: steps(String(seed)),
      expire: () =>
        pool.query(
          `UPDATE cotter_sessions SET lock_until = clock_timestamp() - interval '1 second' WHERE key = $1`,
          [String(seed)],
        ),
    });
    await expect(
      playInterleavings(countOfPostgres, 10, open),
    ).resolves.toBeUndefined();
  },
);

it('a store whose swap ignores the version is found out', async (context) => {
  needRedis(context);
  const open = await openRedis();
  const faulty = async (): Promise<void> => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const { steps, expire } = open(seed);
      const compareAndSwap: typeof steps.compareAndSwap = async (_, record) =>
        steps.compareAndSwap((await steps.load()).version, record);
      await playInterleaving(seed, {
        steps: { ...steps, compareAndSwap },
        expire,
      });
    }
  };
  await expect(faulty()).rejects.toThrow(/^seed \d+, step \d+, /);
});
