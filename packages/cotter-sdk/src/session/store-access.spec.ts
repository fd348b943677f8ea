import { describe, expect, it } from 'vitest';
import { memoryTokenStore } from '../stores/memory-token-store.ts';
import type { SessionRecord, TokenStore } from '../stores/token-store.ts';
import { failingStore, later } from './backend.fixture.ts';
import { startIssuer } from './issuer.fixture.ts';
import { overwrite, readStored, readSwapped } from './store-access.ts';

const issuer = startIssuer();
const first: SessionRecord = { tokens: { ...issuer.issue(), expiresAt: 1 } };
const second: SessionRecord = { tokens: { ...issuer.issue(), expiresAt: 2 } };

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

const tokens = { access_token: 'a', refresh_token: 'r', expiresAt: 5 };
const unusable = new TypeError('The store gave something else than described');

describe('what a store holds', () => {
  it.each([
    { version: '1', record: null },
    { version: '', record: { tokens } },
    { version: '1', record: { tokens, attempt: { id: 'x' } } },
  ])('may be %j', (stored) => {
    expect(readStored(stored)).toBe(stored);
  });

  it.each([
    undefined,
    null,
    'text',
    {},
    { version: '1' },
    { record: null },
    { version: 1, record: null },
    { version: '1', record: undefined },
    { version: '1', record: 'text' },
    { version: '1', record: {} },
    { version: '1', record: { tokens: null } },
    { version: '1', record: { tokens: 'text' } },
    { version: '1', record: { tokens: { ...tokens, access_token: 'a b' } } },
    { version: '1', record: { tokens: { ...tokens, refresh_token: '' } } },
    { version: '1', record: { tokens: { ...tokens, expiresAt: '5' } } },
    { version: '1', record: { tokens: { ...tokens, expiresAt: NaN } } },
    { version: '1', record: { tokens, attempt: null } },
    { version: '1', record: { tokens, attempt: 'x' } },
    { version: '1', record: { tokens, attempt: { id: 5 } } },
    { version: 1, record: { tokens } },
  ])('may not be %j', (stored) => {
    expect(() => readStored(stored)).toThrow(unusable);
  });
});

describe('what a store says of a swap', () => {
  it.each([undefined, { version: '' }, { version: '1' }])(
    'may be %j',
    (result) => {
      expect(readSwapped(result)).toBe(result);
    },
  );

  it.each([null, true, 'text', {}, { version: 1 }])(
    'may not be %j',
    (result) => {
      expect(() => readSwapped(result)).toThrow(unusable);
    },
  );
});
