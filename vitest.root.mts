import { defineConfig } from 'vitest/config';

// Every project's tests in one run with one summary, but for those of `npm run proofs`, which take minutes.
// `npx nx test PROJECT` runs one project's.
export default defineConfig({
  test: {
    // By default Vitest leaves one core unused: half of a machine with two.
    maxWorkers: '100%',
    projects: [
      'packages/*/vitest.config.mts',
      'tools/{benchmarks,demo,integration-tests,workspace-plugin}/vitest.config.mts',
    ],
  },
});
