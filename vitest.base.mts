import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defaultServerConditions } from 'vite';
import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** One more than there are cores, because many tests wait for leases and processes. */
export const maxWorkers = availableParallelism() + 1;

/**
 * The test settings that every project shares. Workspace packages resolve to their TypeScript source, so tests need no
 * build and never run on an old one.
 *
 * @param root the project's folder; its name is the project's name
 */
export function testConfig(root: string): ViteUserConfig {
  const condition = '@org/source';
  return defineConfig({
    resolve: { conditions: [condition, ...defaultClientConditions] },
    ssr: { resolve: { conditions: [condition, ...defaultServerConditions] } },
    root,
    test: {
      name: basename(root),
      include: ['src/**/*.spec.ts'],
      environment: 'node',
      // Files of one process share loaded modules: loading takes longer than most tests. A file that replaces modules with
      // `vi.mock` calls `vi.resetModules` before and after.
      isolate: false,
      setupFiles: fileURLToPath(new URL('vitest.setup.mjs', import.meta.url)),
      maxWorkers,
      // How many tests of one file run beside each other, where the file says that they can: those only wait.
      maxConcurrency: 20,
      // Long enough for a busy machine: what a test waits for comes, or it does not.
      testTimeout: 30_000,
      hookTimeout: 60_000,
      // A test without an assertion cannot fail.
      expect: { requireAssertions: true, poll: { timeout: 20_000 } },
      onConsoleLog() {
        throw new Error(
          'A test printed to the console; assert on it or silence it.',
        );
      },
    },
  });
}
