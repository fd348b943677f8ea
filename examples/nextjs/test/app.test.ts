// Runs the built application, as `next start` does, against the mock.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { startMockCotter, type MockCotter } from '@org/mock-cotter';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

let mock: MockCotter;
let app: ChildProcess;
let url: string;

beforeAll(async () => {
  mock = await startMockCotter();
  const port = await freePort();
  url = `http://127.0.0.1:${String(port)}`;
  app = spawn('npx', ['next', 'start', '-H', '127.0.0.1', '-p', String(port)], {
    detached: true,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      REDIS_URL: 'redis://127.0.0.1:6379',
      ...process.env,
      NODE_ENV: 'production',
      COTTER_API_KEY_ID: mock.apiKey.id,
      COTTER_API_SECRET_KEY: mock.apiKey.secret,
      COTTER_BASE_URL: mock.url,
      SESSION_KEY: randomBytes(32).toString('base64'),
    },
  });
  await vi.waitFor(() => fetch(url), { timeout: 60_000 });
}, 90_000);

afterAll(async () => {
  // The whole group: npx does not pass signals on.
  if (app?.pid !== undefined) process.kill(-app.pid);
  await mock?.close();
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function logIn(identityToken: unknown): Promise<Response> {
  return fetch(`${url}/login`, {
    method: 'POST',
    body: JSON.stringify(identityToken),
  });
}

test('logs in, knows the user, and logs out', async () => {
  const login = await logIn(mock.mintIdentityToken());
  expect(login.status).toBe(204);
  const cookie = login.headers.get('Set-Cookie')?.split(';')[0] ?? '';
  const me = () => fetch(`${url}/me`, { headers: { cookie } });
  const { user } = (await (await me()).json()) as { user: string };
  const page = await fetch(url, { headers: { cookie } });
  expect(await page.text()).toContain(user);

  await fetch(`${url}/logout`, { method: 'POST', headers: { cookie } });
  expect((await me()).status).toBe(401);
});

test('the proxy accepts a valid access token only', async () => {
  const me = (headers: Record<string, string>) =>
    fetch(`${url}/api/me`, { headers });
  const accepted = await me({
    Authorization: `Bearer ${mock.mintAccessToken()}`,
  });
  expect(await accepted.json()).toEqual({ user: expect.any(String) });
  const refused = await me({ 'x-user': 'someone' });
  expect(refused.status).toBe(401);
  expect(refused.headers.get('WWW-Authenticate')).toBe('Bearer');
  const forged = mock.mintAccessToken({}, 'wrong-key');
  expect((await me({ Authorization: `Bearer ${forged}` })).status).toBe(401);
});

test('refuses forged and malformed tokens', async () => {
  expect((await logIn(mock.mintIdentityToken({}, 'tampered'))).status).toBe(
    401,
  );
  expect((await logIn({ identifier: 'a' })).status).toBe(400);
});
