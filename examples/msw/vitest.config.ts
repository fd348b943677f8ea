import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    globalSetup: 'test/mock.setup.ts',
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: playwright({
        launchOptions: {
          // Without it, Playwright's own Chromium: `npx playwright install chromium`.
          ...(process.env['CHROMIUM_PATH'] && {
            executablePath: process.env['CHROMIUM_PATH'],
            args: ['--no-sandbox'],
          }),
        },
      }),
      instances: [{ browser: 'chromium' }],
    },
  },
});
