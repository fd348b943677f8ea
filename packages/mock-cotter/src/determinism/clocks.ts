import { createClock, type Clock } from './clock.ts';
import { MAX_CLOCKS } from '../api/limits.ts';

/** The clock that all go by, but for API key ids that were given one of their own. */
export interface CommonClock extends Clock {
  /**
   * The clock of one API key id. It follows the common one until it is set or advanced, and again after its `reset`;
   * one that was advanced runs, or stands still, with the common one.
   *
   * @throws {RangeError} from `set` and `advance`, if 10,000 API key ids have a clock of their own already
   */
  of(apiKeyId: string): Clock;
}

/** The clocks as the mock itself sees them. */
export interface Clocks extends CommonClock {
  /** The time by the clock of an API key id, or by the common one. */
  at(apiKeyId: string | undefined): number;
  /** Runs something, during which `now` is by the clock of an API key id. It must not be asynchronous. */
  within<Result>(apiKeyId: string | undefined, run: () => Result): Result;
}

/** Makes a common clock. Its `reset` resets those of all API key ids. */
export function createClocks(startAt?: Date | number): Clocks {
  const common = createClock(startAt);
  const own = new Map<string, Clock>();
  let current: string | undefined;

  const at = (apiKeyId: string | undefined): number =>
    (apiKeyId === undefined ? undefined : own.get(apiKeyId))?.now() ??
    common.now();
  const made = (apiKeyId: string): Clock => {
    const known = own.get(apiKeyId);
    if (known !== undefined) return known;
    if (own.size >= MAX_CLOCKS)
      throw new RangeError(
        `${String(MAX_CLOCKS)} API key ids have a clock of their own already; reset some first.`,
      );
    const clock = createClock(undefined, () => common.now());
    own.set(apiKeyId, clock);
    return clock;
  };

  return {
    now: () => at(current),
    set: (time) => {
      common.set(time);
    },
    advance: (milliseconds) => {
      common.advance(milliseconds);
    },
    reset() {
      common.reset();
      own.clear();
    },
    of: (apiKeyId) => ({
      now: () => at(apiKeyId),
      set: (time) => {
        made(apiKeyId).set(time);
      },
      advance: (milliseconds) => {
        made(apiKeyId).advance(milliseconds);
      },
      reset: () => {
        own.delete(apiKeyId);
      },
    }),
    at,
    within(apiKeyId, run) {
      const outer = current;
      current = apiKeyId;
      try {
        return run();
      } finally {
        current = outer;
      }
    },
  };
}
