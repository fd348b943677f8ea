// Three processes share a session over a store, and some are killed while they refresh. `npx nx trial integration-tests`
// plays 200 rounds and prints what happened.
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { buildWorker } from './fleet.fixture.ts';
import { runTrial, type TrialResult } from './trial.fixture.ts';

declare module 'vitest' {
  interface TaskMeta {
    /** A row of the table that the command prints. */
    trial?: Omit<TrialResult, 'violations'> & {
      readonly store: string;
      readonly retryUnknown: boolean;
      readonly rounds: number;
    };
  }
}

const isShort = process.env['TRIAL_ROUNDS'] === undefined;
const rounds = Number(process.env['TRIAL_ROUNDS'] ?? 12);
const seed = Number(process.env['TRIAL_SEED'] ?? Date.now() % 1_000_000);

let folder: string;
let program: string;

/** Vitest may be killed while this goes on. Nobody reads the result then, and the processes end with this one. */
const endWithVitest = (): void => {
  process.kill(process.pid, 'SIGKILL');
};

beforeAll(async () => {
  process.once('disconnect', endWithVitest);
  folder = await mkdtemp(join(tmpdir(), 'cotter-trial-'));
  program = join(folder, 'worker.mjs');
  await buildWorker(program);
});

afterAll(async () => {
  process.off('disconnect', endWithVitest);
  await rm(folder, { recursive: true, force: true });
});

// The short trial spends most of its time waiting for the attempts of killed processes.
describe.each([
  { number: 0, store: 'file', retryUnknown: true },
  { number: 1, store: 'remote', retryUnknown: true },
  { number: 2, store: 'file', retryUnknown: false },
  { number: 3, store: 'remote', retryUnknown: false },
] as const)(
  'processes over a store: $store, retryUnknown $retryUnknown',
  { concurrent: isShort, timeout: 120_000 + rounds * 40_000 },
  ({ number, ...given }) => {
    it(`refresh once a round, and no user is stuck (TRIAL_SEED=${String(seed)})`, async ({
      task,
      expect,
    }) => {
      const own = join(folder, `${given.store}-${String(given.retryUnknown)}`);
      await mkdir(own);
      const { violations, ...result } = await runTrial({
        ...given,
        rounds,
        // Each trial kills in other rounds.
        seed: seed + 10 * number,
        program,
        folder: own,
      });
      task.meta.trial = { ...given, rounds, ...result };
      expect(violations).toEqual([]);
    });
  },
);
