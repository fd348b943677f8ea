/**
 * When to try again to save tokens that a run could not save, in milliseconds; each wait is twice the one before. Others
 * may send the old refresh token once the attempt is over, and Cotter would end the session.
 */
const FIRST_MS = 1000;
const LONGEST_MS = 30_000;

/**
 * Makes a function to call after each run: while `isNeeded`, it has `retry` called later, without any caller. There is one
 * timer at most, and it keeps no process alive.
 */
export function createSaveLater(
  isNeeded: () => boolean,
  retry: () => void,
): () => void {
  let delayMs = FIRST_MS;
  let timer: NodeJS.Timeout | undefined;
  return () => {
    clearTimeout(timer);
    if (!isNeeded()) {
      delayMs = FIRST_MS;
      return;
    }
    timer = setTimeout(() => {
      if (isNeeded()) retry();
    }, delayMs);
    // A number in a browser.
    if (typeof (timer as unknown) === 'object') timer.unref();
    delayMs = Math.min(2 * delayMs, LONGEST_MS);
  };
}
