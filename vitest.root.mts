import { defineConfig } from 'vitest/config';

// Every project's tests in one run with one summary; `npx nx test PROJECT` runs one project's, cached.
export default defineConfig({
  test: {
    projects: ['packages/*/vitest.config.mts', 'tools/*/vitest.config.mts'],
  },
});
