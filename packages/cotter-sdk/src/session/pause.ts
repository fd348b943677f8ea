import type { RefreshPause } from '../stores/token-store.ts';
import type { RefreshFault } from './session-error.ts';

/** A pause in which calls that need a refresh fail at once. */
export interface Pause extends RefreshPause {
  readonly fault: RefreshFault;
}

/** The wait after the first failure, doubled at each further one. In milliseconds. */
const FIRST_BACKOFF_MS = 1000;
const MAX_BACKOFF_MS = 60_000;

/** The wait after so many failures in a row, in milliseconds. */
export function backoffMs(failures: number): number {
  return Math.min(FIRST_BACKOFF_MS * 2 ** (failures - 1), MAX_BACKOFF_MS);
}

/** How many refreshes in a row have failed, as far as this session or another knows. */
export function failuresSoFar(
  own: RefreshPause | undefined,
  stored: RefreshPause | undefined,
): number {
  return Math.max(own?.failures ?? 0, stored?.failures ?? 0);
}

/** The pause that lasts longer. A session knows of one that the store does not if the store failed to keep it. */
export function laterPause(
  own: Pause | undefined,
  stored: Pause | undefined,
): Pause | undefined {
  return own !== undefined && own.until > (stored?.until ?? 0) ? own : stored;
}

/**
 * The pause that a failed refresh asks for; undefined if the next call may try at once, however often that has failed.
 *
 * - The server asked for it (`Retry-After`).
 * - The server refused the request, and will refuse the next one.
 * - A request was lost. The next call sends the token once more, and only then the pauses begin.
 */
export function pauseAfter(
  fault: RefreshFault,
  failures: number,
  now: number,
): Pause | undefined {
  const asked = fault.retryAfterMs ?? 0;
  const own =
    fault.code === 'refresh_refused'
      ? backoffMs(failures)
      : fault.code === 'refresh_unknown' && failures > 1
        ? backoffMs(failures - 1)
        : 0;
  return fault.code === 'refresh_not_sent' && asked === 0
    ? undefined
    : { fault, failures, since: now, until: now + Math.max(own, asked) };
}

/** The fault that a call fails with during the pause, with the time left. A clock that was set back ends the pause. */
export function faultOfPause(
  pause: Pause | undefined,
  now: number,
): (RefreshFault & { readonly retryAfterMs: number }) | undefined {
  return pause !== undefined && now >= pause.since && now < pause.until
    ? { ...pause.fault, retryAfterMs: pause.until - now }
    : undefined;
}
