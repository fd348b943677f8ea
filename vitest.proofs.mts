import { defineConfig } from 'vitest/config';

// What proves the packages and takes minutes: planted faults, packed tarballs and guides, breaking changes,
// and tokens judged by three libraries.
export default defineConfig({
  test: {
    // By default Vitest leaves one core unused: half of a machine with two.
    maxWorkers: '100%',
    projects: [
      'tools/{breaking-changes,conformance,package-tests,planted-faults}/vitest.config.mts',
    ],
  },
});
