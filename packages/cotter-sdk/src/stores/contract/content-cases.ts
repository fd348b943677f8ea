import {
  type NamedCheck,
  expectEqual,
  expectRecord,
  fullRecord,
  record,
  rejection,
  wait,
  write,
} from './contract-tools.ts';

/** So many swaps at once, so many times: a swap that is atomic most of the time fails too. */
const SWAPS = 5;
const SWAP_ROUNDS = 30;

/** What a store does with its content. */
export const CONTENT_CASES: readonly NamedCheck[] = [
  [
    'is empty at first, under a version that stays',
    async (openStore) => {
      const { version, record: first } = await openStore().load();
      expectEqual(first, null);
      expectEqual((await openStore().load()).version, version);
    },
  ],
  [
    'yields what was written, to all who open it, under the version that the swap gave',
    async (openStore) => {
      const store = openStore();
      for (const next of [record(1), fullRecord(1)]) {
        const { version } = await write(store, next);
        expectEqual(await openStore().load(), { version, record: next });
        expectEqual(await store.load(), { version, record: next });
      }
    },
  ],
  [
    'refuses a swap that expects an older version, and keeps its content',
    async (openStore) => {
      const store = openStore();
      const { version } = await store.load();
      await write(openStore(), record(1));
      expectEqual(await store.compareAndSwap(version, record(2)), undefined);
      expectRecord(await store.load(), record(1));
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
    'lets exactly one of many swaps win, every time',
    async (openStore) => {
      for (let round = 0; round < SWAP_ROUNDS; round += 1) {
        const { version } = await openStore().load();
        const swaps = Array.from({ length: SWAPS }, (_, i) =>
          openStore().compareAndSwap(version, record(i)),
        );
        const results = await Promise.all(swaps);
        const winners = results.flatMap((result, i) => (result ? [i] : []));
        expectEqual(winners.length, 1);
        expectRecord(await openStore().load(), record(winners[0] ?? -1));
      }
    },
  ],
  [
    'writes nothing for a caller whose signal has fired',
    async (openStore) => {
      const store = openStore();
      const { version } = await write(store, record(1));
      const signal = AbortSignal.abort();
      await rejection(store.compareAndSwap(version, record(2), { signal }));
      expectEqual(await store.load(), { version, record: record(1) });
    },
  ],
  [
    'forgets on request',
    async (openStore) => {
      const store = openStore();
      await write(store, record(1));
      await write(store, null);
      expectRecord(await openStore().load(), null);
    },
  ],
  [
    'keeps a record although its access token has expired',
    async (openStore) => {
      await write(openStore(), record(1));
      // Longer than `expires_in` of the record, which a store may have taken for the lifetime of the record.
      await wait(1500);
      expectRecord(await openStore().load(), record(1));
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
      expectRecord(await store.load(), record(1));
    },
  ],
];
