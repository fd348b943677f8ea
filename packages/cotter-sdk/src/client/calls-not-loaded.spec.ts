// A page or a process whose files were replaced by a deployment before its first call.
import { afterAll, describe, expect, it, vi } from 'vitest';
import type { Outcome } from '../errors/outcome.ts';
import { createSession } from '../session/session.ts';
import { rejection } from '../testing/rejection.fixture.ts';
import { reply, startServer } from '../testing/scripted-server.fixture.ts';
import {
  clientFor,
  eventToken,
  identityToken,
  oauthTokens,
} from '../testing/tokens.fixture.ts';

// Modules that use a replaced module are loaded again, here and in the next file of the same process.
vi.hoisted(() => vi.resetModules());
afterAll(() => {
  vi.doUnmock('./calls.ts');
  vi.resetModules();
});
vi.mock('./calls.ts', () => {
  throw new Error('Failed to fetch dynamically imported module');
});

const refreshToken = '39560:x';
const claims = { token: 'eyJ', customAttributes: {}, refreshToken };

describe('calls that could not be loaded', () => {
  it('are reported as not sent, and can be made again', async () => {
    const server = await startServer(reply(200, oauthTokens));
    const client = clientFor(server);
    const calls: readonly (readonly [() => Promise<unknown>, Outcome?])[] = [
      [() => client.exchangeIdentityToken(identityToken)],
      [() => client.exchangeEventToken(eventToken)],
      [() => client.signOut()],
      [() => client.fetchJwks()],
      [() => client.addCustomClaims(claims), 'not_sent'],
      [() => client.refresh(refreshToken), 'not_sent'],
    ];
    // One after the other: Vitest lets only the first of several imports at once fail.
    for (const [call, outcome] of calls) {
      const error = await rejection(call());
      expect(error).toMatchObject({
        code: 'network_error',
        systemCode: 'ERR_MODULE_NOT_LOADED',
        action: 'retry',
        retryable: true,
        message: expect.stringContaining('nothing was sent') as string,
      });
      expect(error.outcome).toBe(outcome);
    }
    expect(server.requests).toEqual([]);
  });

  it('cost a session no login', async () => {
    const server = await startServer(reply(200, oauthTokens));
    let now = 0;
    const session = createSession({
      client: clientFor(server),
      tokens: oauthTokens,
      retryUnknown: false,
      now: () => now,
    });
    await session.getAccessToken();
    now = 2 * oauthTokens.expires_in * 1000;
    await expect(session.getAccessToken()).rejects.toMatchObject({
      code: 'refresh_not_sent',
      action: 'retry',
    });
  });
});
