import { readInteger, refuseUnknownNames } from './read-option.ts';

/** Options of one call. */
export interface CallOptions {
  /** Ends the call early, with a `CotterAbortError`. Default: none. */
  readonly signal?: AbortSignal | undefined;
  /** The time for this call, in milliseconds, from connecting to the last byte. Default: the client's. */
  readonly timeoutMs?: number | undefined;
}

/** The longest time that a timer can wait; beyond it, Node's timers fire at once. In milliseconds. */
const MAX_TIMEOUT_MS = 2_147_483_647;

/** @throws TypeError that names the option. */
export function readTimeoutMs(value: unknown): number {
  return readInteger('timeoutMs', value, 1, MAX_TIMEOUT_MS);
}

/** @throws TypeError that names the option. */
export function readCallOptions(
  options: CallOptions,
  defaultTimeoutMs: number,
): { readonly signal: AbortSignal | undefined; readonly timeoutMs: number } {
  refuseUnknownNames(options, ['signal', 'timeoutMs']);
  const { signal, timeoutMs = defaultTimeoutMs } = options;
  return {
    signal: readSignal(signal),
    timeoutMs: readTimeoutMs(timeoutMs),
  };
}

/**
 * Recognised by its methods, because test environments bring a class of their own.
 *
 * @throws TypeError that names the option.
 */
export function readSignal(
  signal: Partial<AbortSignal> | null | undefined,
): AbortSignal | undefined {
  if (
    signal !== undefined &&
    !(
      typeof signal?.aborted === 'boolean' &&
      typeof signal.addEventListener === 'function' &&
      typeof signal.removeEventListener === 'function'
    )
  ) {
    throw new TypeError('signal must be an AbortSignal');
  }
  return signal as AbortSignal | undefined;
}
