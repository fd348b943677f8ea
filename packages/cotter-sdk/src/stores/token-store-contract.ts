import { isDeepStrictEqual } from 'node:util';
import type { SessionRecord, TokenStore } from './token-store.ts';

/** One thing that every token store must do. */
export interface ContractCase {
  /** A sentence with the store as its subject. */
  readonly name: string;
  /** Rejects with an Error that says what went wrong. */
  readonly run: () => Promise<void>;
}

/**
 * What every token store must do, for authors of stores to run in any test framework:
 *
 *     for (const { name, run } of tokenStoreContract(open)) it(name, run);
 *
 * Never throws; each `run` rejects if the store fails it. `open` makes an empty store and yields a function that opens it, each time as another process would.
 */
export function tokenStoreContract(
  open: () => Promise<() => TokenStore>,
): readonly ContractCase[] {
  return CASES.map(([name, check]) => ({
    name,
    run: async () => {
      await check(await open());
    },
  }));
}

type Check = (openStore: () => TokenStore) => Promise<void>;

const CASES: readonly (readonly [string, Check])[] = [
  [
    'is empty at first',
    async (openStore) => {
      expectEqual((await openStore().load()).record, null);
    },
  ],
  [
    'yields what was written, to all who open it, under the version that the swap gave',
    async (openStore) => {
      const store = openStore();
      for (const next of [record(1), { ...record(1), attempt: { id: 'a' } }]) {
        const { version } = await write(store, next);
        expectEqual(await openStore().load(), { version, record: next });
        expectEqual(await store.load(), { version, record: next });
      }
    },
  ],
  [
    'refuses a swap that expects an older version, and keeps what it has',
    async (openStore) => {
      const store = openStore();
      const { version } = await store.load();
      await write(openStore(), record(1));
      expectEqual(await store.compareAndSwap(version, record(2)), undefined);
      expectEqual((await store.load()).record, record(1));
    },
  ],
  [
    'gives no version twice, not even to the same content',
    async (openStore) => {
      const store = openStore();
      const versions = [(await store.load()).version];
      for (const next of [record(1), null, record(1), null]) {
        versions.push((await write(store, next)).version);
      }
      expectEqual(new Set(versions).size, versions.length);
    },
  ],
  [
    'lets one of many swaps win',
    async (openStore) => {
      const { version } = await openStore().load();
      const swaps = Array.from({ length: 8 }, (_, i) =>
        openStore().compareAndSwap(version, record(i)),
      );
      const results = await Promise.all(swaps);
      const winners = results.flatMap((result, i) => (result ? [i] : []));
      expectEqual(winners.length, 1);
      const { record: kept } = await openStore().load();
      expectEqual(kept, record(winners[0] ?? -1));
    },
  ],
  [
    'forgets on request',
    async (openStore) => {
      const store = openStore();
      await write(store, record(1));
      await write(store, null);
      expectEqual((await openStore().load()).record, null);
    },
  ],
  [
    'keeps a copy, and hands out copies',
    async (openStore) => {
      const store = openStore();
      const given = structuredClone(record(1));
      await write(store, given);
      Object.assign(given.tokens, { access_token: 'changed' });
      const { record: got } = await store.load();
      expectEqual(got, record(1));
      if (got !== null) Object.assign(got.tokens, { access_token: 'changed' });
      expectEqual((await store.load()).record, record(1));
    },
  ],
  [
    'lets one at a time work under the lock',
    async (openStore) => {
      let working = 0;
      let most = 0;
      const done = await Promise.all(
        Array.from({ length: 5 }, (_, i) =>
          openStore().withLock(
            async () => {
              working += 1;
              most = Math.max(most, working);
              await openStore().load();
              working -= 1;
              return i;
            },
            { signal: never() },
          ),
        ),
      );
      expectEqual(most, 1);
      expectEqual(done, [0, 1, 2, 3, 4]);
    },
  ],
  [
    'swaps under the lock too',
    async (openStore) => {
      const store = openStore();
      const work = () => write(store, record(1));
      await store.withLock(work, { signal: never() });
      expectEqual((await store.load()).record, record(1));
    },
  ],
  [
    'passes on what the work rejects with, and frees the lock',
    async (openStore) => {
      const store = openStore();
      const failure = new Error('the work failed');
      const failed = store.withLock(() => Promise.reject(failure), {
        signal: never(),
      });
      expectEqual(await rejection(failed), failure);
      const next = openStore().withLock(() => Promise.resolve('next'), {
        signal: never(),
      });
      expectEqual(await next, 'next');
    },
  ],
  [
    'lets go of a waiter whose signal fires, without running its work',
    async (openStore) => {
      const controller = new AbortController();
      let ran = false;
      const work = () => {
        ran = true;
        return Promise.resolve();
      };
      await openStore().withLock(
        async () => {
          const { signal } = controller;
          const waiter = openStore().withLock(work, { signal });
          controller.abort(new Error('enough'));
          await rejection(waiter);
        },
        { signal: never() },
      );
      const late = openStore().withLock(work, { signal: controller.signal });
      await rejection(late);
      expectEqual(ran, false);
    },
  ],
];

function record(n: number): SessionRecord {
  return {
    tokens: {
      access_token: `access-${String(n)}`,
      auth_method: 'OTP',
      expires_in: 3600,
      expiresAt: 1_700_000_000_000 + n,
      id_token: `id-${String(n)}`,
      refresh_token: `refresh-${String(n)}`,
      token_type: 'Bearer',
    },
  };
}

async function write(
  store: TokenStore,
  next: SessionRecord | null,
): Promise<{ readonly version: string }> {
  const { version } = await store.load();
  const result = await store.compareAndSwap(version, next);
  if (result === undefined) {
    throw new Error('A swap that expects the present version was refused');
  }
  return result;
}

function never(): AbortSignal {
  return new AbortController().signal;
}

async function rejection(promise: Promise<unknown>): Promise<unknown> {
  let value: unknown;
  try {
    value = await promise;
  } catch (error) {
    return error;
  }
  throw new Error(`It should have rejected, but resolved with ${typeof value}`);
}

/** The values hold no secret; they are made up above. */
function expectEqual(actual: unknown, expected: unknown): void {
  if (isDeepStrictEqual(actual, expected)) return;
  throw new Error(
    `Expected ${JSON.stringify(expected)}, but got ${JSON.stringify(actual)}`,
  );
}
