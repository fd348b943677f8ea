import { onAbort } from './on-abort.ts';
import { afterTime } from './timer.ts';

/** Resolves after so many milliseconds, or rejects with the signal's reason once it fires. */
export function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const stopTimer = afterTime(ms, () => {
      stopListening();
      resolve();
    });
    const stopListening = onAbort(signal, () => {
      stopTimer();
      reject(signal.reason as Error);
    });
  });
}
