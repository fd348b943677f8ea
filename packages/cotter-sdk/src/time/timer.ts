/**
 * From this delay on, in milliseconds, a timer may have been held up: the process was stopped, or its event loop was
 * blocked. It is short, because a wrong guess costs only the grace.
 */
const LATE_MS = 5;
/** How long what arrived meanwhile may take to be read, in milliseconds. */
const GRACE_MS = 250;

/**
 * Calls back after a time, and returns a function that prevents it.
 *
 * After a process was frozen (a suspended laptop, a paused container), its timers run before its sockets are read. So a
 * late timer waits a moment: a response that has already arrived is not thrown away for a deadline.
 */
export function afterTime(ms: number, callback: () => void): () => void {
  const due = performance.now() + ms;
  let timer = setTimeout(() => {
    if (performance.now() - due < LATE_MS) callback();
    else timer = setTimeout(callback, GRACE_MS);
  }, ms);
  return () => {
    clearTimeout(timer);
  };
}
