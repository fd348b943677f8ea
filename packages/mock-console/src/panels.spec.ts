// What each panel is for, in a real browser against a running mock.
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import type { Locator, Page } from 'playwright-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startMockCotter, type MockCotter } from '@org/mock-cotter';
import {
  clipboard,
  needBrowser,
  openConsole,
} from './testing/browser.fixture.ts';
import { logIn, post, refresh } from './testing/traffic.fixture.ts';

const run = promisify(execFile);
const HOUR_MS = 3_600_000;

needBrowser();

let mock: MockCotter;

beforeEach(async () => {
  mock = await startMockCotter({ strict: false });
});

afterEach(async () => {
  await mock.close();
});

/** What a curl line that was copied answers. */
async function answerOf(line: string): Promise<unknown> {
  const { stdout } = await run('sh', ['-c', line], {
    env: { ...process.env, API_SECRET_KEY: mock.apiKey.secret },
  });
  return JSON.parse(stdout) as unknown;
}

/** The requests in the list, the newest first. */
function rowsOf(page: Page): Locator {
  return page.getByRole('listbox').getByRole('option');
}

describe('Requests', () => {
  it('shows each request as it comes, and why it was refused', async () => {
    const page = await openConsole(mock);
    await expectText(page.getByText('No requests yet'));
    await logIn(mock);
    await logIn(mock, mock.mintIdentityToken({}, 'expired'));
    const rows = rowsOf(page);
    await rows.nth(1).waitFor();
    await expect
      .poll(() => rows.first().innerText())
      .toMatch(
        /400[^]*POST \/api\/v0\/token[^]*identity_token\.expire_at is in the past[^]*mock-api-key-id[^]* ms/,
      );
    await rows.first().click();
    const details = page.getByRole('complementary');
    await expect
      .poll(() => details.getByRole('listitem').allInnerTexts())
      .toEqual([
        expect.stringMatching(/^operation\s*passed$/),
        expect.stringMatching(/^keys\s*passed$/),
        expect.stringMatching(/^body\s*passed$/),
        expect.stringMatching(
          /^request\s*failed\s*identity_token\.expire_at is in the past\.$/,
        ),
      ]);
  });

  it('shows decoded tokens, and no secret, signature or personal data', async () => {
    const page = await openConsole(mock);
    const tokens = await logIn(mock);
    await rowsOf(page).first().click();
    const details = page.getByRole('complementary');
    await details.getByRole('heading', { name: 'access_token' }).waitFor();
    const text = await page.locator('body').innerText();
    expect(text).toContain('"authentication_method": "OTP"');
    expect(text).toMatch(/"exp": "\d+ \(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\)"/);
    for (const secret of [
      mock.apiKey.secret,
      tokens.refresh_token,
      tokens.access_token.split('.')[2] ?? '',
      'hello@example.com',
    ])
      expect(text).not.toContain(secret);
  });

  it('filters by status, operation and API key id', async () => {
    await logIn(mock);
    await post(mock, '/api/v0/token', {}, { API_KEY_ID: 'other' });
    await fetch(`${mock.url}/api/v0/token/jwks`);
    const page = await openConsole(mock);
    const rows = rowsOf(page);
    await rows.nth(2).waitFor();
    await page.getByLabel('Status').selectOption('4xx');
    await expect.poll(() => rows.count()).toBe(1);
    await page.getByLabel('Status').selectOption('any');
    await page.getByLabel('Operation').selectOption('getJwks');
    await expect.poll(() => rows.count()).toBe(1);
    await page.getByLabel('API key id').selectOption(mock.apiKey.id);
    await expectText(page.getByText('No request matches the filters'));
    await page.getByRole('button', { name: 'Show all 3' }).click();
    await expect.poll(() => rows.count()).toBe(3);
  });

  it('stands still while it is paused, and is empty once it is cleared', async () => {
    await logIn(mock);
    const page = await openConsole(mock);
    const rows = rowsOf(page);
    await rows.first().waitFor();
    await page.getByRole('button', { name: 'Pause' }).click();
    await logIn(mock);
    await page.getByRole('button', { name: 'Go on (1 new)' }).waitFor();
    await expect.poll(() => rows.count()).toBe(1);
    await page.getByRole('button', { name: 'Go on' }).click();
    await expect.poll(() => rows.count()).toBe(2);
    await page.getByRole('button', { name: 'Clear' }).click();
    await expectText(page.getByText('No requests yet'));
    expect(mock.requests.list()).toEqual([]);
  });

  it('copies a request as a curl line that asks the mock the same', async () => {
    await post(mock, '/verify', { oauth_token: { access_token: 'x' } });
    const page = await openConsole(mock);
    await rowsOf(page).first().click();
    await page.getByRole('button', { name: 'Copy as curl' }).click();
    await expectText(page.getByText('Copied.'));
    expect(await answerOf(await clipboard(page))).toMatchObject({
      success: false,
    });
  });

  it('says of a request that no answer came, or none yet', async () => {
    mock.faults.add({ kind: 'reset' });
    mock.faults.add({ kind: 'delay', delayMs: 600_000 });
    const url = `${mock.url}/api/v0/token/jwks`;
    await expect(fetch(url)).rejects.toThrow();
    const end = new AbortController();
    const waiting = fetch(url, { signal: end.signal }).catch(() => undefined);
    const page = await openConsole(mock);
    await rowsOf(page).nth(1).waitFor();
    await expect
      .poll(() => rowsOf(page).allInnerTexts())
      .toEqual([
        expect.stringMatching(/^waiting[^]*fault: delay/),
        expect.stringMatching(/^cut[^]*fault: reset/),
      ]);
    end.abort();
    await waiting;
    await expect
      .poll(() => rowsOf(page).first().innerText())
      .not.toContain('waiting');
  });
});

describe('Sessions', () => {
  it('shows who is logged in, ends a session, and says why others ended', async () => {
    const reused = await logIn(mock);
    await refresh(mock, reused.refresh_token);
    await refresh(mock, reused.refresh_token);
    const { refresh_token: token } = await logIn(mock);
    const page = await openConsole(mock, 'Sessions');
    const cards = page.getByRole('main').getByRole('listitem');
    await cards.nth(1).waitFor();
    await expect
      .poll(() => cards.nth(1).innerText())
      .toMatch(
        /^reused[^]*hello@example\.com[^]*Rotations\s*1[^]*a refresh token was used twice/,
      );
    await expect
      .poll(() => cards.first().innerText())
      .toMatch(/^active[^]*in (29 d 23 h|30 d)/);
    await cards.first().getByRole('button', { name: 'End session' }).click();
    await cards.first().getByRole('button', { name: 'Yes' }).click();
    await expectText(cards.first().getByText('ended', { exact: true }));
    expect((await refresh(mock, token)).status).toBe(400);
  });

  it('shows the newest first, and more on request', async () => {
    for (let count = 0; count < 55; count += 1) await logIn(mock);
    const page = await openConsole(mock, 'Sessions');
    const cards = page.getByRole('main').getByRole('listitem');
    await cards.nth(49).waitFor();
    await expect.poll(() => cards.count()).toBe(50);
    await page.getByRole('button', { name: 'Show 50 more of 55' }).click();
    await expect.poll(() => cards.count()).toBe(55);
    await expect.poll(() => cards.last().innerText()).toContain('session 17');
  });

  it('lets the access tokens of an API key id expire', async () => {
    const { access_token: token } = await logIn(mock);
    const page = await openConsole(mock, 'Sessions');
    await page.getByRole('button', { name: 'Expire access token' }).click();
    await expectText(page.getByText('one hour further'));
    const { body } = await post(mock, '/verify', {
      oauth_token: { access_token: token },
    });
    expect(body).toMatchObject({ success: false });
  });
});

describe('Mint', () => {
  it('mints an identity token with a field of its own, which curl exchanges', async () => {
    const page = await openConsole(mock, 'Mint');
    await page.getByLabel('identifier', { exact: true }).fill('ann@x.example');
    await page.getByRole('button', { name: 'Mint', exact: true }).click();
    await expectText(page.getByRole('region').getByText('ann@x.example'));
    await page.getByRole('button', { name: 'Copy as curl' }).click();
    await expectText(page.getByText('Copied.'));
    expect(await answerOf(await clipboard(page))).toMatchObject({
      token_type: 'Bearer',
    });
    expect(mock.sessions.list()).toMatchObject([
      { identifier: 'ann@x.example' },
    ]);
    await page.getByRole('button', { name: 'line for the SDK' }).click();
    await expect
      .poll(() => clipboard(page))
      .toMatch(
        /^await cotter\.exchangeIdentityToken\(\{.*"ann@x\.example".*\}\);$/,
      );
  });

  it('mints JWTs with claims and defects', async () => {
    const page = await openConsole(mock, 'Mint');
    await page
      .getByRole('combobox', { name: 'Token' })
      .selectOption('access token');
    await page.getByLabel('Defect').selectOption('wrong-issuer');
    await page.getByLabel('exp', { exact: true }).fill('1700000000');
    await page.getByLabel('More fields').fill('{"plan": "pro"}');
    await page.getByRole('button', { name: 'Mint', exact: true }).click();
    const claims = page.getByRole('region', { name: 'Claims' });
    await expectText(claims.getByText('"plan": "pro"'));
    expect(JSON.parse(await claims.innerText())).toMatchObject({
      exp: 1_700_000_000,
      iss: expect.not.stringContaining('https://www.cotter.app') as unknown,
    });
    await page.getByLabel('More fields').fill('[1]');
    await page.getByRole('button', { name: 'Mint', exact: true }).click();
    await expectText(page.getByText('must be a JSON object'));
  });
});

describe('Clock', () => {
  it('moves, stops and resets the clock of all, or of one API key id', async () => {
    const page = await openConsole(mock, 'Clock');
    await page.getByRole('button', { name: '+30 d' }).click();
    await expectText(page.getByText('runs, 30 d ahead'));
    expect(mock.now() - Date.now()).toBeGreaterThan(719 * HOUR_MS);
    await page.getByLabel('At a date').fill('2030-01-02T03:04');
    await page.getByRole('button', { name: 'Stop there' }).click();
    await expectText(page.getByText('stopped,'));
    expect(mock.now()).toBe(Date.parse('2030-01-02T03:04:00Z'));
    await page.getByRole('button', { name: 'Reset the clock' }).click();
    await expectText(page.getByText('runs, as the system'));
    await page.getByLabel('Whose clock').selectOption(mock.apiKey.id);
    await page.getByRole('button', { name: '+1 h' }).click();
    await expectText(page.getByText('runs, 1 h ahead').first());
    expect(mock.now() - Date.now()).toBeLessThan(HOUR_MS / 2);
    expect(mock.clock.of(mock.apiKey.id).now() - Date.now()).toBeGreaterThan(
      HOUR_MS / 2,
    );
  });
});

describe('Faults', () => {
  it('asks for the fields of a kind, shows the queue, and removes one', async () => {
    const page = await openConsole(mock, 'Faults');
    await expectText(page.getByText('No fault is waiting'));
    await page.getByLabel('Kind').selectOption('status');
    await page.getByLabel('status (required)').fill('503');
    await page.getByLabel('retryAfterSeconds').fill('7');
    await page.getByLabel('Operation').selectOption('refreshToken');
    await page.getByRole('button', { name: 'Add the fault' }).click();
    await expectText(page.getByText('The next request to refreshToken'));
    expect(mock.faults.pending()).toMatchObject([
      { kind: 'status', status: 503, retryAfterSeconds: 7 },
    ]);
    mock.faults.add({ kind: 'reset', times: 2 });
    await expectText(page.getByText('The next 2 requests'));
    await page.getByRole('button', { name: 'Remove the fault status' }).click();
    await expect
      .poll(() => mock.faults.pending())
      .toMatchObject([{ kind: 'reset' }]);
  });
});

describe('Keys', () => {
  it('rotates the signing key, and shows until when the old one is published', async () => {
    const page = await openConsole(mock, 'Keys');
    await page.getByLabel('The old key stays').fill('90');
    await page.getByRole('button', { name: 'Rotate' }).click();
    const cards = page.getByRole('main').getByRole('listitem');
    await cards.nth(1).waitFor();
    await expect
      .poll(() => cards.nth(1).innerText())
      .toMatch(/^retired[^]*Published until[^]*in 1 h (29|30) min/);
    await page.getByRole('button', { name: 'Copy the JWKS' }).click();
    await expectText(page.getByText('Copied.'));
    expect(JSON.parse(await clipboard(page))).toEqual(mock.keys.jwks());
  });
});

describe('Explain', () => {
  it('makes each check of a token', async () => {
    const page = await openConsole(mock, 'Explain');
    const token = mock.mintAccessToken({}, 'wrong-audience');
    await page.getByLabel('A JWT').fill(token);
    await page.getByRole('button', { name: 'Explain' }).click();
    await expectText(page.getByRole('heading', { name: 'access token' }));
    expect(
      await page.getByRole('main').getByRole('listitem').allInnerTexts(),
    ).toContainEqual(expect.stringMatching(/^aud\s*failed/));
  });
});

describe('State', () => {
  it('exports a state that it imports again, and resets the mock', async () => {
    const { refresh_token: token } = await logIn(mock);
    const page = await openConsole(mock, 'State');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export the state' }).click();
    const path = await (await download).path();
    await page.getByRole('button', { name: 'Reset the mock' }).click();
    await page.getByRole('button', { name: 'Yes' }).click();
    await expectText(page.getByText('The mock was reset.'));
    expect(mock.sessions.list()).toEqual([]);
    await page.getByLabel('A file').setInputFiles({
      name: 'state.json',
      mimeType: 'application/json',
      buffer: await readFile(path),
    });
    await expectText(page.getByText('imported, with 1 sessions'));
    expect((await refresh(mock, token)).status).toBe(200);
    await page.getByLabel('A file').setInputFiles({
      name: 'no-state.json',
      mimeType: 'application/json',
      buffer: Buffer.from('{"version": 1}'),
    });
    await expectText(page.locator('.notice.error'));
    expect(mock.sessions.list()).toHaveLength(1);
  });
});

/** Waits until something is visible. */
async function expectText(locator: Locator): Promise<void> {
  await locator.waitFor();
  await expect.poll(() => locator.isVisible()).toBe(true);
}
