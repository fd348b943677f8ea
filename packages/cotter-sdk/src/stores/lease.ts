import { afterTime } from '../time/timer.ts';
import { pause } from '../time/pause.ts';
import { randomId } from './random-id.ts';
import type { HeldLock, LockOptions, StoredSession } from './token-store.ts';

/** The first wait for a lock that another holds, in milliseconds. Each is up to twice as long as the one before. */
const FIRST_POLL_MS = 10;
const LONGEST_POLL_MS = 200;

/** A lock that was just taken. */
export interface TakenLock {
  /** What is stored at that moment, if the store found out in the same step. It saves the session one `load`. */
  readonly stored?: StoredSession | undefined;
}

/**
 * A lock that comes free by itself when its holder does not renew it. Each call is one step that no other can interrupt.
 */
export interface LeaseLock {
  /** How long the lock stays locked without a renewal, in milliseconds. */
  readonly leaseMs: number;
  /**
   * Takes the lock for an owner, if it is free. Resolves to undefined while another holds it. Rejects if that is not known.
   */
  acquire(owner: string, signal: AbortSignal): Promise<TakenLock | undefined>;
  /**
   * Makes the lock last for another `leaseMs`; false if the owner no longer holds it. `signal` fires when the lease is
   * over anyway. Rejects if that is not known.
   */
  renew(owner: string, signal: AbortSignal): Promise<boolean>;
  /** Frees the lock, if the owner still holds it. `signal` fires when the lease is over anyway. Rejects if it failed. */
  release(owner: string, signal: AbortSignal): Promise<void>;
}

/**
 * Implements `withLock` of a store whose lock is a lease: waits until the lock is free, renews it three times per lease
 * while `work` runs, for at most `maxHoldMs`, and then frees it. Settles as `work` does.
 *
 * Rejects with what the lock rejects with, and with the reason of `signal` if that fires during the wait.
 */
export async function withLease<T>(
  lock: LeaseLock,
  work: (held: HeldLock) => Promise<T>,
  { signal, maxHoldMs }: LockOptions,
): Promise<T> {
  const owner = randomId();
  const { stored, leaseEnd } = await acquired(lock, owner, signal);
  const lost = new AbortController();
  const stop = keepRenewing(lock, owner, leaseEnd, maxHoldMs, () => {
    lost.abort();
  });
  try {
    return await work({ signal: lost.signal, stored });
  } finally {
    stop();
    await lock.release(owner, AbortSignal.timeout(lock.leaseMs));
  }
}

async function acquired(
  lock: LeaseLock,
  owner: string,
  signal: AbortSignal,
): Promise<{ stored: StoredSession | undefined; leaseEnd: number }> {
  for (let pollMs = FIRST_POLL_MS; ;) {
    signal.throwIfAborted();
    const leaseEnd = performance.now() + lock.leaseMs;
    try {
      const taken = await lock.acquire(owner, signal);
      signal.throwIfAborted();
      if (taken !== undefined) return { stored: taken.stored, leaseEnd };
    } catch (error) {
      // The lock may be taken although nobody heard of it.
      lock
        .release(owner, AbortSignal.timeout(lock.leaseMs))
        .catch(() => undefined);
      throw error;
    }
    // A random part keeps those who wait apart.
    await pause(pollMs * (0.5 + Math.random() / 2), signal);
    pollMs = Math.min(2 * pollMs, LONGEST_POLL_MS);
  }
}

/**
 * Renews until told to stop. Calls `onLost`, once, when the lock is lost: another holds it, it was not renewed before the
 * lease was over, or `maxHoldMs` is.
 */
function keepRenewing(
  lock: LeaseLock,
  owner: string,
  firstLeaseEnd: number,
  maxHoldMs: number,
  onLost: () => void,
): () => void {
  const end = performance.now() + maxHoldMs;
  let leaseEnd = firstLeaseEnd;
  let over = false;
  let stopWatch = (): void => undefined;
  let stopTimer = (): void => undefined;
  const stop = (): void => {
    over = true;
    stopWatch();
    stopTimer();
  };
  const lose = (): void => {
    if (over) return;
    stop();
    onLost();
  };
  /** A renewal that hangs must not hide that the lease is over. */
  const watch = (): void => {
    stopWatch();
    stopWatch = afterTime(
      Math.max(Math.min(leaseEnd, end) - performance.now(), 0),
      lose,
    );
  };
  const renew = async (): Promise<void> => {
    const renewedEnd = performance.now() + lock.leaseMs;
    try {
      if (!(await lock.renew(owner, AbortSignal.timeout(lock.leaseMs)))) {
        lose();
        return;
      }
      leaseEnd = renewedEnd;
      if (!over) watch();
    } catch {
      // What failed may work again before the lease is over.
    }
    schedule();
  };
  const schedule = (): void => {
    if (over) return;
    stopTimer = afterTime(lock.leaseMs / 3, () => void renew());
  };
  watch();
  schedule();
  return stop;
}
