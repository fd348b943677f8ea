import { describe, expect, it } from 'vitest';
import { memoryTokenStore } from '../memory-token-store.ts';
import { tokenStoreContract } from './token-store-contract.ts';
import type { SessionRecord, TokenStore } from '../token-store.ts';

const held = { signal: new AbortController().signal };
/** A moment's wait; rejects once the signal has fired. */
async function pause(signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await new Promise((resolve) => setTimeout(resolve, 5));
}

/** The case that finds the fault. */
const found: Record<string, string> = {
  'ignores the expected version':
    'refuses a swap that expects an older version, and keeps its content',
  'refuses every swap': 'forgets on request',
  'drops the mark of an attempt':
    'yields what was written, to all who open it, under the version that the swap gave',
  'drops the pause':
    'yields what was written, to all who open it, under the version that the swap gave',
  'does not forget': 'forgets on request',
  'names versions after the content':
    'gives no version twice, not even to the same content',
  'has no lock': 'lets one at a time work under the lock',
  'keeps the lock of a holder that died':
    'takes the lock from a holder that died or exceeds `maxHoldMs`, and tells that holder',
  'does not tell a holder that its lock is lost':
    'takes the lock from a holder that died or exceeds `maxHoldMs`, and tells that holder',
  'has a lease of 1 ms':
    'keeps the lock while the work runs, for longer than its lease',
  'frees the lock of another':
    'does not free the lock of another when a holder ends that has lost its own',
  'has a new version at each look while it is empty':
    'is empty at first, under a version that stays',
  'forgets a record when its access token expires':
    'keeps a record although its access token has expired',
  'compares and swaps in two steps, now and then':
    'lets exactly one of many swaps win, every time',
  'writes for a caller who has given up':
    'writes nothing for a caller whose signal has fired',
  'keeps the lock after a failure':
    'passes on what the work rejects with, and frees the lock',
};

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
  'has no lock': () => ({ withLock: (work) => work(held) }),
  'keeps the lock of a holder that died': () => {
    let locked = false;
    return {
      withLock: async (work, { signal }) => {
        while (locked) await pause(signal);
        signal.throwIfAborted();
        locked = true;
        try {
          return await work(held);
        } finally {
          locked = false;
        }
      },
    };
  },
  'has a lease of 1 ms': (good) => ({
    withLock: (work, options) =>
      good.withLock(work, { ...options, maxHoldMs: 1 }),
  }),
  'frees the lock of another': () => {
    let locked = false;
    return {
      withLock: async (work, { signal, maxHoldMs }) => {
        while (locked) await pause(signal);
        signal.throwIfAborted();
        locked = true;
        const lost = new AbortController();
        const unlock = () => {
          lost.abort();
          locked = false;
        };
        const timer = setTimeout(unlock, maxHoldMs);
        try {
          return await work({ signal: lost.signal });
        } finally {
          clearTimeout(timer);
          locked = false;
        }
      },
    };
  },
  'does not tell a holder that its lock is lost': (good) => ({
    withLock: (work, options) => good.withLock(() => work(held), options),
  }),
  'has a new version at each look while it is empty': (good) => {
    let looks = 0;
    return {
      load: async () => {
        const stored = await good.load();
        looks += 1;
        return stored.record === null
          ? { ...stored, version: `${stored.version}/${String(looks)}` }
          : stored;
      },
      compareAndSwap: (version, next, options) =>
        good.compareAndSwap(version.split('/')[0] ?? '', next, options),
    };
  },
  'forgets a record when its access token expires': (good) => {
    let written = 0;
    return {
      load: async () => {
        const { version, record } = await good.load();
        const isOver =
          record !== null &&
          Date.now() > written + record.tokens.expires_in * 1000;
        return isOver
          ? { version: `${version}-`, record: null }
          : { version, record };
      },
      compareAndSwap: (version, next) => {
        written = Date.now();
        return good.compareAndSwap(version, next);
      },
    };
  },
  'compares and swaps in two steps, now and then': (good) => {
    let swaps = 0;
    return {
      compareAndSwap: async (version, next) => {
        swaps += 1;
        if (swaps % 20 !== 1) return good.compareAndSwap(version, next);
        const { version: found } = await good.load();
        if (found !== version) return undefined;
        await new Promise((resolve) => setTimeout(resolve, 1));
        return good.compareAndSwap((await good.load()).version, next);
      },
    };
  },
  'writes for a caller who has given up': (good) => ({
    compareAndSwap: (version, next) => good.compareAndSwap(version, next),
  }),
  'drops the pause': (good) => ({
    compareAndSwap: (version, next, options) => {
      const { pause: _, ...rest } = next ?? {};
      return good.compareAndSwap(
        version,
        next && (rest as SessionRecord),
        options,
      );
    },
  }),
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
  it.concurrent.each(Object.entries(faulty))(
    'finds a store that %s',
    async (name, spoil) => {
      const contract = tokenStoreContract(() => {
        const good = memoryTokenStore();
        const store = { ...good, ...spoil(good) };
        return Promise.resolve(() => store);
      });
      const runs = await Promise.allSettled(contract.map(({ run }) => run()));
      const failed = contract.filter((_, i) => runs[i]?.status === 'rejected');
      expect(failed.map((check) => check.name)).toContain(found[name]);
    },
    30_000,
  );
});
