import { describe, expect, it } from 'vitest';
import { memoryTokenStore } from '../stores/memory-token-store.ts';
import type { SessionRecord, TokenStore } from '../stores/token-store.ts';
import { failingStore, later } from './backend.fixture.ts';
import { startIssuer, stored } from './issuer.fixture.ts';
import { overwrite } from './store-access.ts';

const issuer = startIssuer();
const first: SessionRecord = { tokens: stored(issuer.issue(), 1) };
const second: SessionRecord = { tokens: stored(issuer.issue(), 2) };

/** A store that refuses so many swaps. */
function contested(times: number): { store: TokenStore; loads: () => number } {
  const good = memoryTokenStore();
  let left = times;
  let loads = 0;
  const store: TokenStore = {
    ...good,
    load() {
      loads += 1;
      return good.load();
    },
    compareAndSwap(version, next) {
      if (left === 0) return good.compareAndSwap(version, next);
      left -= 1;
      return Promise.resolve(undefined);
    },
  };
  return { store, loads: () => loads };
}

describe('overwrite', () => {
  it('writes over what is there, and tells what that is', async () => {
    const store = memoryTokenStore();
    const olds: SessionRecord[] = [];
    const write = (record: SessionRecord | null) =>
      overwrite(store, record, 1000, (old) => olds.push(old));
    await write(first);
    expect(olds).toEqual([]);
    const written = await write(second);
    expect(written).toEqual(await store.load());
    await write(null);
    expect(olds).toEqual([first, second]);
    expect((await store.load()).record).toBeNull();
  });

  it('looks again while others write at the same moment, 20 times', async () => {
    const busy = contested(19);
    const written = await overwrite(busy.store, first, 1000, () => undefined);
    expect(written).toEqual(await busy.store.load());
    const tooBusy = contested(20);
    await expect(
      overwrite(tooBusy.store, first, 1000, () => undefined),
    ).resolves.toEqual({ fault: { operation: 'save' } });
    expect(tooBusy.loads()).toBe(20);
  });

  it.each(['load', 'save'] as const)(
    'says that it was the %s that failed, and why',
    async (operation) => {
      const store = failingStore(memoryTokenStore());
      store.failAt(operation, 1);
      await expect(
        overwrite(store, first, 1000, () => undefined),
      ).resolves.toEqual({
        fault: { operation, systemCode: 'ENOSPC' },
      });
    },
  );

  it.each(['load', 'compareAndSwap'] as const)(
    'gives up on a %s that takes too long, and writes nothing afterwards',
    async (call) => {
      const inner = memoryTokenStore();
      const { promise, happen } = later();
      const signals: (AbortSignal | undefined)[] = [];
      let swaps = 0;
      const store: TokenStore = {
        ...inner,
        async load(options) {
          signals.push(options?.signal);
          if (call === 'load') await promise;
          return inner.load();
        },
        async compareAndSwap(_version, _next, options) {
          signals.push(options?.signal);
          swaps += 1;
          await promise;
          return undefined;
        },
      };
      const written = await overwrite(store, first, 1, () => undefined);
      const operation = call === 'load' ? 'load' : 'save';
      expect(written).toEqual({ fault: { operation } });
      expect(signals.every((signal) => signal?.aborted)).toBe(true);
      happen();
      await new Promise((resolve) => void setImmediate(resolve));
      expect(swaps).toBe(call === 'load' ? 0 : 1);
    },
  );

  it('says so of a second load, too', async () => {
    const { store } = contested(1);
    const failing = failingStore(store);
    failing.failAt('load', 2);
    await expect(
      overwrite(failing, first, 1000, () => undefined),
    ).resolves.toEqual({
      fault: { operation: 'load', systemCode: 'ENOSPC' },
    });
  });
});
