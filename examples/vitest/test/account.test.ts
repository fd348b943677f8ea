import { CotterClient } from '@org/cotter-sdk';
import { createSession, type Session } from '@org/cotter-sdk/session';
import { mockCotterTest } from '@org/mock-cotter/vitest';
import { describe, expect, vi } from 'vitest';
import { logIn } from '../src/account.ts';

const HOUR_MS = 60 * 60 * 1000;

// `mock` starts with the first test, and is reset after each.
const test = mockCotterTest().extend<{
  client: CotterClient;
  session: Session;
}>({
  client: async ({ mock }, use) => {
    await use(
      new CotterClient({
        apiKeyId: mock.apiKey.id,
        apiSecretKey: mock.apiKey.secret,
        baseUrl: mock.url,
      }),
    );
  },
  session: async ({ mock, client }, use) => {
    await use(createSession({ client, now: mock.now }));
  },
});

describe('logIn', () => {
  test('accepts a good token', async ({ mock, client, session }) => {
    const token = mock.mintIdentityToken({ identifier: 'ada@example.com' });
    expect(await logIn(client, session, token)).toBe('logged in');
  });

  test.for(['tampered', 'expired', 'wrong-key'] as const)(
    'refuses a token that is %s',
    async (defect, { mock, client, session }) => {
      const token = mock.mintIdentityToken({}, defect);
      expect(await logIn(client, session, token)).toBe('log in again');
    },
  );

  test('asks to try later while Cotter is down', async ({
    mock,
    client,
    session,
  }) => {
    mock.faults.add({ kind: 'status', status: 503, times: 10 });
    const token = mock.mintIdentityToken();
    expect(await logIn(client, session, token)).toBe('try again later');
  });
});

describe('a session', () => {
  test('refreshes when the token has expired, by the clock of the mock', async ({
    mock,
    client,
    session,
  }) => {
    await logIn(client, session, mock.mintIdentityToken());
    const first = await session.getAccessToken();
    mock.clock.advance(HOUR_MS);
    expect(await session.getAccessToken()).not.toBe(first);
  });

  test('refreshes when the token has expired, by fake timers', async ({
    mock,
    client,
  }) => {
    // Only the clock: the connection to the mock needs real timers.
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const session = createSession({ client });
      await logIn(client, session, mock.mintIdentityToken());
      const first = await session.getAccessToken();
      vi.setSystemTime(Date.now() + HOUR_MS);
      expect(await session.getAccessToken()).not.toBe(first);
    } finally {
      vi.useRealTimers();
    }
  });

  test('survives a response that was lost', async ({
    mock,
    client,
    session,
  }) => {
    await logIn(client, session, mock.mintIdentityToken());
    mock.clock.advance(HOUR_MS);
    mock.faults.add({ kind: 'reset', operation: 'refreshToken' });
    await expect(session.getAccessToken()).rejects.toMatchObject({
      action: 'retry',
    });
    expect(await session.getAccessToken()).toMatch(/^eyJ/);
  });
});
