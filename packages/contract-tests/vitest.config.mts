import { mergeConfig } from 'vitest/config';
import { testConfig } from '../../vitest.base.mts';
import { checkSettings } from './src/contract/vitest-config.ts';

export default mergeConfig(testConfig('contract-tests'), {
  test: {
    ...checkSettings,
    include: ['src/contract/*.contract.ts'],
    globalSetup: ['src/contract/seed-line.ts'],
  },
});
