import type { Timing } from './timing.ts';

/** The real clock on a day of its own, with sleeps that are over at once and a chance that a test chooses. */
export function recordedTiming(random = 0.5): {
  readonly timing: Timing;
  /** The sleeps, in milliseconds. */
  readonly sleeps: readonly number[];
} {
  const sleeps: number[] = [];
  const timing: Timing = {
    now: () => performance.now(),
    date: () => Date.UTC(2026, 9, 21, 7, 27),
    random: () => random,
    sleep(ms) {
      sleeps.push(ms);
      return Promise.resolve();
    },
  };
  return { timing, sleeps };
}
