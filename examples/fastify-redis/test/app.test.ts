import { randomBytes } from 'node:crypto';
import { mockCotterTest } from '@org/mock-cotter/vitest';
import type { FastifyInstance } from 'fastify';
import { Redis } from 'ioredis';
import { describe, expect } from 'vitest';
import { createApp } from '../src/app.ts';

const test = mockCotterTest().extend<{ app: FastifyInstance }>({
  app: async ({ mock }, use) => {
    const redis = new Redis(
      process.env['REDIS_URL'] ?? 'redis://127.0.0.1:6379',
    );
    const app = createApp({
      redis,
      apiKeyId: mock.apiKey.id,
      apiSecretKey: mock.apiKey.secret,
      sessionKey: randomBytes(32).toString('base64'),
      baseUrl: mock.url,
      now: mock.now,
      logger: false,
    });
    await use(app);
    await app.close();
    await redis.quit();
  },
});

function logIn(app: FastifyInstance, identityToken: object) {
  return app.inject({ method: 'POST', url: '/login', payload: identityToken });
}

describe('the app', () => {
  test('logs in, keeps the user logged in, and logs out', async ({
    mock,
    app,
  }) => {
    const login = await logIn(app, mock.mintIdentityToken());
    const cookie = String(login.headers['set-cookie']).split(';')[0] ?? '';
    const me = () => app.inject({ url: '/me', headers: { cookie } });
    expect((await me()).json()).toHaveProperty('user');

    // A day later, the access token has expired. Twenty requests at once cause one refresh.
    mock.clock.advance(24 * 60 * 60 * 1000);
    const responses = await Promise.all(Array.from({ length: 20 }, me));
    expect(new Set(responses.map(({ statusCode }) => statusCode))).toEqual(
      new Set([200]),
    );
    expect(mock.requests.list({ operation: 'refreshToken' })).toHaveLength(1);

    await app.inject({ method: 'POST', url: '/logout', headers: { cookie } });
    expect((await me()).statusCode).toBe(401);
  });

  test('accepts an access token, and challenges callers without one', async ({
    mock,
    app,
  }) => {
    const authorization = `Bearer ${mock.mintAccessToken()}`;
    const accepted = await app.inject({
      url: '/api/me',
      headers: { authorization },
    });
    expect(accepted.statusCode).toBe(200);
    const refused = await app.inject({ url: '/api/me' });
    expect(refused.statusCode).toBe(401);
    expect(refused.headers['www-authenticate']).toBe('Bearer');
  });

  test('refuses forged and malformed tokens', async ({ mock, app }) => {
    const forged = mock.mintIdentityToken({}, 'tampered');
    expect((await logIn(app, forged)).statusCode).toBe(401);
    expect((await logIn(app, { identifier: 'a' })).statusCode).toBe(400);
  });
});
