import { createControlClient } from '@org/mock-cotter/control';
import { test as base, expect } from '@playwright/test';
import { mockUrl } from '../playwright.config.js';

const control = createControlClient({ url: mockUrl });

const test = base.extend({
  /** Puts a login form in the place of Cotter's, which sends this token. */
  loginForm: async ({ page }, use) => {
    await use((identityToken) =>
      page.addInitScript((token) => {
        window.Cotter = { signIn: () => Promise.resolve(token) };
      }, identityToken),
    );
  },
});

test.afterEach(async () => {
  await control.POST('/__mock/reset');
});

async function mint(body) {
  const { data } = await control.POST('/__mock/identity-tokens', { body });
  return data;
}

test('logs in and out', async ({ page, loginForm }) => {
  await loginForm(await mint({}));
  await page.goto('/');
  await expect(page.getByRole('status')).toHaveText('You are logged out.');
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByRole('status')).toHaveText('You are logged in.');

  await page.reload();
  await expect(page.getByRole('status')).toHaveText('You are logged in.');
  await page.getByRole('button', { name: 'Log out' }).click();
  await expect(page.getByRole('status')).toHaveText('You are logged out.');
});

test('refuses a forged token', async ({ page, loginForm }) => {
  await loginForm(await mint({ defect: 'tampered' }));
  await page.goto('/');
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByRole('status')).toHaveText(
    'The login failed. Try again.',
  );
});

test('tells the user when Cotter is down', async ({ page, loginForm }) => {
  await loginForm(await mint({}));
  await control.POST('/__mock/faults', {
    body: { kind: 'status', status: 503, times: 3 },
  });
  await page.goto('/');
  await page.getByRole('button', { name: 'Log in' }).click();
  await expect(page.getByRole('status')).toHaveText(
    'The login failed. Try again.',
  );
});
