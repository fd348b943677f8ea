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
