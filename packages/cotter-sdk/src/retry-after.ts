/** The description's upper bound: a day. It also keeps the value within what timers can wait. In seconds. */
export const MAX_RETRY_AFTER_SECONDS = 86_400;

/**
 * Reads `Retry-After` as the description gives it, in whole seconds (RFC 9110 section 10.2.3).
 *
 * @returns milliseconds, at most a day; undefined if the header is absent or a date.
 */
export function retryAfterMs(value: string | undefined): number | undefined {
  if (value === undefined || !/^\d+$/.test(value)) return undefined;
  return Math.min(Number(value), MAX_RETRY_AFTER_SECONDS) * 1000;
}
