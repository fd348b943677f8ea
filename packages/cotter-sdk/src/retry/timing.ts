import { onAbort } from '../time/on-abort.ts';

/** What retries take from the backend; tests bring their own. */
export interface Timing {
  /** Milliseconds on a clock that never goes back. Never throws. */
  now(): number;
  /** The time in Unix milliseconds, for dates of the server. Never throws. */
  date(): number;
  /** At least 0, below 1. Never throws. */
  random(): number;
  /** Resolves after so many milliseconds, or as soon as the signal fires; never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemTiming: Timing = {
  now: () => performance.now(),
  date: () => Date.now(),
  random: () => Math.random(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        stop();
        resolve();
      };
      const timer = setTimeout(wake, ms);
      const stop = onAbort(signal, wake);
      if (signal.aborted) wake();
    }),
};
