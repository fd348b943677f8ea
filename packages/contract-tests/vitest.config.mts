import { mergeConfig } from 'vitest/config';
import { testConfig } from '../../vitest.base.mts';

export default mergeConfig(testConfig('contract-tests'), {
  test: { include: ['src/contract/*.contract.ts'] },
});
