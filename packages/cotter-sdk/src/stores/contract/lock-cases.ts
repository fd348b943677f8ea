import type { HeldLock, TokenStore } from '../token-store.ts';
import {
  type NamedCheck,
  expectEqual,
  expectRecord,
  lockOptions,
  record,
  rejection,
  wait,
  write,
} from './contract-tools.ts';

/** How long a store may take to see that a lock came free, in milliseconds. */
const GRACE_MS = 5000;

/** What a store does with its lock. */
export const LOCK_CASES: readonly NamedCheck[] = [
  [
    'lets one at a time work under the lock',
    async (openStore) => {
      let working = 0;
      let most = 0;
      const work = (i: number) =>
        openStore().withLock(async () => {
          working += 1;
          most = Math.max(most, working);
          await openStore().load();
          working -= 1;
          return i;
        }, lockOptions());
      expectEqual(
        await Promise.all([0, 1, 2, 3, 4].map(work)),
        [0, 1, 2, 3, 4],
      );
      expectEqual(most, 1);
    },
  ],
  [
    'swaps under the lock too',
    async (openStore) => {
      const store = openStore();
      const work = () => write(store, record(1));
      await store.withLock(work, lockOptions());
      expectRecord(await store.load(), record(1));
    },
  ],
  [
    'passes on what the work rejects with, and frees the lock',
    async (openStore) => {
      const store = openStore();
      const failure = new Error('the work failed');
      const failed = store.withLock(
        () => Promise.reject(failure),
        lockOptions(),
      );
      if ((await rejection(failed)) !== failure) {
        throw new Error('It rejected with something else than the work');
      }
      const next = openStore().withLock(
        () => Promise.resolve('next'),
        lockOptions(),
      );
      expectEqual(await next, 'next');
    },
  ],
  [
    'lets go of a waiter whose signal fires, without running its work',
    async (openStore) => {
      const controller = new AbortController();
      const { signal } = controller;
      let ran = false;
      const work = () => {
        ran = true;
        return Promise.resolve();
      };
      await openStore().withLock(async () => {
        const waiter = openStore().withLock(work, lockOptions({ signal }));
        controller.abort(new Error('enough'));
        await rejection(waiter);
      }, lockOptions());
      await rejection(openStore().withLock(work, lockOptions({ signal })));
      expectEqual(ran, false);
    },
  ],
  [
    'keeps the lock while the work runs, for longer than its lease',
    async (openStore) => {
      const store = openStore();
      const holder = await hold(store, 60_000);
      const next = enter(openStore());
      await wait(Math.max(300, 2 * (store.leaseMs ?? 0)));
      expectEqual(next.state.entered, false);
      expectEqual(holder.lock.signal.aborted, false);
      holder.leave();
      await Promise.all([holder.done, next.done]);
      expectEqual(next.state.entered, true);
    },
  ],
  [
    'takes the lock from a holder that died or exceeds `maxHoldMs`, and tells that holder',
    async (openStore) => {
      const store = openStore();
      const holder = await hold(store, 200);
      await enterInTime(openStore());
      expectEqual(holder.lock.signal.aborted, true);
      holder.leave();
      await holder.done.catch(() => undefined);
    },
  ],
  [
    'does not free the lock of another when a holder ends that has lost its own',
    async (openStore) => {
      const late = await hold(openStore(), 200);
      const holder = await hold(openStore(), 60_000, inTime(openStore()));
      late.leave();
      await late.done.catch(() => undefined);
      const next = enter(openStore());
      await wait(200);
      expectEqual(next.state.entered, false);
      holder.leave();
      await Promise.all([holder.done, next.done]);
      expectEqual(next.state.entered, true);
    },
  ],
];

interface Holder {
  readonly lock: HeldLock;
  /** Ends the work. */
  readonly leave: () => void;
  readonly done: Promise<void>;
}

/** Takes the lock and keeps it until told to leave. */
async function hold(
  store: TokenStore,
  maxHoldMs: number,
  signal?: AbortSignal,
): Promise<Holder> {
  let leave!: () => void;
  const ended = new Promise<void>((resolve) => {
    leave = resolve;
  });
  let done!: Promise<void>;
  const lock = await new Promise<HeldLock>((resolve, reject) => {
    done = store.withLock(
      (held) => {
        resolve(held);
        return ended;
      },
      lockOptions({ maxHoldMs, ...(signal && { signal }) }),
    );
    done.catch(reject);
  });
  return { lock, leave, done };
}

/** Asks for the lock, to leave at once. */
function enter(store: TokenStore, signal?: AbortSignal) {
  const state = { entered: false };
  const done = store.withLock(
    () => {
      state.entered = true;
      return Promise.resolve();
    },
    lockOptions(signal && { signal }),
  );
  return { state, done };
}

/** Fires when a lock whose holder died must have come free. */
function inTime({ leaseMs = 0 }: TokenStore): AbortSignal {
  return AbortSignal.timeout(leaseMs + GRACE_MS);
}

async function enterInTime(store: TokenStore): Promise<void> {
  try {
    await enter(store, inTime(store)).done;
  } catch {
    throw new Error('The lock of a holder that died did not come free');
  }
}
