import { defineConfig } from '@playwright/test';

// Playwright waits for a known address, so neither port can be 0.
const MOCK_PORT = Number(process.env.MOCK_PORT ?? 4010);
const APP_PORT = Number(process.env.APP_PORT ?? 3000);
export const mockUrl = `http://127.0.0.1:${MOCK_PORT}`;

export default defineConfig({
  testDir: 'test',
  use: {
    baseURL: `http://127.0.0.1:${APP_PORT}`,
    launchOptions: {
      // Without it, Playwright's own Chromium: `npx playwright install chromium`.
      ...(process.env.CHROMIUM_PATH && {
        executablePath: process.env.CHROMIUM_PATH,
        args: ['--no-sandbox'],
      }),
    },
  },
  webServer: [
    {
      command: `npx mock-cotter --strict --quiet --port ${MOCK_PORT}`,
      url: `${mockUrl}/__mock/health`,
    },
    {
      command: 'npm start',
      url: `http://127.0.0.1:${APP_PORT}`,
      env: {
        PORT: String(APP_PORT),
        COTTER_API_KEY_ID: 'mock-api-key-id',
        COTTER_API_SECRET_KEY: 'mock-api-secret-key',
        COTTER_BASE_URL: mockUrl,
      },
    },
  ],
});
