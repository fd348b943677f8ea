import { getEventListeners } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { startDeadline } from './deadline.ts';

beforeEach(() => {
  vi.useFakeTimers();
});

describe('a deadline', () => {
  it('fires when the time is over, and not before', () => {
    const deadline = startDeadline(undefined, 100);
    expect(deadline.timeoutMs).toBe(100);
    vi.advanceTimersByTime(99);
    expect(deadline.signal.aborted).toBe(false);
    expect(deadline.reason).toBeUndefined();
    vi.advanceTimersByTime(1);
    expect(deadline.signal.aborted).toBe(true);
    expect(deadline.reason).toBe('timeout');
  });

  it('fires when the caller gives up', () => {
    const controller = new AbortController();
    const deadline = startDeadline(controller.signal, 100);
    controller.abort();
    expect(deadline.signal.aborted).toBe(true);
    expect(deadline.reason).toBe('aborted');
  });

  it('has fired if the caller gave up before', () => {
    const deadline = startDeadline(AbortSignal.abort(), 100);
    expect(deadline.signal.aborted).toBe(true);
    expect(deadline.reason).toBe('aborted');
  });

  it('keeps the first of two reasons', () => {
    const controller = new AbortController();
    const aborted = startDeadline(controller.signal, 100);
    controller.abort();
    vi.advanceTimersByTime(100);
    expect(aborted.reason).toBe('aborted');

    const late = new AbortController();
    const timedOut = startDeadline(late.signal, 100);
    vi.advanceTimersByTime(100);
    late.abort();
    expect(timedOut.reason).toBe('timeout');
  });

  it('leaves no timer and no listener once it is ended', () => {
    const controller = new AbortController();
    const deadline = startDeadline(controller.signal, 100);
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
    deadline.end();
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
    controller.abort();
    vi.advanceTimersByTime(100);
    expect(deadline.signal.aborted).toBe(false);
  });
});
