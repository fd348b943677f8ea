import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { onAbort } from './on-abort.ts';

describe('a signal that serves many calls', () => {
  it('has one listener, and none once they are over', () => {
    const { signal } = new AbortController();
    const stops = Array.from({ length: 60 }, () => onAbort(signal, () => 0));
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    for (const stop of stops) stop();
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    const again = onAbort(signal, () => 0);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    // To stop twice does no harm.
    for (const stop of stops) stop();
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    again();
  });

  it('calls back what still waits, once', () => {
    const controller = new AbortController();
    const called: number[] = [];
    const stops = [1, 2, 3].map((call) =>
      onAbort(controller.signal, () => {
        called.push(call);
        // What ends one call may end another.
        if (call === 1) stops[2]?.();
      }),
    );
    stops[1]?.();
    controller.abort();
    controller.abort();
    expect(called).toEqual([1]);
  });
});
