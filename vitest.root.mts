import { defineConfig } from 'vitest/config';
import { maxWorkers } from './vitest.base.mts';

// Every project's tests in one run with one summary, except for those of `npm run proofs`, which take minutes.
// `npx nx test PROJECT` runs one project's.
export default defineConfig({
  test: {
    maxWorkers,
    projects: [
      'packages/!(mock-console)/vitest.config.mts',
      'tools/{benchmarks,demo,integration-tests,workspace-plugin}/vitest.config.mts',
    ],
  },
});
