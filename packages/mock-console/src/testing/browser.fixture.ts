import process from 'node:process';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
} from 'playwright-core';
import { afterAll, beforeEach, onTestFinished } from 'vitest';
import type { MockCotter } from '@org/mock-cotter';
import { findChromium } from '@org/servers';

/** A host name that an attacker's DNS would point to this machine. */
export const REBOUND_HOST = 'rebound.example';

const file = findChromium();
let browser: Promise<Browser> | undefined;

/** Skips the tests of a file where there is no browser, unless `REQUIRE_SERVERS` says that there must be one. */
export function needBrowser(): void {
  beforeEach((context) => {
    if (file !== undefined) return;
    const why = 'There is no Chromium: apt-get install chromium';
    if (process.env['REQUIRE_SERVERS'] === 'true') throw new Error(why);
    context.skip(why);
  });
  afterAll(async () => {
    await (await browser)?.close();
    browser = undefined;
  });
}

/** A browser profile of its own, for the length of a test. */
export async function openProfile(
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  browser ??= chromium.launch({
    executablePath: file ?? '',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      `--host-resolver-rules=MAP ${REBOUND_HOST} 127.0.0.1`,
    ],
  });
  const context = await (
    await browser
  ).newContext({
    viewport: { width: 1280, height: 800 },
    ...options,
  });
  context.setDefaultTimeout(10_000);
  onTestFinished(async () => {
    await context.close();
  });
  return context;
}

/** Opens the console of a mock, as a user does who clicks on the address that it printed. */
export async function openConsole(
  mock: MockCotter,
  panel = 'requests',
  options: BrowserContextOptions = {},
): Promise<Page> {
  const profile = await openProfile({
    permissions: ['clipboard-read', 'clipboard-write'],
    ...options,
  });
  return openIn(profile, mock, panel);
}

/** The same in a profile that is there. */
export async function openIn(
  profile: BrowserContext,
  mock: MockCotter,
  panel = 'requests',
): Promise<Page> {
  const page = await profile.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(error.message));
  onTestFinished(() => {
    if (problems.length > 0) throw new Error(problems.join('\n'));
  });
  await page.goto(mock.consoleUrl());
  await page.getByText('live', { exact: true }).waitFor();
  if (panel !== 'requests')
    await page
      .getByRole('navigation')
      .getByRole('link', { name: panel })
      .click();
  return page;
}

/** The text in the clipboard. */
export function clipboard(page: Page): Promise<string> {
  return page.evaluate(() => navigator.clipboard.readText());
}
