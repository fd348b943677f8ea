import { testConfig } from '../../vitest.base.mts';

export default testConfig(import.meta.dirname);
