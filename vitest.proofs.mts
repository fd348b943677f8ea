import { defineConfig } from 'vitest/config';

// What takes minutes: planted faults, packed tarballs and guides, breaking changes, tokens that three libraries check, and
// the console in a browser.
export default defineConfig({
  test: {
    // By default Vitest leaves one core unused: half of a machine with two.
    maxWorkers: '100%',
    projects: [
      'packages/mock-console/vitest.config.mts',
      'tools/{breaking-changes,conformance,package-tests,planted-faults}/vitest.config.mts',
    ],
  },
});
