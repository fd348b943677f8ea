import { randomInt } from 'node:crypto';
import { env } from 'node:process';
import { SEED_VARIABLE } from './seed.ts';

// Here, because the processes that run the checks inherit it: every file of a run follows from one seed.
env[SEED_VARIABLE] ??= String(randomInt(2 ** 29));

/** How Vitest runs the checks, in this workspace and in any other. */
export const checkSettings = {
  // A test without an assertion cannot fail.
  expect: { requireAssertions: true },
  // Most of a file's time is the loading of the mock's engine and the compiling of the description's schemas. Files that
  // a worker runs one after the other share both; none changes a module.
  isolate: false,
  // What hangs is ended; how fast the machine is, is no question of a test.
  testTimeout: 600_000,
  hookTimeout: 600_000,
};
