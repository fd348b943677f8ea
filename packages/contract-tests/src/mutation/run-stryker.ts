import { Stryker } from '@stryker-mutator/core';
import { env } from 'node:process';
import { codeOfPart, testsOfPart, type Part } from './part.ts';

/** A mutant, and what came of it. */
export type Mutant = Awaited<ReturnType<Stryker['runMutationTest']>>[number];

/** Mutates a part's code in a copy of the workspace, which must be the current folder, and runs its tests. */
export async function runStryker(part: Part): Promise<Mutant[]> {
  // `vitest.mutation.mts` reads it.
  env['MUTATION_TESTS'] = JSON.stringify({
    include: testsOfPart(part),
    ...(part.testTimeoutMs === undefined
      ? {}
      : { testTimeout: part.testTimeoutMs, hookTimeout: part.testTimeoutMs }),
  });
  return new Stryker({
    mutate: codeOfPart(part),
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: {
      configFile: 'packages/contract-tests/vitest.mutation.mts',
      related: false,
    },
    coverageAnalysis: 'perTest',
    // One at a time: tests that listen and wait are judged by their time too.
    concurrency: 1,
    // What no part's tests read is not copied.
    ignorePatterns: [
      'dist',
      'out-tsc',
      '.nx',
      'docs',
      'packages/benchmarks',
      'packages/mock-cotter/bundle',
    ],
    // More than a busy machine needs: what is stopped counts as noticed.
    timeoutMS: 15_000,
    tempDirName: '.stryker-tmp',
    reporters: ['progress-append-only'],
    allowConsoleColors: false,
  }).runMutationTest();
}
