import { mergeConfig } from 'vitest/config';
import { testConfig } from '../../vitest.base.mts';

export default mergeConfig(testConfig('contract-tests'), {
  test: {
    include: ['src/contract/*.contract.ts'],
    // Most of a file's time is the loading of the mock's engine and the compiling of the description's schemas. Files that
    // a worker runs one after the other share both; none changes a module.
    isolate: false,
    // What hangs is ended; how fast the machine is, is no question of a test.
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
