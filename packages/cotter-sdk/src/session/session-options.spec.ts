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
      earlyMs: 300_000,
      lockTimeoutMs: 35_000,
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
      lockTimeoutMs: 1,
      refreshTimeoutMs: 3_600_000,
      now: () => 7,
    });
    expect(config).toMatchObject({
      client,
      store,
      seed: { ...tokens, expiresAt: 3_600_007 },
      earlyMs: 500,
      lockTimeoutMs: 1,
      refreshTimeoutMs: 3_600_000,
    });
    expect(config.now()).toBe(7);
  });

  const aStore =
    'store must have the methods load, compareAndSwap and withLock';
  const someTokens =
    'tokens must hold an access_token and a refresh_token of visible ASCII characters and an expires_in of at least 0 seconds';
  const lockTimeout = 'lockTimeoutMs must be an integer from 1 to 3600000';
  const refreshTimeout =
    'refreshTimeoutMs must be an integer from 1 to 3600000';
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
    [{ refreshTimeoutMs: 3_600_001 }, refreshTimeout],
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
      'There is no option refreshEarlyMs; the options are: client, tokens, store, refreshEarlySeconds, lockTimeoutMs, refreshTimeoutMs, now, onEvent',
    ],
  ])('are refused: %j', (options, message) => {
    expect(read(options)).toThrow(new TypeError(message));
  });
});
