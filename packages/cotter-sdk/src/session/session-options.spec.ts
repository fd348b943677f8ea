import { describe, expect, it } from 'vitest';
import { startIssuer } from './issuer.fixture.ts';
import { memoryTokenStore } from '../stores/memory-token-store.ts';
import { readSessionOptions } from './session-options.ts';

const client = startIssuer();
const tokens = client.issue();

function read(options: object) {
  return () => readSessionOptions({ client, ...options });
}

describe('the options of a session', () => {
  it('have defaults', async () => {
    const config = readSessionOptions({ client });
    expect(config).toMatchObject({
      seed: undefined,
      machine: {
        earlyMs: 300_000,
        attemptMs: 20_000,
        retriesUnknown: true,
        owner: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      },
      lockTimeoutMs: 25_000,
      refreshTimeoutMs: 10_000,
    });
    expect((await config.store.load()).record).toBeNull();
    const { store } = readSessionOptions({ client });
    expect(store).not.toBe(config.store);
  });

  it('are taken as they are given', () => {
    const store = memoryTokenStore();
    const config = readSessionOptions({
      client,
      tokens,
      store,
      refreshEarlySeconds: 0.5,
      lockTimeoutMs: 1_200_000,
      refreshTimeoutMs: 600_000,
      retryUnknown: false,
      now: () => 7,
    });
    expect(config).toMatchObject({
      client,
      store,
      seed: { ...tokens, expiresAt: 3_600_007 },
      machine: { earlyMs: 500, attemptMs: 1_200_000, retriesUnknown: false },
      lockTimeoutMs: 1_200_000,
      refreshTimeoutMs: 600_000,
    });
    expect(config.now()).toBe(7);
  });

  it.each([
    [{ timeoutMs: 3000 }, {}, 3000, 11_000],
    [{ timeoutMs: 2_147_483_647 }, {}, 600_000, 1_205_000],
    [{}, { leaseMs: 60_000 }, 10_000, 65_000],
    [{}, { leaseMs: 3000 }, 10_000, 25_000],
  ])(
    'follow the client %j and the store %j',
    (ofClient, ofStore, refreshTimeoutMs, lockTimeoutMs) => {
      const store = { ...memoryTokenStore(), ...ofStore };
      expect(
        readSessionOptions({ client: { ...client, ...ofClient }, store }),
      ).toMatchObject({ refreshTimeoutMs, lockTimeoutMs });
    },
  );

  const aStore =
    'store must have the methods load, compareAndSwap and withLock';
  const someTokens =
    'tokens must hold an access_token and a refresh_token of visible ASCII characters (the refresh_token may be empty) and an expires_in of at least 0 seconds';
  const lockTimeout = 'lockTimeoutMs must be an integer from 1 to 3600000';
  const refreshTimeout = 'refreshTimeoutMs must be an integer from 1 to 600000';
  const whole = memoryTokenStore();
  it.each<[object, string]>([
    [{ client: undefined }, 'client must have a method refresh'],
    [{ client: null }, 'client must have a method refresh'],
    [{ client: { refresh: 5 } }, 'client must have a method refresh'],
    [{ store: null }, aStore],
    [{ store: { ...whole, load: undefined } }, aStore],
    [{ store: { ...whole, compareAndSwap: 5 } }, aStore],
    [{ store: { ...whole, withLock: null } }, aStore],
    [
      { refreshEarlySeconds: -1 },
      'refreshEarlySeconds must be a number from 0',
    ],
    [
      { refreshEarlySeconds: '5' },
      'refreshEarlySeconds must be a number from 0',
    ],
    [{ lockTimeoutMs: 0 }, lockTimeout],
    [{ lockTimeoutMs: 3_600_001 }, lockTimeout],
    [{ refreshTimeoutMs: 0 }, refreshTimeout],
    [{ refreshTimeoutMs: 600_001 }, refreshTimeout],
    [{ refreshTimeoutMs: null }, refreshTimeout],
    [{ retryUnknown: null }, 'retryUnknown must be true or false'],
    [
      { lockTimeoutMs: 1000, refreshTimeoutMs: 501 },
      'lockTimeoutMs is 1000, but must be at least twice refreshTimeoutMs, 1002: the refresh of another process may take that long. Increase lockTimeoutMs, or leave it out',
    ],
    [
      { lockTimeoutMs: 30_000, store: { ...whole, leaseMs: 30_000 } },
      "lockTimeoutMs is 30000, but must be longer than the store's leaseMs, 30000: the lock of a process that died comes free only after leaseMs. Increase lockTimeoutMs, or leave it out",
    ],
    [{ tokens: null }, someTokens],
    [{ tokens: { ...tokens, access_token: 'a b' } }, someTokens],
    [{ tokens: { ...tokens, refresh_token: 'a b' } }, someTokens],
    [{ tokens: { ...tokens, refresh_token: undefined } }, someTokens],
    [{ tokens: { ...tokens, expires_in: -1 } }, someTokens],
    [{ tokens: { ...tokens, expires_in: '3600' } }, someTokens],
    [{ onEvent: 5 }, 'onEvent must be a function'],
    [{ now: 5 }, 'now must be a function'],
    [
      { refreshEarlyMs: 5 },
      'There is no option refreshEarlyMs; the options are: client, tokens, store, refreshEarlySeconds, lockTimeoutMs, refreshTimeoutMs, retryUnknown, now, onEvent',
    ],
  ])('are refused: %j', (options, message) => {
    expect(read(options)).toThrow(new TypeError(message));
  });
});
