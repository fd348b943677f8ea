import type { SavedClock } from '../state/saved-state.ts';

/** The time that the mock lives by: issuing and checking ask it, never the system. */
export interface Clock {
  /** Now, in milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /**
   * Stops the clock at a time; only `advance` moves it, until `reset`.
   *
   * @param time a date, or milliseconds since 1970-01-01T00:00:00Z
   * @throws {RangeError} if that is no time that a `Date` can hold
   */
  set(time: Date | number): void;
  /**
   * Moves the clock, forwards or (with a negative number) backwards; a running clock goes on running.
   *
   * @throws {RangeError} if the clock would leave the times that a `Date` can hold
   */
  advance(milliseconds: number): void;
  /** Goes back to how the clock was made: to the system's time, or to the time it was started at. */
  reset(): void;
}

/** A clock's difference from what it runs with, in milliseconds, and where it stands still, if it does. */
export type ClockSetting = Pick<SavedClock, 'offsetMs' | 'stoppedAt'>;

/** A clock that can be kept. */
export interface SavableClock extends Clock {
  save(): ClockSetting;
  /** @throws {RangeError} if the clock would show a time that a `Date` cannot hold */
  restore(saved: ClockSetting): void;
}

/**
 * Makes a clock.
 *
 * @param startAt where it stands still from the start; without it, the clock runs
 * @param running what it runs with, in milliseconds since 1970. Default: `Date.now` as it is when the clock is asked, so
 *   that fake timers which a test installs later apply to the mock too
 */
export function createClock(
  startAt?: Date | number,
  running: () => number = () => Date.now(),
): SavableClock {
  let stoppedAt: number | undefined;
  let offset = 0;
  const now = (): number => stoppedAt ?? running() + offset;
  const set = (time: Date | number): void => {
    stoppedAt = checked(Number(time));
  };
  const reset = (): void => {
    offset = 0;
    stoppedAt = undefined;
    if (startAt !== undefined) set(startAt);
  };
  reset();
  return {
    now,
    set,
    advance(milliseconds) {
      const moved = checked(now() + milliseconds);
      if (stoppedAt === undefined) offset += milliseconds;
      else stoppedAt = moved;
    },
    reset,
    save: () => ({
      offsetMs: offset,
      ...(stoppedAt === undefined ? {} : { stoppedAt }),
    }),
    restore(saved) {
      checked(saved.stoppedAt ?? running() + saved.offsetMs);
      offset = saved.offsetMs;
      stoppedAt = saved.stoppedAt;
    },
  };
}

/** The time of a clock in whole Unix seconds, as tokens hold it (RFC 7519 section 2, NumericDate). */
export function unixSeconds(clock: Clock): number {
  return Math.floor(clock.now() / 1000);
}

/** The furthest time that a `Date` can hold (ECMA-262, "Time Values and Time Range"). */
const LAST_MS = 8_640_000_000_000_000;

/** An end in ISO 8601. One that lies beyond the times that a `Date` can hold is the last of these. */
export function isoEnd(milliseconds: number): string {
  return new Date(Math.min(milliseconds, LAST_MS)).toISOString();
}

function checked(milliseconds: number): number {
  if (Number.isNaN(new Date(milliseconds).getTime()))
    throw new RangeError('The clock cannot show this time.');
  return milliseconds;
}
