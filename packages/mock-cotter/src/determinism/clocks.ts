import { MAX_CLOCKS } from '../api/limits.ts';
import type { Persist, SavedClock } from '../state/saved-state.ts';
import { createClock, type Clock, type SavableClock } from './clock.ts';

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
  /** What to keep of them. */
  save(): SavedClock[];
  /** Replaces all clocks with those that were kept. */
  restore(saved: readonly SavedClock[]): void;
  /** Replaces one clock. */
  apply(saved: SavedClock): void;
}

/**
 * Makes a common clock. Its `reset` resets those of all API key ids.
 *
 * @param persist receives each change. If it throws, the change is undone
 */
export function createClocks(
  startAt?: Date | number,
  persist?: Persist,
): Clocks {
  const common = createClock(startAt);
  const own = new Map<string, SavableClock>();
  let current: string | undefined;

  const at = (apiKeyId: string | undefined): number =>
    (apiKeyId === undefined ? undefined : own.get(apiKeyId))?.now() ??
    common.now();
  const made = (apiKeyId: string): SavableClock => {
    const known = own.get(apiKeyId);
    if (known !== undefined) return known;
    if (own.size >= MAX_CLOCKS)
      throw new RangeError(
        `${String(MAX_CLOCKS)} API key ids have a clock of their own already; reset some first.`,
      );
    return createClock(undefined, () => common.now());
  };
  /** Changes the common clock. */
  const change = (how: () => void): void => {
    const before = common.save();
    how();
    try {
      persist?.({ clock: common.save() });
    } catch (error) {
      common.restore(before);
      throw error;
    }
  };
  /** Changes the clock of an API key id. */
  const changeOf = (apiKeyId: string, how: (clock: Clock) => void): void => {
    const clock = made(apiKeyId);
    const before = clock.save();
    how(clock);
    try {
      persist?.({ clock: { apiKeyId, ...clock.save() } });
    } catch (error) {
      clock.restore(before);
      throw error;
    }
    own.set(apiKeyId, clock);
  };

  const apply = ({ apiKeyId, ...setting }: SavedClock): void => {
    if (apiKeyId === undefined) {
      common.restore(setting);
      return;
    }
    own.delete(apiKeyId);
    // Else it follows the common clock.
    if (setting.offsetMs !== 0 || setting.stoppedAt !== undefined) {
      const clock = made(apiKeyId);
      clock.restore(setting);
      own.set(apiKeyId, clock);
    }
  };

  return {
    now: () => at(current),
    set: (time) => {
      change(() => {
        common.set(time);
      });
    },
    advance: (milliseconds) => {
      change(() => {
        common.advance(milliseconds);
      });
    },
    reset() {
      const fresh = createClock(startAt).save();
      persist?.({ clocks: [fresh] });
      common.restore(fresh);
      own.clear();
    },
    of: (apiKeyId) => ({
      now: () => at(apiKeyId),
      set: (time) => {
        changeOf(apiKeyId, (clock) => {
          clock.set(time);
        });
      },
      advance: (milliseconds) => {
        changeOf(apiKeyId, (clock) => {
          clock.advance(milliseconds);
        });
      },
      reset: () => {
        if (!own.has(apiKeyId)) return;
        persist?.({ clock: { apiKeyId, offsetMs: 0 } });
        own.delete(apiKeyId);
      },
    }),
    save: () => [
      common.save(),
      ...[...own].map(([apiKeyId, clock]) => ({ apiKeyId, ...clock.save() })),
    ],
    restore(saved) {
      own.clear();
      for (const each of saved) apply(each);
    },
    apply,
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
