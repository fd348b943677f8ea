import { defineConfig } from 'vitest/config';

// What proves the packages and takes minutes: planted faults, packed tarballs and guides, breaking changes.
export default defineConfig({
  test: {
    projects: [
      'tools/{breaking-changes,package-tests,planted-faults}/vitest.config.mts',
    ],
  },
});
