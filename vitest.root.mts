import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

// Every project's tests in one run with one summary, except for those of `npm run proofs`, which take minutes.
// `npx nx test PROJECT` runs one project's.
export default defineConfig({
  test: {
    // One more than there are cores, because many tests wait for leases and processes.
    maxWorkers: availableParallelism() + 1,
    projects: [
      'packages/!(mock-console)/vitest.config.mts',
      'tools/{benchmarks,demo,integration-tests,workspace-plugin}/vitest.config.mts',
    ],
  },
});
