import { onAbort } from './on-abort.ts';
import { afterTime } from './timer.ts';

/** A signal that fires when the caller gives up or when the time is over, whichever comes first, and knows which. */
export interface Deadline {
  readonly signal: AbortSignal;
  /** Why the signal fired; undefined while it has not. */
  readonly reason: 'aborted' | 'timeout' | undefined;
  /** The time that the work has, in milliseconds. */
  readonly timeoutMs: number;
  /** Stops the timer and lets go of the caller's signal, which may live as long as the process. */
  end(): void;
}

/** Starts the clock. End the deadline when the work is over; `AbortSignal.any` could not be ended. */
export function startDeadline(
  callerSignal: AbortSignal | undefined,
  timeoutMs: number,
): Deadline {
  const controller = new AbortController();
  let reason: Deadline['reason'];
  const stop = (why: 'aborted' | 'timeout') => {
    reason ??= why;
    controller.abort();
  };
  const stopTimer = afterTime(timeoutMs, () => {
    stop('timeout');
  });
  const abort = () => {
    stop('aborted');
  };
  const stopListening =
    callerSignal === undefined ? undefined : onAbort(callerSignal, abort);
  if (callerSignal?.aborted === true) abort();
  return {
    signal: controller.signal,
    timeoutMs,
    get reason() {
      return reason;
    },
    end() {
      stopTimer();
      stopListening?.();
    },
  };
}
