import { describe, expect, it } from 'vitest';
import { memoryTokenStore } from './memory-token-store.ts';
import { tokenStoreContract } from './token-store-contract.ts';
import type { TokenStore } from './token-store.ts';

// Stores with one fault each. The contract must find it.
const faulty: Record<string, (good: TokenStore) => Partial<TokenStore>> = {
  'ignores the expected version': (good) => ({
    compareAndSwap: async (_, next) =>
      good.compareAndSwap((await good.load()).version, next),
  }),
  'refuses every swap': () => ({
    compareAndSwap: () => Promise.resolve(undefined),
  }),
  'drops the mark of an attempt': (good) => ({
    compareAndSwap: (version, next) =>
      good.compareAndSwap(version, next && { tokens: next.tokens }),
  }),
  'does not forget': (good) => ({
    compareAndSwap: (version, next) =>
      next === null
        ? Promise.resolve({ version: `${version}.` })
        : good.compareAndSwap(version, next),
  }),
  'names versions after the content': (good) => ({
    load: async () => {
      const { record } = await good.load();
      return { version: JSON.stringify(record), record };
    },
    compareAndSwap: async (version, next) => {
      const now = await good.load();
      if (JSON.stringify(now.record) !== version) return undefined;
      await good.compareAndSwap(now.version, next);
      return { version: JSON.stringify(next) };
    },
  }),
  'has no lock': () => ({ withLock: (work) => work() }),
  'keeps the lock after a failure': (good) => {
    let broken = false;
    return {
      withLock: async (work, options) => {
        if (broken) throw new Error('locked for ever');
        try {
          return await good.withLock(work, options);
        } catch (error) {
          broken = true;
          throw error;
        }
      },
    };
  },
};

describe('tokenStoreContract', () => {
  it.each(Object.entries(faulty))('finds a store that %s', async (_, spoil) => {
    const contract = tokenStoreContract(() => {
      const good = memoryTokenStore();
      const store = { ...good, ...spoil(good) };
      return Promise.resolve(() => store);
    });
    const runs = await Promise.allSettled(contract.map(({ run }) => run()));
    expect(runs.map(({ status }) => status)).toContain('rejected');
  });
});
