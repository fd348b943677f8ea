/** What waits for each signal. A signal that serves many calls gets one listener, or Node would warn of a leak. */
const waiting = new WeakMap<AbortSignal, Set<() => void>>();

/** Calls back once the signal fires, and returns a function that prevents it. */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  const callbacks = waiting.get(signal) ?? listen(signal);
  callbacks.add(callback);
  return () => {
    callbacks.delete(callback);
    if (callbacks.size > 0) return;
    // A signal that lives as long as the process keeps nothing of the calls that it served.
    waiting.delete(signal);
    listeners.get(callbacks)?.();
  };
}

const listeners = new WeakMap<Set<() => void>, () => void>();

function listen(signal: AbortSignal): Set<() => void> {
  const callbacks = new Set<() => void>();
  const fire = (): void => {
    for (const callback of [...callbacks]) callback();
  };
  signal.addEventListener('abort', fire, { once: true });
  waiting.set(signal, callbacks);
  listeners.set(callbacks, () => {
    signal.removeEventListener('abort', fire);
  });
  return callbacks;
}
