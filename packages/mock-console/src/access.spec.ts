// Who gets in: the page that the developer opened with the mock's token, and nobody else. In a real browser.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from 'playwright-core';
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
  REBOUND_HOST,
} from './testing/browser.fixture.ts';

needBrowser();

async function start(options: MockCotterOptions = {}): Promise<MockCotter> {
  const mock = await startMockCotter(options);
  onTestFinished(() => mock.close());
  return mock;
}

/** A page of another origin, in a browser that is signed in to the console. */
async function foreignPage(
  mock: MockCotter,
  html = '',
): Promise<{ readonly page: Page; readonly console: Page }> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end(`<!doctype html><title>foreign</title>${html}`);
  }).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const profile = await openProfile();
  const console = await openIn(profile, mock);
  const page = await profile.newPage();
  const { port } = server.address() as AddressInfo;
  // The same site as the mock, so that the browser sends even cookies that are for the same site only.
  await page.goto(`http://127.0.0.1:${String(port)}/`);
  return { page, console };
}

describe('the page that the developer opened', () => {
  it('keeps the token out of the address and the cookie out of reach', async () => {
    const lines: string[] = [];
    const mock = await start({ log: (line) => lines.push(line) });
    const page = await openConsole(mock);
    expect(page.url()).toBe(`${mock.url}/__mock/#/requests`);
    expect(await page.evaluate(() => document.cookie)).toBe('');
    const cookies = await page.context().cookies();
    expect(cookies).toMatchObject([
      { httpOnly: true, path: '/__mock/', sameSite: 'Strict' },
    ]);
    const token = new URL(mock.consoleUrl()).hash.slice('#token='.length);
    expect(token).toMatch(/^[\w-]{43}$/);
    expect(cookies[0]?.value).not.toBe(token);
    expect(JSON.stringify([lines, mock.requests.list()])).not.toContain(token);
  });

  it('lets the page of a mock on another port keep its own cookie', async () => {
    const profile = await openProfile();
    const mocks = [await start(), await start()];
    const pages = [];
    for (const mock of mocks) pages.push(await openIn(profile, mock));
    for (const page of pages) {
      await page.reload();
      await page.getByText('live', { exact: true }).waitFor();
    }
    expect(await profile.cookies()).toHaveLength(2);
  });

  it.each([
    ['the control token', (_: MockCotter) => 'control-token'],
    ['the printed address', (mock: MockCotter) => mock.consoleUrl()],
  ])('gets in by %s, if the mock has a control token', async (_, text) => {
    const mock = await start({ controlToken: 'control-token' });
    const page = await (await openProfile()).newPage();
    await page.goto(`${mock.url}/__mock/`);
    await page.getByLabel('Address or token').fill(text(mock));
    await page.getByRole('button', { name: 'Open the console' }).click();
    await page.getByText('live', { exact: true }).waitFor();
    expect((await fetch(`${mock.url}/__mock/clock`)).status).toBe(401);
  });

  it('has nothing without a token, and says what to do', async () => {
    const mock = await start();
    const page = await (await openProfile()).newPage();
    await page.goto(`${mock.url}/__mock/`);
    await page.getByText('This page needs the token of the mock').waitFor();
    expect(
      await page.evaluate(async () => (await fetch('/__mock/sessions')).status),
    ).toBe(403);
  });

  it('runs no script and shows no content that is not its own', async () => {
    const mock = await start();
    const page = await openConsole(mock);
    const refused = await page.evaluate(async () => {
      const violations: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) =>
        violations.push(event.effectiveDirective),
      );
      const script = document.createElement('script');
      try {
        script.text = 'globalThis.ran = true';
      } catch {
        violations.push('trusted types');
      }
      const image = new Image();
      image.src = 'http://127.0.0.1:1/x.png';
      await fetch('http://127.0.0.1:1/').catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 100));
      return [...violations, String('ran' in globalThis)].sort();
    });
    expect(refused).toEqual(
      expect.arrayContaining(['connect-src', 'false', 'img-src']),
    );
    expect(refused).toContain('trusted types');
  });
});

describe('another page in the same browser', () => {
  it('can neither read nor change anything', async () => {
    const mock = await start();
    const { page } = await foreignPage(mock);
    const answers = await page.evaluate(async (url) => {
      const asked = [
        fetch(`${url}/__mock/sessions`, { credentials: 'include' }),
        fetch(`${url}/__mock/changes`, { credentials: 'include' }),
        fetch(`${url}/__mock/`, { credentials: 'include' }),
        fetch(`${url}/__mock/reset`, {
          method: 'POST',
          credentials: 'include',
          body: '{}',
        }),
      ];
      const settled = await Promise.allSettled(asked);
      const opaque = await fetch(`${url}/__mock/clock/advance`, {
        method: 'POST',
        mode: 'no-cors',
        credentials: 'include',
        body: '{"milliseconds": 3600000}',
      });
      return [...settled.map(({ status }) => status), opaque.type];
    }, mock.url);
    expect(answers).toEqual([
      'rejected',
      'rejected',
      'rejected',
      'rejected',
      'opaque',
    ]);
    expect(Math.abs(mock.now() - Date.now())).toBeLessThan(60_000);
  });

  it('loads no script, style or image of it', async () => {
    const mock = await start();
    const { page } = await foreignPage(mock);
    const loaded = await page.evaluate(
      (url) =>
        Promise.all(
          (['script', 'img', 'link'] as const).map(
            (name) =>
              new Promise<string>((resolve) => {
                const element = document.createElement(name);
                element.onload = () => {
                  resolve(`${name} loaded`);
                };
                element.onerror = () => {
                  resolve('refused');
                };
                if (element instanceof HTMLLinkElement) {
                  element.rel = 'stylesheet';
                  element.href = `${url}/__mock/console/console.css`;
                } else element.src = `${url}/__mock/console/console.js`;
                document.head.append(element);
              }),
          ),
        ),
      mock.url,
    );
    expect(loaded).toEqual(['refused', 'refused', 'refused']);
  });

  it('cannot frame it', async () => {
    const mock = await start();
    const { page } = await foreignPage(mock);
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.url().startsWith(mock.url)),
      page.evaluate((url) => {
        const frame = document.createElement('iframe');
        frame.src = `${url}/__mock/`;
        document.body.append(frame);
      }, mock.url),
    ]);
    expect(answer.status()).toBe(403);
    // A frame in a page of the mock itself, which a browser allows to ask.
    const own = await fetch(`${mock.url}/__mock/`);
    expect(own.headers.get('content-security-policy')).toContain(
      "frame-ancestors 'none'",
    );
  });

  it('cannot post a form to it', async () => {
    const mock = await start();
    const path = '/__mock/clock/advance';
    const { page } = await foreignPage(
      mock,
      `<form method="post" enctype="text/plain" action="${mock.url}${path}">
        <input name='{"milliseconds": 3600000, "x": "' value='"}'><button>Send</button></form>`,
    );
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.url().endsWith(path)),
      page.getByRole('button').click(),
    ]);
    expect(answer.status()).toBe(403);
    expect(Math.abs(mock.now() - Date.now())).toBeLessThan(60_000);
  });

  it('gets nothing by a host name that its DNS points to this machine', async () => {
    const mock = await start();
    const profile = await openProfile();
    const page = await profile.newPage();
    const { port } = new URL(mock.url);
    const origin = `http://${REBOUND_HOST}:${port}`;
    const answer = await page.goto(`${origin}/__mock/`);
    expect(answer?.status()).toBe(403);
    await page.goto(`${origin}/api/v0/token/jwks`);
    const token = new URL(mock.consoleUrl()).hash.slice('#token='.length);
    const statuses = await page.evaluate(async (given) => {
      const signIn = await fetch('/__mock/console/sign-in', {
        method: 'POST',
        body: JSON.stringify({ token: given }),
      });
      const sessions = await fetch('/__mock/sessions');
      return [signIn.status, sessions.status];
    }, token);
    expect(statuses).toEqual([403, 403]);
    expect(await profile.cookies()).toEqual([]);
  });
});

describe('a mock that others can reach', () => {
  it('has no console without a control token', async () => {
    const mock = await start({ host: '0.0.0.0' });
    const { port } = new URL(mock.url);
    const answer = await fetch(`http://127.0.0.1:${port}/__mock/`);
    expect(answer.status).toBe(404);
  });
});
