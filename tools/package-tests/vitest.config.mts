import { mergeConfig } from 'vitest/config';
import { testConfig } from '../../vitest.base.mts';

// Packing, installing and compiling take long on a busy machine.
export default mergeConfig(testConfig(import.meta.dirname), {
  test: {
    globalSetup: './build-packages.mts',
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
