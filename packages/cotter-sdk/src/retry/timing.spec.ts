import { getEventListeners } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { systemTiming } from './timing.ts';

describe('the system timing', () => {
  it('sleeps, and lets go of the signal', async () => {
    const { signal } = new AbortController();
    const before = systemTiming.now();
    await systemTiming.sleep(1, signal);
    expect(systemTiming.now()).toBeGreaterThanOrEqual(before);
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  it('does not sleep once the signal has fired', async () => {
    await expect(
      systemTiming.sleep(2_000_000, AbortSignal.abort()),
    ).resolves.toBeUndefined();
  });

  it('draws chances', () => {
    const drawn = new Set(
      Array.from({ length: 5 }, () => systemTiming.random()),
    );
    expect(drawn.size).toBeGreaterThan(1);
  });

  it('tells the time of day in milliseconds', () => {
    const before = Date.now();
    const date = systemTiming.date();
    expect(date).toBeGreaterThanOrEqual(before);
    expect(date).toBeLessThanOrEqual(Date.now());
  });

  it('wakes as soon as the signal fires, and leaves no timer', async () => {
    vi.useFakeTimers();
    const controller = new AbortController();
    const asleep = systemTiming.sleep(2_000_000, controller.signal);
    expect(vi.getTimerCount()).toBe(1);
    controller.abort();
    await asleep;
    expect(vi.getTimerCount()).toBe(0);
  });

  it('sleeps for the given time', async () => {
    vi.useFakeTimers();
    let awake = false;
    const { signal } = new AbortController();
    const asleep = systemTiming.sleep(100, signal).then(() => {
      awake = true;
    });
    await vi.advanceTimersByTimeAsync(99);
    expect(awake).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await asleep;
    expect(awake).toBe(true);
  });
});
