/** What waits for a signal, and the one listener that serves it all: with one each, Node would warn of a leak. */
interface Shared {
  readonly callbacks: Set<() => void>;
  readonly fire: () => void;
}

const waiting = new WeakMap<AbortSignal, Shared>();

/** Calls back once the signal fires, and returns a function that prevents it. */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  const shared = waiting.get(signal) ?? listen(signal);
  shared.callbacks.add(callback);
  return () => {
    // A signal that lives as long as the process keeps nothing of the calls that it served.
    if (!shared.callbacks.delete(callback) || shared.callbacks.size > 0) return;
    signal.removeEventListener('abort', shared.fire);
    waiting.delete(signal);
  };
}

function listen(signal: AbortSignal): Shared {
  const callbacks = new Set<() => void>();
  const fire = (): void => {
    for (const callback of callbacks) callback();
  };
  signal.addEventListener('abort', fire, { once: true });
  const shared: Shared = { callbacks, fire };
  waiting.set(signal, shared);
  return shared;
}
