import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { PGlite } from '@electric-sql/pglite'; // Postgres within the test's process
import { createTable } from '@org/cotter-stores/postgres';
import type { MockCotter } from '@org/mock-cotter';
import { mockCotterTest } from '@org/mock-cotter/vitest';
import { describe, expect } from 'vitest';
import { createApp } from '../src/app.ts';

const test = mockCotterTest().extend<{ pool: PGlite; url: string }>({
  pool: [
    async ({}, use) => {
      const pool = await PGlite.create();
      await createTable(pool);
      await use(pool);
      await pool.close();
    },
    { scope: 'file' }, // it takes seconds to start
  ],
  url: async ({ mock, pool }, use) => {
    const app = createApp({
      pool,
      apiKeyId: mock.apiKey.id,
      apiSecretKey: mock.apiKey.secret,
      sessionKey: randomBytes(32).toString('base64'),
      baseUrl: mock.url,
      now: mock.now,
    });
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    await use(`http://127.0.0.1:${String(port)}`);
    server.close();
  },
});

function logIn(url: string, identityToken: unknown): Promise<Response> {
  return fetch(`${url}/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(identityToken),
  });
}

async function cookieOf(mock: MockCotter, url: string): Promise<string> {
  const response = await logIn(url, mock.mintIdentityToken());
  expect(response.status).toBe(204);
  return response.headers.get('Set-Cookie')?.split(';')[0] ?? '';
}

describe('the app', () => {
  test('logs in, keeps the user logged in, and logs out', async ({
    mock,
    url,
  }) => {
    const headers = { Cookie: await cookieOf(mock, url) };
    const me = () => fetch(`${url}/me`, { headers });
    const user: unknown = await (await me()).json();
    expect(user).toEqual({ user: expect.any(String) as string });

    // A day later, the access token has expired. Twenty requests at once cause one refresh.
    mock.clock.advance(24 * 60 * 60 * 1000);
    const responses = await Promise.all(Array.from({ length: 20 }, me));
    expect(responses.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect(mock.requests.list({ operation: 'refreshToken' })).toHaveLength(1);

    await fetch(`${url}/logout`, { method: 'POST', headers });
    expect((await me()).status).toBe(401);
  });

  test('accepts an access token, and challenges callers without one', async ({
    mock,
    url,
  }) => {
    const authorization = `Bearer ${mock.mintAccessToken()}`;
    const accepted = await fetch(`${url}/api/me`, {
      headers: { authorization },
    });
    expect(accepted.status).toBe(200);
    const refused = await fetch(`${url}/api/me`);
    expect(refused.status).toBe(401);
    expect(refused.headers.get('WWW-Authenticate')).toBe('Bearer');
  });

  test('refuses forged and malformed tokens', async ({ mock, url }) => {
    const forged = mock.mintIdentityToken({}, 'tampered');
    expect((await logIn(url, forged)).status).toBe(401);
    expect((await logIn(url, { identifier: 'a' })).status).toBe(400);
  });

  test('answers 503 while Cotter is down', async ({ mock, url }) => {
    const headers = { Cookie: await cookieOf(mock, url) };
    mock.clock.advance(24 * 60 * 60 * 1000);
    mock.faults.add({ kind: 'status', status: 503, times: 10 });
    expect((await fetch(`${url}/me`, { headers })).status).toBe(503);
  });
});
