import { onAbort } from '../time/on-abort.ts';
import { afterTime } from '../time/timer.ts';
import { CotterAbortError } from '../errors/client-errors.ts';

/** Waits for what all wait for, and leaves when the caller's own signal fires. */
export function unlessAborted<T>(
  shared: Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (signal === undefined) return shared;
  return new Promise((resolve, reject) => {
    const stopListening = onAbort(signal, () => {
      reject(new CotterAbortError());
    });
    void shared.then((result) => {
      stopListening();
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
