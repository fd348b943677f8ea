/**
 * When to try again to save tokens that a run could not save, in milliseconds. At first often: others may send the old
 * refresh token once the attempt is over, 20 seconds by default, and Cotter would end the session. Then each wait is
 * twice the one before.
 */
const FIRST_MS = 1000;
const QUICK_TRIES = 30;
const LONGEST_MS = 30_000;

/**
 * Makes a function to call after each run: while `isNeeded`, it has `retry` called later, without any caller. There is one
 * timer at most, and it keeps no process alive.
 */
export function createSaveLater(
  isNeeded: () => boolean,
  retry: () => void,
): () => void {
  let tries = 0;
  let timer: NodeJS.Timeout | undefined;
  return () => {
    clearTimeout(timer);
    if (!isNeeded()) {
      tries = 0;
      return;
    }
    const delayMs = FIRST_MS * 2 ** Math.max(0, tries - QUICK_TRIES);
    tries += 1;
    timer = setTimeout(
      () => {
        if (isNeeded()) retry();
      },
      Math.min(delayMs, LONGEST_MS),
    );
    // A number in a browser.
    if (typeof (timer as unknown) === 'object') timer.unref();
  };
}
