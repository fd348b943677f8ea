import { onAbort } from '../time/on-abort.ts';
import { afterTime } from '../time/timer.ts';
import type { StoredSession, TokenStore } from './token-store.ts';

/** Keeps a session in memory: it ends with the process. Sessions that are given the same store share it. Never throws. */
export function memoryTokenStore(): TokenStore {
  let version = 0;
  let stored: StoredSession = { version: '0', record: null };
  let lastInLine: Promise<unknown> = Promise.resolve();
  return {
    load: () => Promise.resolve(structuredClone(stored)),
    async compareAndSwap(expectedVersion, next, { signal } = {}) {
      signal?.throwIfAborted();
      if (stored.version !== expectedVersion) return undefined;
      version += 1;
      stored = { version: String(version), record: structuredClone(next) };
      return Promise.resolve({ version: stored.version });
    },
    withLock(work, { signal, maxHoldMs }) {
      const turn = lastInLine;
      let release: () => void;
      lastInLine = new Promise<void>((resolve) => {
        release = resolve;
      });
      const done = turn.then(async () => {
        const lost = new AbortController();
        const stopTimer = afterTime(maxHoldMs, () => {
          lost.abort();
          release();
        });
        try {
          signal.throwIfAborted();
          return await work({ signal: lost.signal });
        } finally {
          stopTimer();
          release();
        }
      });
      return abortable(done, turn, signal);
    },
  };
}

/** Ends the wait for the turn when the signal fires; after the turn has come, the signal no longer counts. */
function abortable<T>(
  done: Promise<T>,
  turn: Promise<unknown>,
  signal: AbortSignal,
): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = onAbort(signal, () => {
      reject(signal.reason as Error);
    });
    void turn.then(stop);
    done.then(resolve, reject);
  });
}
