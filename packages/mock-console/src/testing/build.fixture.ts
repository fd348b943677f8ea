import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** Builds the page before the tests, so that they see the sources as they are now. */
export async function setup(): Promise<void> {
  await build({
    configFile: fileURLToPath(
      new URL('../../vite.config.mts', import.meta.url),
    ),
    // Vitest sets it for its own process.
    mode: 'production',
  });
}
