// Tokens that arrived while the store was down are saved without another call.
import { beforeEach, expect, it, vi } from 'vitest';
import { memoryTokenStore } from '../stores/memory-token-store.ts';
import { startIssuer } from './issuer.fixture.ts';
import { createSession } from './session.ts';

const HOUR_MS = 3_600_000;

beforeEach(() => {
  vi.useFakeTimers();
});

it.each([
  [3, 1000],
  [6, 3000],
  [20, 18_000],
])(
  'after %i failures, within %i ms and a few, and then no timer is left',
  async (failures, withinMs) => {
    const issuer = startIssuer();
    const store = memoryTokenStore();
    const session = createSession({ client: issuer, store });
    await session.signIn(issuer.issue());
    const swap = store.compareAndSwap.bind(store);
    let left = failures;
    let swaps = 0;
    store.compareAndSwap = (...args) => {
      swaps += 1;
      // The first marks the attempt; those that follow save its tokens.
      if (swaps === 1 || left === 0) return swap(...args);
      left -= 1;
      return Promise.reject(new Error('down'));
    };
    vi.advanceTimersByTime(2 * HOUR_MS);
    const call = session.getAccessToken();
    await vi.advanceTimersByTimeAsync(1500);
    const token = await call;
    expect((await store.load()).record?.tokens.access_token).not.toBe(token);
    await vi.advanceTimersByTimeAsync(withinMs);
    expect((await store.load()).record?.tokens).toMatchObject({
      access_token: token,
      refresh_token: issuer.valid,
    });
    expect(issuer.sent).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(HOUR_MS / 2);
    expect(vi.getTimerCount()).toBe(0);
  },
);
