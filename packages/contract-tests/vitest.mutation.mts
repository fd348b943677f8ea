// How vitest runs the tests of a part whose code is mutated; Stryker starts it, in its copy of the workspace, and
// `src/mutation/run-stryker.ts` names the tests.
import process from 'node:process';
import { mergeConfig } from 'vitest/config';
import { testConfig } from '../../vitest.base.mts';

export default mergeConfig(testConfig('mutation'), {
  root: process.cwd(),
  test: {
    include: JSON.parse(process.env['MUTATION_TESTS'] ?? '') as string[],
  },
});
