/** The first wait is drawn from 0 to this; each further one from twice as much. In milliseconds. */
const FIRST_MS = 250;

/** In milliseconds. */
const MAX_BACKOFF_MS = 8000;

/** A server that asks for more is not waited for: the caller knows better what to do in the meantime. In milliseconds. */
export const MAX_RETRY_AFTER_MS = 60_000;

/**
 * How long to wait before the next attempt, in milliseconds: a random part of a span that doubles ("full jitter"), so
 * that clients which failed together do not come back together, but never less than the server asks for.
 *
 * @param attempt the number of the attempt that failed, from 1.
 * @returns undefined if the server asks for so long a wait that the call should rather fail.
 */
export function backoffMs(
  attempt: number,
  retryAfterMs: number | undefined,
  random: () => number,
): number | undefined {
  if (retryAfterMs !== undefined && retryAfterMs > MAX_RETRY_AFTER_MS) {
    return undefined;
  }
  const span = Math.min(MAX_BACKOFF_MS, FIRST_MS * 2 ** (attempt - 1));
  return Math.max(retryAfterMs ?? 0, Math.floor(random() * span));
}

/** The description's upper bound: a day. It also keeps the value within what timers can wait. In seconds. */
export const MAX_RETRY_AFTER_SECONDS = 86_400;

/**
 * Reads `Retry-After` (RFC 9110 section 10.2.3): whole seconds, as the description gives it, or a date in the one form
 * that may be sent (section 5.6.7), as a gateway before Cotter may give it.
 *
 * @param now the time in Unix milliseconds.
 * @returns milliseconds, at most a day, and 0 for a moment that has passed; undefined if the header is absent or neither.
 */
export function retryAfterMs(value = '', now: number): number | undefined {
  const date = new Date(value);
  let ms = NaN;
  if (/^\d+$/.test(value)) ms = Number(value) * 1000;
  else if (date.toUTCString() === value) ms = Number(date) - now;
  return Number.isNaN(ms)
    ? undefined
    : Math.min(Math.max(ms, 0), MAX_RETRY_AFTER_SECONDS * 1000);
}
