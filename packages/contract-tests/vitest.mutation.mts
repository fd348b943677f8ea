// How vitest runs the tests of a part whose code is mutated; Stryker starts it, in its copy of the workspace, and
// `src/mutation/run-stryker.ts` names the tests, and how
// long each may take.
import process from 'node:process';
import { mergeConfig } from 'vitest/config';
import { testConfig } from '../../vitest.base.mts';

interface TestsOfPart {
  readonly include: string[];
  readonly testTimeout?: number;
  readonly hookTimeout?: number;
}

export default mergeConfig(testConfig('mutation'), {
  root: process.cwd(),
  test: JSON.parse(process.env['MUTATION_TESTS'] ?? '') as TestsOfPart,
});
