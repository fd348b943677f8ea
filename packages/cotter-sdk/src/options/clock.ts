/** The clock of a verification. */
export interface ClockOptions {
  /** The time in milliseconds since 1970, as `Date.now` gives it. Default: `Date.now`. */
  readonly now?: (() => number) | undefined;
  /**
   * How far this clock and the issuer's may be apart, in seconds, from 0 to 60. It widens every time check at both ends.
   * Default: 10, which FAPI 2.0 section 5.3.2.1 asks for; the same section forbids more than 60.
   */
  readonly clockToleranceSeconds?: number | undefined;
}

export interface Clock {
  /** The time in milliseconds. */
  now(): number;
  readonly toleranceSeconds: number;
}

export const DEFAULT_TOLERANCE_SECONDS = 10;
const MAX_TOLERANCE_SECONDS = 60;

/** @throws TypeError that names the option. */
export function readClock({
  now = Date.now,
  clockToleranceSeconds: toleranceSeconds = DEFAULT_TOLERANCE_SECONDS,
}: ClockOptions): Clock {
  if (typeof now !== 'function') {
    throw new TypeError('now must be a function');
  }
  if (
    typeof toleranceSeconds !== 'number' ||
    !(toleranceSeconds >= 0 && toleranceSeconds <= MAX_TOLERANCE_SECONDS)
  ) {
    throw new TypeError(
      `clockToleranceSeconds must be a number from 0 to ${String(MAX_TOLERANCE_SECONDS)}`,
    );
  }
  return {
    now() {
      const time: unknown = now();
      // Every comparison with NaN is false, so that nothing would ever have expired.
      if (typeof time !== 'number' || !Number.isFinite(time)) {
        throw new TypeError('now must return a number of milliseconds');
      }
      return time;
    },
    toleranceSeconds,
  };
}
