// `npx nx run mock-console:screenshots` draws the pictures of docs/mock.md.
import { mkdir } from 'node:fs/promises';
import process from 'node:process';
import { fileURLToPath, URL } from 'node:url';
import { chromium } from 'playwright-core';
import { startMockCotter } from '@org/mock-cotter';
import { findChromium } from '@org/servers';

const folder = fileURLToPath(new URL('../../docs/images/', import.meta.url));
const executablePath = findChromium();
if (executablePath === undefined) {
  process.stderr.write('There is no Chromium: apt-get install chromium\n');
  process.exit(1);
}

const mock = await startMockCotter({
  port: 4010,
  seed: 'screenshots',
  now: '2026-01-01T00:00:00Z',
});

/**
 * @param {string} path
 * @param {object} [body]
 */
async function post(path, body) {
  const response = await globalThis.fetch(mock.url + path, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      'content-type': 'application/json',
      API_KEY_ID: mock.apiKey.id,
      API_SECRET_KEY: mock.apiKey.secret,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return /** @type {Record<string, string>} */ (await response.json());
}

const TOKEN = '/api/v0/token';
/** @param {string | undefined} token */
const refresh = (token) =>
  post(TOKEN, { grant_type: 'refresh_token', refresh_token: token });

await post(`${TOKEN}/jwks`);
const first = await post(TOKEN, {
  grant_type: 'identity_token',
  identity_token: mock.mintIdentityToken({ identifier: 'ann@example.com' }),
});
mock.clock.advance(3_600_000);
await refresh(first['refresh_token']);
await post('/verify', { oauth_token: { access_token: first['access_token'] } });
await post(TOKEN, {
  grant_type: 'event_token',
  event_token: mock.mintEventToken(),
});
mock.faults.add({ kind: 'status', status: 503, operation: 'getJwks' });
await post(`${TOKEN}/jwks`);
await post('/api/v0/tokens', {});
await post(TOKEN, {
  grant_type: 'identity_token',
  identity_token: mock.mintIdentityToken({}, 'expired'),
});
mock.clock.advance(1500);
await refresh(first['refresh_token']);

await mkdir(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu'],
});
for (const colorScheme of /** @type {const} */ (['light', 'dark'])) {
  const page = await browser.newPage({
    colorScheme,
    viewport: { width: 1200, height: 640 },
  });
  await page.goto(mock.consoleUrl());
  await page.getByRole('listbox').press('ArrowDown');
  await page.screenshot({
    path: `${folder}console-requests-${colorScheme}.png`,
  });
  await page.getByRole('link', { name: 'Mint' }).click();
  await page.getByRole('region', { name: 'Token' }).waitFor();
  await page.screenshot({ path: `${folder}console-mint-${colorScheme}.png` });
}
await browser.close();
await mock.close();
