import { testConfig } from '../../vitest.base.mts';

export default testConfig('benchmarks');
