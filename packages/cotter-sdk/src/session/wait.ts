import { afterTime } from '../options/timer.ts';
import { CotterAbortError } from '../errors/client-errors.ts';

/** Waits for what all wait for, and leaves when the caller's own signal fires. */
export function unlessAborted<T>(
  shared: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (signal === undefined) return shared;
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      reject(new CotterAbortError());
    };
    signal.addEventListener('abort', onAbort, { once: true });
    void shared.then((result) => {
      signal.removeEventListener('abort', onAbort);
      resolve(result);
    });
  });
}

/** Waits for work, but no longer than `ms` milliseconds; afterwards the value is `late()`, and the work goes on. */
export function withinTime<T>(
  work: Promise<T>,
  ms: number,
  late: () => T,
): Promise<T> {
  return new Promise((resolve) => {
    const stopTimer = afterTime(ms, () => {
      resolve(late());
    });
    void work.then((value) => {
      stopTimer();
      resolve(value);
    });
  });
}
