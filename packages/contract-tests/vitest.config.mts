import { mergeConfig } from 'vitest/config';
import { testConfig } from '../../vitest.base.mts';
import { checkSettings } from './src/contract/vitest-config.ts';

export default mergeConfig(testConfig(import.meta.dirname), {
  test: {
    ...checkSettings,
    include: ['src/contract/*.contract.ts'],
    globalSetup: ['src/contract/seed-line.ts'],
  },
});
