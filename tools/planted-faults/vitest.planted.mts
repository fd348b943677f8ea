// How vitest runs the checks with a fault planted; `src/run-checks.ts` starts it and gives the order.
import { readFileSync } from 'node:fs';
import { mergeConfig } from 'vitest/config';
import { testConfig } from '../../vitest.base.mts';
import { ORDER_VARIABLE, readOrder } from './src/order.ts';
import { plant } from './src/plugin.ts';

const { root, edits, files } = readOrder(
  readFileSync(process.env[ORDER_VARIABLE] ?? '', 'utf8'),
);

/** A module graph of its own for each file, or one for all of them, so that the engine is loaded once. */
const project = (
  name: string,
  isolate: boolean,
  include: readonly string[],
) => ({ extends: true, test: { name, isolate, include } });

// The checks share nothing that they change; tests of other kinds may.
const shares = (file: string) => /\.(contract|planted)\.ts$/.test(file);

export default mergeConfig(testConfig(import.meta.dirname), {
  root,
  plugins: [plant(root, edits)],
  test: {
    // Threads, so that nothing outlives the process.
    pool: 'threads',
    maxWorkers: 1,
    // A test that is slow beside others is none that failed.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    projects: [
      project('checks', false, files.filter(shares)),
      project(
        'tests',
        true,
        files.filter((file) => !shares(file)),
      ),
    ].filter(({ test }) => test.include.length > 0),
  },
});
