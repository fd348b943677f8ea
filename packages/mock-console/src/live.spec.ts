// What the page does while the mock, other tabs and many requests change what it shows.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  startMockCotter,
  type MockCotter,
  type MockCotterOptions,
} from '@org/mock-cotter';
import {
  needBrowser,
  openConsole,
  openIn,
  openProfile,
} from './testing/browser.fixture.ts';
import { logIn } from './testing/traffic.fixture.ts';

const MANY = 9990;

needBrowser();

async function start(options: MockCotterOptions = {}): Promise<MockCotter> {
  const mock = await startMockCotter(options);
  onTestFinished(() => mock.close());
  return mock;
}

function rowsOf(page: Page): Locator {
  return page.getByRole('listbox').getByRole('option');
}

describe('two tabs', () => {
  it('show the same, also what a program changes in the mock’s process', async () => {
    const mock = await start();
    const profile = await openProfile();
    const one = await openIn(profile, mock, 'Clock');
    const two = await openIn(profile, mock, 'Clock');
    await one.getByRole('button', { name: '+1 d' }).click();
    await two.getByText('runs, 1 d ahead').waitFor();
    mock.clock.set(1_700_000_000_000);
    for (const page of [one, two])
      await page.getByText('2023-11-14 22:13:20').first().waitFor();
    for (const page of [one, two])
      await page.getByRole('link', { name: 'Requests' }).click();
    await logIn(mock);
    for (const page of [one, two])
      await expect
        .poll(() => rowsOf(page).first().innerText())
        .toContain('200');
    await one.getByRole('button', { name: 'Clear' }).click();
    await two.getByText('No requests yet').waitFor();
    expect(mock.requests.list()).toEqual([]);
  });
});

describe('a mock that restarts', () => {
  it('is found again, and the page says so; a state file keeps the page signed in', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'console-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const state = join(folder, 'mock.state');
    const before = await start({ state });
    await logIn(before);
    const page = await openConsole(before);
    await rowsOf(page).first().waitFor();
    await before.close();
    await page.getByText('The mock does not answer').waitFor();
    const port = Number(new URL(before.url).port);
    const mock = await start({ state, port });
    await page.getByText('The mock was restarted at').waitFor();
    await page.getByText('No requests yet').waitFor();
    await logIn(mock);
    await expect.poll(() => rowsOf(page).first().innerText()).toContain('200');
    await page.getByRole('button', { name: 'OK' }).click();
    await expect.poll(() => page.getByText('was restarted').count()).toBe(0);
  });

  it('without a state file has another address, which the page asks for', async () => {
    const before = await start();
    const page = await openConsole(before);
    await before.close();
    const mock = await start({ port: Number(new URL(before.url).port) });
    await page.getByText('restarted with new keys').waitFor();
    await page.getByLabel('Address or token').fill('wrong');
    await page.getByRole('button', { name: 'Open the console' }).click();
    await page.getByText('does not open the console').waitFor();
    await page.getByLabel('Address or token').fill(mock.consoleUrl());
    await page.getByRole('button', { name: 'Open the console' }).click();
    await page.getByText('live', { exact: true }).waitFor();
    expect(page.url()).not.toContain('token');
  });
});

describe('many requests', () => {
  it('are all in the list, of which the page renders what is visible', async () => {
    const mock = await start({ maxRequests: 2 * MANY });
    const page = await openConsole(mock);
    const url = `${mock.url}/api/v0/token/jwks`;
    const send = async (count: number): Promise<void> => {
      for (let i = 0; i < count; i += 1) await (await fetch(url)).arrayBuffer();
    };
    await Promise.all(Array.from({ length: 10 }, () => send(MANY / 10)));
    const list = page.getByRole('listbox');
    await expect
      .poll(() => rowsOf(page).first().getAttribute('aria-setsize'), {
        timeout: 20_000,
      })
      .toBe(String(MANY));
    await expect.poll(() => rowsOf(page).count()).toBeLessThan(60);
    await list.press('End');
    const last = page.locator('[aria-selected=true]');
    await expect
      .poll(() => last.getAttribute('aria-posinset'))
      .toBe(String(MANY));
    // A user who looks at old requests keeps seeing the same ones while new ones come.
    await list.evaluate((element) => {
      element.scrollTop = 100_000;
    });
    const top = (): Promise<string> =>
      page.evaluate(
        () =>
          document.elementFromPoint(500, 400)?.closest('[role=option]')?.id ??
          '',
      );
    await expect.poll(top).toMatch(/^request-\d+$/);
    const seen = await top();
    await send(5);
    await page
      .locator(`[aria-setsize="${String(MANY + 5)}"]`)
      .first()
      .waitFor();
    await expect.poll(() => top()).toBe(seen);
  });
});
