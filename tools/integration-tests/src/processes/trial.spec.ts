// Four processes share a session over a store. Some are killed or frozen while they refresh; the store's server is killed
// too, and drops connections. `npx nx trial integration-tests` plays 300 rounds and prints what happened.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { hasPostgres, hasRedis } from '@org/servers';
import { buildWorker } from './fleet.fixture.ts';
import { runTrial, type TrialResult } from './trial.fixture.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** A row of the table that the command prints. */
    trial?: TrialResult & {
      readonly store: string;
      readonly retryUnknown: boolean;
      readonly rounds: number;
    };
  }
}

const isShort = process.env['TRIAL_ROUNDS'] === undefined;
const rounds = Number(process.env['TRIAL_ROUNDS'] ?? 8);
const seed = Number(process.env['TRIAL_SEED'] ?? Date.now() % 1_000_000);

let folder: string;
let program: string;

/** Vitest may be killed while this goes on. Nobody reads the result then, and the processes end with this one. */
const endWithVitest = (): void => {
  process.kill(process.pid, 'SIGKILL');
};

beforeAll(async () => {
  process.once('disconnect', endWithVitest);
  // Here, so that the program finds the drivers of the databases.
  const parent = fileURLToPath(new URL('../../out-tsc', import.meta.url));
  await mkdir(parent, { recursive: true });
  folder = await mkdtemp(join(parent, 'trial-'));
  program = join(folder, 'worker.mjs');
  await buildWorker(program);
});

afterAll(async () => {
  process.off('disconnect', endWithVitest);
  await rm(folder, { recursive: true, force: true });
});

const ALL = (['file', 'redis', 'postgres'] as const).flatMap((store) =>
  [true, false].map((retryUnknown) => ({ store, retryUnknown })),
);
/** Half of them, each store and each setting once at least. */
const SOME = ALL.filter((_, i) => [0, 1, 2, 5].includes(i));

// The short trial spends most of its time waiting for the attempts of killed processes.
describe.each(
  (isShort ? SOME : ALL).map((given, number) => ({ ...given, number })),
)(
  'processes over a store: $store, retryUnknown $retryUnknown',
  { concurrent: isShort, timeout: 120_000 + rounds * 40_000 },
  ({ number, ...given }) => {
    it(`refresh once a round, and no user is stuck (TRIAL_SEED=${String(seed)})`, async ({
      task,
      expect,
      skip,
    }) => {
      const missing = missingServer(given.store);
      if (missing !== undefined) {
        if (process.env['REQUIRE_SERVERS'] === 'true') throw new Error(missing);
        skip(missing);
      }
      const result = await runTrial({
        ...given,
        rounds,
        // Each trial kills in other rounds.
        seed: seed + 10 * number,
        program,
        path: join(folder, `${String(number)}.json`),
      });
      task.meta.trial = { ...given, rounds, ...result };
      expect(result.violations).toEqual([]);
    });
  },
);

function missingServer(store: string): string | undefined {
  if (store === 'redis' && !hasRedis())
    return 'This machine has no redis-server (apt-get install redis-server).';
  if (store === 'postgres' && !hasPostgres())
    return 'This machine has no postgres (apt-get install postgresql).';
  return undefined;
}
