import { mergeConfig } from 'vitest/config';
import { testConfig } from '../../vitest.base.mts';

export default mergeConfig(testConfig(import.meta.dirname), {
  test: { globalSetup: 'src/testing/build.fixture.ts' },
});
